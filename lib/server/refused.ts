import type { Socket } from "node:net";
import type { BinAddress } from "#lib/capture/address.ts";
import { type Answer, answerTo, plain } from "#lib/capture/answer.ts";
import type { Arrival, Refusal } from "#lib/capture/arrival.ts";
import type { Receive } from "#lib/capture/receive.ts";
import { plainAddress } from "#lib/http/network.ts";
import { firstValue } from "#lib/http/pairs.ts";
import { type Connection, whenAnswered } from "./connections.ts";
import { sayGoodbye } from "./goodbye.ts";
import { messageAge } from "./head-start.ts";
import { readRawHead, readRawHeaders } from "./raw-head.ts";
import type { TrustedProxies } from "./trusted-proxies.ts";
import { closeWith } from "./write-answer.ts";

/**
 * Messages that Node's parser refuses. They are arrivals too: whatever has a request line that names a bin becomes a capture, with the
 * bytes that came and the reason. Then the sender hears the reason, and the connection closes: nothing behind a message that could not
 * be read is ever taken for another one (request smuggling, RFC 9112 section 11.2).
 */
export type RefusedUse = {
  addressOf: (target: string, host: string | undefined) => BinAddress | null;
  receive: Receive;
  proxies: TrustedProxies;
  maxHeaderBytes: number;
};

export type ParserError = Error & { code?: string; reason?: string; bytesParsed?: number; rawPacket?: Buffer };

/** What is wrong. `kind` null: the message merely ended early, and nothing is kept of such. */
type Fault = { kind: Refusal["kind"] | null; status: number; reason: string };

const EMPTY = new Uint8Array(0);
/** Node's own bound. */
const CHUNK_EXTENSION_BYTES = 16_384;

/** Deals with one `clientError`. Called once for a connection, which takes nothing more afterwards. */
export function createRefused(use: RefusedUse): (error: ParserError, socket: Socket, connection: Connection) => void {
  return (error, socket, connection) => {
    const fault = faultOf(error, use.maxHeaderBytes);
    if (!fault || !socket.writable) {
      socket.destroy();
      return;
    }
    connection.closing = true;
    if (connection.message && !connection.message.complete) refuseBody(connection, fault, error);
    else refuseHead(use, socket, connection, fault, error);
  };
}

/** The headers were whole: whoever reads the body hears of it, and answers. */
function refuseBody(connection: Connection, fault: Fault, error: ParserError): void {
  const { message, response, isCapture } = connection;
  if (isCapture) {
    const bytes = fault.kind === "malformed" ? unreadBytes(connection, error) : EMPTY;
    const why = fault.kind ? { ...fault, kind: fault.kind, bytes } : "aborted";
    if (connection.endBody) connection.endBody(why);
    else connection.broken = why;
  }
  if (message && response && (!isCapture || !fault.kind)) closeWith(message, response, answerOf(fault));
}

function refuseHead(use: RefusedUse, socket: Socket, connection: Connection, fault: Fault, error: ParserError): void {
  const answer = (last: Answer) => whenAnswered(connection, () => sayGoodbye(socket, last, true));
  const arrival =
    fault.kind && arrivalOf(use, socket, beginning(socket, connection, error), { ...fault, kind: fault.kind });
  if (!arrival) {
    answer(answerOf(fault));
    return;
  }
  const take = () =>
    use.receive(arrival, (outcome) => {
      const isNobody = outcome.kind === "unknown_bin" || outcome.kind === "aborted";
      answer((isNobody ? null : answerTo(outcome)) ?? answerOf(fault));
    });
  // Whole messages of the same packet are still being read; they came first and are stored first.
  setImmediate(take);
}

/** Null when the bytes name no bin. */
function arrivalOf(
  use: RefusedUse,
  socket: Socket,
  bytes: Buffer | null,
  fault: Omit<Refusal, "bytes">,
): Arrival | null {
  const head = bytes && readRawHead(bytes);
  if (!bytes || !head) return null;
  const headers = readRawHeaders(bytes);
  const address = use.addressOf(head.target, firstValue(headers, "host"));
  if (!address) return null;
  const isMalformed = fault.kind === "malformed";
  const refusal = { ...fault, bytes: isMalformed ? new Uint8Array(bytes) : EMPTY };
  return {
    ...address,
    ...head,
    // Of a malformed message all bytes are kept as they came; its header lines are no more than a guess.
    headers: isMalformed ? [] : headers,
    remoteIp: use.proxies.senderOf(plainAddress(socket.remoteAddress ?? ""), headers),
    beganAt: performance.now() - messageAge(socket),
    exact: true,
    contentLength: null,
    readBody: (_limit, done) => done({ kind: "refused", seen: 0, trailers: [], refusal }),
  };
}

/** What came of the message that was refused, from its first byte on; null when that cannot be told. */
function beginning(socket: Socket, connection: Connection, { rawPacket }: ParserError): Buffer | null {
  if (!rawPacket) return null;
  const { headStart, begun } = connection;
  if (headStart) return headStart.take(rawPacket);
  return socket.bytesRead === rawPacket.length && begun === 0 ? rawPacket : null;
}

/** What came of a body behind what could be read of it; from the line on that could not, when no more can be told. */
function unreadBytes({ headStart }: Connection, { rawPacket, bytesParsed = 0 }: ParserError): Uint8Array<ArrayBuffer> {
  if (!rawPacket) return EMPTY;
  const line = bytesParsed === 0 ? 0 : rawPacket.lastIndexOf("\n", bytesParsed - 1, "latin1") + 1;
  return new Uint8Array(headStart?.takeUnread(rawPacket, bytesParsed) ?? rawPacket.subarray(line));
}

function faultOf(error: ParserError, maxHeaderBytes: number): Fault | null {
  switch (error.code) {
    case "HPE_HEADER_OVERFLOW":
      return { kind: "rejected", status: 431, reason: `The headers are larger than ${maxHeaderBytes} bytes` };
    case "HPE_CHUNK_EXTENSIONS_OVERFLOW":
      return {
        kind: "rejected",
        status: 413,
        reason: `The extensions of a chunk are larger than ${CHUNK_EXTENSION_BYTES} bytes`,
      };
    case "HPE_INVALID_EOF_STATE":
      return { kind: null, status: 400, reason: "The message ended before it was whole" };
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return { kind: null, status: 408, reason: "The message did not come in time" };
    default:
      // Anything else that is not the parser's word is about the connection, and there is nobody to tell.
      return error.code?.startsWith("HPE_")
        ? { kind: "malformed", status: 400, reason: error.reason || error.code }
        : null;
  }
}

function answerOf({ status, reason }: Fault): Answer {
  return plain(status, `${reason}.`, [], true);
}
