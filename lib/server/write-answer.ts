import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, plain } from "#lib/capture/answer.ts";
import { hasNoBody } from "#lib/reply/prepare.ts";
import { sayGoodbye } from "./goodbye.ts";
import { writeFault } from "./write-fault.ts";

/** A place among what waits, with so many bytes of its own, or null when there is none left (see lib/capture/held.ts). */
export type EnterHeld = (bytes: number, connections?: 0 | 1) => (() => void) | null;

/** In place of an answer that there is no room to keep until those before it are out. */
export const NO_ROOM: Answer = plain(
  503,
  "Too many replies wait for those before them; the message is stored.",
  [],
  true,
);

/**
 * Puts an answer on the wire, after its delay, with framing of our own, or goes wrong the way it says. A sender that has gone
 * meanwhile is let go. Where too many wait already, nothing waits: a delayed answer goes out at once. False, and nothing is written, when it
 * would have to wait for answers before it on its connection and there is no room for it.
 */
export function writeAnswer(response: ServerResponse, answer: Answer, enterHeld: EnterHeld): boolean {
  // Node keeps what is written until then, and its connection is counted by what it waits for.
  if (!response.socket && answer.ownBytes > 0) {
    const leave = enterHeld(answer.ownBytes, 0);
    if (!leave) return false;
    whenOut(response, leave);
    writeLate(response, { ...answer, ownBytes: 0 }, enterHeld);
  } else writeLate(response, answer, enterHeld);
  return true;
}

function writeLate(response: ServerResponse, answer: Answer, enterHeld: EnterHeld): void {
  const leave = answer.delayMs > 0 ? enterHeld(answer.ownBytes) : null;
  if (!leave) {
    write(response, answer, enterHeld);
    return;
  }
  const timer = setTimeout(() => {
    leave();
    write(response, answer, enterHeld);
  }, answer.delayMs);
  response.once("close", () => {
    clearTimeout(timer);
    leave();
  });
}

function write(response: ServerResponse, answer: Answer, enterHeld: EnterHeld): void {
  if (response.destroyed) return;
  if (answer.fault) {
    writeFault(response, answer, answer.fault, enterHeld);
    return;
  }
  const flat: string[] = [];
  for (const [name, value] of answer.headers) flat.push(name, value);
  if (!hasNoBody(answer.status)) flat.push("Content-Length", String(answer.body.length));
  response.writeHead(answer.status, flat);
  // Without a body the head goes out in a write of its own, which is cheaper than two pieces.
  if (answer.body.length === 0) response.end();
  else response.end(answer.body);
}

/**
 * Answers a message that was not taken whole, once every answer before it is on the wire, and closes its connection. What still comes of
 * the message is read away.
 */
export function closeWith(message: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const close = () => {
    if (response.headersSent) message.socket.destroySoon();
    else sayGoodbye(message.socket, answer, message.method !== "HEAD");
    message.resume();
  };
  // Node gives a response its socket when those before it are done (pipelining, RFC 9112 section 9.3.2).
  if (response.socket) close();
  else response.once("socket", close);
}

/** Calls `next` once: a response that still waits for those before it does not hear that its connection has ended. */
export function whenOut(response: ServerResponse, next: () => void): void {
  const { socket } = response.req;
  if (socket.destroyed) {
    next();
    return;
  }
  const end = () => {
    response.off("close", end);
    socket.off("close", end);
    next();
  };
  response.once("close", end);
  socket.once("close", end);
}
