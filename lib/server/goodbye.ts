import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { Answer } from "#lib/capture/answer.ts";
import { hasNoBody } from "#lib/reply/prepare.ts";

/**
 * The last answer on a connection whose current message was not taken whole. Written past Node's response, which would close the socket
 * at once: with bytes of the message still on their way that resets the connection, and the sender never reads why.
 */

/** How long a sender may go on sending after its answer, how long it may pause meanwhile, and how many may do so at once. */
const LINGER_MS = 10_000;
const PAUSE_MS = 2000;
const MAX_LINGERING = 500;

let lingering = 0;

/** `withBody` is false for an answer to HEAD. What is still sent must be read away by whoever reads the socket. */
export function sayGoodbye(socket: Socket, answer: Answer, withBody: boolean): void {
  if (socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  // Set by Node while a connection is kept alive; from here on the end is ours.
  socket.setTimeout(0);
  socket.end(Buffer.concat([headOf(answer), withBody ? answer.body : new Uint8Array(0)]));
  linger(socket);
}

function headOf(answer: Answer): Buffer {
  const lines = [
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ""}`,
    ...answer.headers.map(([name, value]) => `${name}: ${value}`),
    `Date: ${new Date().toUTCString()}`,
    "Connection: close",
  ];
  if (!hasNoBody(answer.status)) lines.push(`Content-Length: ${answer.body.length}`);
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
}

/** Half closed, until the sender closes its half (RFC 9112 section 9.6), pauses, or has gone on for too long. */
function linger(socket: Socket): void {
  if (lingering >= MAX_LINGERING) {
    socket.destroySoon();
    return;
  }
  lingering += 1;
  const until = performance.now() + LINGER_MS;
  let seen = socket.bytesRead;
  const timer = setInterval(() => {
    if (socket.bytesRead === seen || performance.now() >= until) socket.destroy();
    seen = socket.bytesRead;
  }, PAUSE_MS);
  timer.unref();
  socket.once("close", () => {
    lingering -= 1;
    clearInterval(timer);
  });
}
