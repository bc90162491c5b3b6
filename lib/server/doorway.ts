import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { binAddress, type CaptureHost } from "#lib/capture/address.ts";
import { plain } from "#lib/capture/answer.ts";
import { allValues, firstValue, pairsFromFlat } from "#lib/http/pairs.ts";
import { splitTarget } from "#lib/http/target.ts";
import { SOCKET_PATH } from "#lib/live/events.ts";
import { beginMessage, type Connection, createConnections, waitBehind } from "./connections.ts";
import { expectPreambles } from "./expect-preambles.ts";
import { sayGoodbye } from "./goodbye.ts";
import { keepHeadStart } from "./head-start.ts";
import { createRefused, type ParserError } from "./refused.ts";
import { createTakeCapture, type TakeUse } from "./take-capture.ts";
import { readAgain, refuseTunnel } from "./tunnels.ts";
import { closeWith } from "./write-answer.ts";

/**
 * Looks at the raw target and the Host of each message once and sends it one of three ways: a capture address to `receive`, upgrades of
 * the live path to the gateway, anything else to Next. Captures never touch Next's router, which would rewrite them.
 */
export type Ways = TakeUse & {
  captureHost: CaptureHost;
  /** Whether connections from this address begin with a PROXY preamble; null when none do. */
  speaksProxy: ((address: string) => boolean) | null;
  page: RequestListener;
  live: (message: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Upgrades that are neither: Next's own in development. */
  otherUpgrade: ((message: IncomingMessage, socket: Duplex, head: Buffer) => void) | null;
};

export type DoorwayLimits = {
  maxHeaderBytes: number;
  maxBodyBytes: number;
  maxConnections: number;
  maxConnectionsPerSender: number;
  /** A connection on which nothing moves for so long is ended: its sender does not read its answer, or is gone. */
  maxSilenceMs: number;
};

export type Doorway = {
  server: Server;
  /** Once it no longer listens: ends idle connections, and the others with the answer that is under way. */
  endAfterAnswers: () => void;
  /** Ends every connection, whatever it is doing. */
  closeConnections: () => void;
};

const HEADERS_TIMEOUT_MS = 15_000;
const KEEP_ALIVE_TIMEOUT_MS = 5000;
/** A message must be whole after a minute, or come at this rate on average when it may be larger than that allows. */
const MESSAGE_TIMEOUT_MS = 60_000;
const LEAST_BYTES_A_MS = 128;

export function createDoorway(ways: Ways, limits: DoorwayLimits): Doorway {
  const server = createServer(optionsFor(limits));
  // Node takes a message for an upgrade wherever somebody listens for upgrades, and then reads no body. So upgrades that nobody offers go to
  // a server without such a listener, as ordinary messages (RFC 9110 section 7.8 lets a server ignore them), one for each connection.
  const ordinary = createServer(optionsFor(limits));
  // It has no port of its own; this starts its timeouts.
  ordinary.emit("listening");
  // By default Node drops all headers after the thousandth, silently; the size limit is the honest one.
  for (const each of [server, ordinary]) {
    each.maxHeadersCount = 0;
    each.timeout = limits.maxSilenceMs;
  }

  const connections = createConnections({
    inAll: limits.maxConnections,
    perSender: limits.maxConnectionsPerSender,
    isUncounted: ways.proxies.trusts,
  });
  const isShared = ways.captureHost.kind === "shared";
  const takeCapture = createTakeCapture(ways);
  const addressOf = (target: string, host: string | undefined) => binAddress(ways.captureHost, target, host);
  const onRefused = createRefused({ ...ways, addressOf, maxHeaderBytes: limits.maxHeaderBytes });

  const addressOfMessage = (message: IncomingMessage) => {
    const host = isShared ? undefined : firstValue(pairsFromFlat(message.rawHeaders), "host");
    return addressOf(message.url ?? "", host);
  };

  const onMessage = (message: IncomingMessage, response: ServerResponse, expectsContinue: boolean) => {
    const connection = connections.of(message.socket);
    if (!connection) return;
    if (connection.closing || isBehindUpgrade(connection)) {
      waitBehind(connection, message.socket);
      // Left unread, its bytes would make the end of the connection a reset, and an answer on its way would be lost.
      message.resume();
      return;
    }
    const address = addressOfMessage(message);
    beginMessage(connection, message, response, address !== null);
    if (!server.listening || connection.rawHeaders) response.shouldKeepAlive = false;
    if (!address) {
      if (expectsContinue) response.writeContinue();
      ways.page(message, response);
    } else if (!isShared && allValues(pairsFromFlat(message.rawHeaders), "host").length > 1) {
      // Here the Host says whose bin it is, so two of them say nothing (RFC 9112 section 3.2).
      connection.closing = true;
      closeWith(message, response, plain(400, "Which of these hosts is meant?", [], true));
    } else takeCapture(connection, message, response, address, expectsContinue);
  };

  const onUpgrade = (message: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Node listens for errors no longer.
    socket.on("error", () => socket.destroy());
    const connection = connections.of(socket);
    if (!connection || connection.closing) {
      socket.destroy();
      return;
    }
    const { path } = splitTarget(message.url ?? "");
    const isLive = path === SOCKET_PATH || path === `${SOCKET_PATH}/`;
    // On a host of captures it is a capture as any other.
    if (isLive && addressOfMessage(message) === null) {
      connection.upgraded = true;
      ways.live(message, socket, head);
    } else if (ways.otherUpgrade && path.startsWith("/_next/")) {
      connection.upgraded = true;
      ways.otherUpgrade(message, socket, head);
    } else readAgain(message, socket, head, connection, ordinary);
  };

  for (const each of [server, ordinary]) {
    each.on("request", (message, response) => onMessage(message, response, false));
    each.on("checkContinue", (message, response) => onMessage(message, response, true));
    // Any other expectation is kept and left unmet: the sender asked, the bin shows it.
    each.on("checkExpectation", (message, response) => onMessage(message, response, false));
    each.on("connect", (message, socket) => {
      socket.on("error", () => socket.destroy());
      const connection = connections.of(socket);
      if (!connection || connection.closing) socket.destroy();
      else if (!isBehindUpgrade(connection)) refuseTunnel(ways, connection, message, addressOfMessage(message));
    });
    each.on("clientError", (error: ParserError, socket) => {
      const connection = connections.of(socket);
      if (!connection) socket.destroy();
      else if (isLateOfUs(error, connection)) return;
      // The parser says the same again for each packet behind the one it could not read.
      else if (!connection.closing && !isBehindUpgrade(connection)) onRefused(error, socket as Socket, connection);
    });
  }
  server.on("upgrade", onUpgrade);
  server.on("connection", (socket) => {
    // Each message that waits behind others may listen for its end.
    socket.setMaxListeners(0);
    const connection = connections.open(socket);
    if (!connection) {
      sayGoodbye(socket, plain(503, "Too many connections for now.", [["Retry-After", "5"]], true), true);
      return;
    }
    const messages = {
      begun: () => connection.begun,
      inBody: () => connection.message !== null && !connection.message.complete,
    };
    connection.headStart = keepHeadStart(socket, messages, limits.maxHeaderBytes);
  });
  const onRest = (socket: Socket, bytes: Buffer) => {
    const connection = connections.of(socket);
    if (connection) connection.bytesBefore -= bytes.length;
    // As if it had just come: the parser that reads the socket from here on has not seen it.
    socket.emit("data", bytes);
    connection?.headStart?.saw(bytes);
  };
  const preambles = ways.speaksProxy && expectPreambles(server, { speaks: ways.speaksProxy, onRest });

  return {
    server,
    endAfterAnswers: () => {
      server.closeIdleConnections();
      connections.endAfterAnswers();
      preambles?.endWaiting();
    },
    closeConnections: () => {
      connections.closeAll();
      preambles?.closeAll();
    },
  };
}

/**
 * What asked for an upgrade, and was read again as an ordinary message, is the last of its connection, and its answer says so: nothing behind
 * it is taken (RFC 9112 section 9.6).
 */
function isBehindUpgrade({ rawHeaders, message }: Connection): boolean {
  return rawHeaders !== null && message?.complete === true;
}

/** Its time ran out while we did not read it. It is not timed again; that nothing moves for too long still ends the connection. */
function isLateOfUs({ code }: ParserError, { readAgainAt }: Connection): boolean {
  return code === "ERR_HTTP_REQUEST_TIMEOUT" && performance.now() - readAgainAt < HEADERS_TIMEOUT_MS;
}

function optionsFor(limits: DoorwayLimits) {
  return {
    maxHeaderSize: limits.maxHeaderBytes,
    // HTTP/1.1 without Host, or with two, is the sender's business; a bin shows it.
    requireHostHeader: false,
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: Math.max(MESSAGE_TIMEOUT_MS, limits.maxBodyBytes / LEAST_BYTES_A_MS),
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    connectionsCheckingInterval: 2000,
  };
}
