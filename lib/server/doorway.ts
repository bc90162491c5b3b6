import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { binAddress, type CaptureHost } from "#lib/capture/address.ts";
import { answerTo } from "#lib/capture/answer.ts";
import type { Arrival, Outcome } from "#lib/capture/arrival.ts";
import { firstValue, pairsFromFlat } from "#lib/http/pairs.ts";
import { splitTarget } from "#lib/http/target.ts";
import { SOCKET_PATH } from "#lib/live/events.ts";
import { makeArrival } from "./arrival.ts";
import { createHeld, HELD_IN_ALL, HELD_PER_BIN } from "./held.ts";
import { writeAnswer } from "./write-answer.ts";

/**
 * Looks at the raw target and the Host of each message once and sends it one of three ways: a capture address to `receive`, upgrades of
 * the live path to the gateway, anything else to Next. Captures never touch Next's router, which would rewrite them.
 */
export type Ways = {
  captureHost: CaptureHost;
  receive: (arrival: Arrival) => Promise<Outcome>;
  page: RequestListener;
  live: (message: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Upgrades that are neither: Next's own in development. */
  otherUpgrade: ((message: IncomingMessage, socket: Duplex, head: Buffer) => void) | null;
};

export type DoorwayLimits = { maxHeaderBytes: number };

const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 60_000;
const KEEP_ALIVE_TIMEOUT_MS = 5000;

export function createDoorway(ways: Ways, limits: DoorwayLimits): Server {
  const server = createServer({
    maxHeaderSize: limits.maxHeaderBytes,
    // HTTP/1.1 without Host, or with two, is the sender's business; a bin shows it (H45).
    requireHostHeader: false,
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    connectionsCheckingInterval: 2000,
  });
  // By default Node drops all headers after the thousandth, silently; the size limit is the honest one.
  server.maxHeadersCount = 0;

  const held = createHeld({ perBin: HELD_PER_BIN, inAll: HELD_IN_ALL });
  const onMessage = (message: IncomingMessage, response: ServerResponse, expectsContinue: boolean) => {
    const address = addressOf(message);
    if (!address) {
      if (expectsContinue) response.writeContinue();
      ways.page(message, response);
      return;
    }
    ways.receive(makeArrival(message, response, address, expectsContinue)).then((outcome) => {
      const answer = answerTo(outcome);
      if (answer) writeAnswer(response, answer, () => held.enter(address.bin));
      else message.destroy();
    });
  };

  const addressOf = (message: IncomingMessage) => {
    const host = ways.captureHost.kind === "shared" ? undefined : firstValue(pairsFromFlat(message.rawHeaders), "host");
    return binAddress(ways.captureHost, message.url ?? "", host);
  };

  server.on("request", (message, response) => onMessage(message, response, false));
  server.on("checkContinue", (message, response) => onMessage(message, response, true));
  // Any other expectation is kept and left unmet: the sender asked, the bin shows it.
  server.on("checkExpectation", (message, response) => onMessage(message, response, false));
  server.on("upgrade", (message, socket, head) => {
    const { path } = splitTarget(message.url ?? "");
    if (path === SOCKET_PATH || path === `${SOCKET_PATH}/`) ways.live(message, socket, head);
    else if (ways.otherUpgrade && !addressOf(message)) ways.otherUpgrade(message, socket, head);
    else socket.end("HTTP/1.1 426 Upgrade Required\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  });
  return server;
}
