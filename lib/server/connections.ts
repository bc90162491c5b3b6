import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Refusal } from "#lib/capture/arrival.ts";
import { senderNetwork } from "#lib/http/network.ts";
import type { HeadStart } from "./head-start.ts";
import type { Reading } from "./read-body.ts";

/** What the doorway remembers of one connection. */
export type Connection = {
  /** The message whose headers came last, and its response. */
  message: IncomingMessage | null;
  response: ServerResponse | null;
  /** How many messages have begun so far, and whether the last of them is for a bin. */
  begun: number;
  isCapture: boolean;
  /** How many of them wait for the answer to one before them, or will never have one. */
  behind: number;
  /** When its socket was last read again after too many had waited; infinite while they do. */
  readAgainAt: number;
  /** Ends the reading of the current body from outside, while it is being read. */
  endBody: Reading["end"] | null;
  /** Why the message that is under way will not become whole, when that is known before its body is read. */
  broken: "aborted" | Refusal | null;
  /** Nothing more is taken from this connection; what still comes is thrown away. */
  closing: boolean;
  /** No longer HTTP. */
  upgraded: boolean;
  headStart: HeadStart | null;
  /** What had come when it was opened, and was not for it: a PROXY preamble. */
  bytesBefore: number;
  /** The headers of its last message as they came, where the parser was given others (tunnels.ts). */
  rawHeaders: string[] | null;
};

export type ConnectionLimits = {
  inAll: number;
  perSender: number;
  /** Addresses that stand for many senders and are not counted one by one. */
  isUncounted: (address: string) => boolean;
};

export type Connections = {
  /** Counts a new connection; null when there is no place for it, and no idle one that could make room. */
  open: (socket: Socket) => Connection | null;
  of: (socket: object) => Connection | undefined;
  /** Every answer that is under way says that it is the last of its connection; what has said nothing yet is ended. */
  endAfterAnswers: () => void;
  /** Ends every connection, whatever it is doing. */
  closeAll: () => void;
};

/** How many connections are looked at to find an idle one. */
const LOOKS = 64;

/**
 * Counts connections, in all and for each sender. At a limit the oldest idle one is closed for the newcomer: keep-alive is an offer, and a
 * sender that opens thousands of connections and says nothing keeps out nobody but itself.
 */
export function createConnections(limits: ConnectionLimits): Connections {
  const states = new WeakMap<object, Connection>();
  const all = new Set<Socket>();
  const bySender = new Map<string, Set<Socket>>();

  function open(socket: Socket): Connection | null {
    const address = socket.remoteAddress ?? "";
    const sender = limits.isUncounted(address) ? null : senderNetwork(address);
    const own = sender === null ? null : (bySender.get(sender) ?? new Set<Socket>());
    if (own && own.size >= limits.perSender && !closeIdle(own)) return null;
    if (all.size >= limits.inAll && !closeIdle(all)) return null;
    const connection: Connection = {
      message: null,
      response: null,
      begun: 0,
      isCapture: false,
      behind: 0,
      readAgainAt: Number.NEGATIVE_INFINITY,
      endBody: null,
      broken: null,
      closing: false,
      upgraded: false,
      headStart: null,
      bytesBefore: socket.bytesRead,
      rawHeaders: null,
    };
    states.set(socket, connection);
    all.add(socket);
    if (sender !== null && own) {
      own.add(socket);
      bySender.set(sender, own);
    }
    socket.once("close", () => {
      all.delete(socket);
      if (own?.delete(socket) && own.size === 0 && sender !== null && bySender.get(sender) === own)
        bySender.delete(sender);
    });
    return connection;
  }

  /** Busy ones that were looked at go to the end, so that the next search begins with others. */
  function closeIdle(sockets: Set<Socket>): boolean {
    let looks = Math.min(LOOKS, sockets.size);
    for (const socket of sockets) {
      if (looks === 0) break;
      looks -= 1;
      sockets.delete(socket);
      const connection = states.get(socket);
      if (connection && !isIdle(connection)) sockets.add(socket);
      else {
        all.delete(socket);
        socket.destroy();
        return true;
      }
    }
    return false;
  }

  return {
    open,
    of: (socket) => states.get(socket),
    endAfterAnswers: () => {
      for (const socket of all) {
        const connection = states.get(socket);
        if (connection?.response) connection.response.shouldKeepAlive = false;
        // Node counts it as busy until its headers are late.
        else if (socket.bytesRead === (connection?.bytesBefore ?? 0)) socket.destroy();
      }
    },
    closeAll: () => {
      for (const socket of all) socket.destroy();
    },
  };
}

/**
 * So many messages may wait behind the one that is being answered. Then the socket is not read until there are fewer: each would be stored,
 * and kept in memory until its turn comes, however long that takes (Node itself looks only at answers that nobody reads).
 */
const MAX_BEHIND = 64;

/** Notes that the headers of a message are whole. */
export function beginMessage(
  connection: Connection,
  message: IncomingMessage,
  response: ServerResponse,
  isCapture: boolean,
): void {
  if (connection.response && !isDone(connection.response)) {
    waitBehind(connection, message.socket);
    response.once("close", () => leaveBehind(connection, message.socket));
  }
  connection.message = message;
  connection.response = response;
  connection.begun += 1;
  connection.isCapture = isCapture;
  connection.endBody = null;
  connection.broken = null;
}

/** Notes that one more message waits; one that is not to be answered waits until the connection ends. */
export function waitBehind(connection: Connection, socket: Socket): void {
  connection.behind += 1;
  if (connection.behind !== MAX_BEHIND) return;
  if (connection.readAgainAt === Number.NEGATIVE_INFINITY) socket.on("resume", () => stayPaused(connection, socket));
  connection.readAgainAt = Number.POSITIVE_INFINITY;
  socket.pause();
}

function leaveBehind(connection: Connection, socket: Socket): void {
  connection.behind -= 1;
  if (connection.behind !== MAX_BEHIND - 1) return;
  connection.readAgainAt = performance.now();
  socket.resume();
}

/** Whoever reads a body resumes the socket, perhaps before it was paused here, and is heard only now. */
function stayPaused({ behind }: Connection, socket: Socket): void {
  if (behind < MAX_BEHIND) return;
  // Node reads again by now; a stream that counts as paused already would not tell it anew.
  if (socket.isPaused()) socket.emit("pause");
  else socket.pause();
}

/** Calls `next` when every message so far is answered: answers go out in the order of their messages. */
export function whenAnswered({ response }: Connection, next: () => void): void {
  if (!response || isDone(response)) next();
  else response.once("close", next);
}

/** Between messages, or still in the headers of its first. */
function isIdle({ response, upgraded }: Connection): boolean {
  return !upgraded && (response === null || isDone(response));
}

function isDone(response: ServerResponse): boolean {
  return response.writableFinished || response.destroyed;
}
