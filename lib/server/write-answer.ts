import type { ServerResponse } from "node:http";
import type { Answer } from "#lib/capture/answer.ts";
import { hasNoBody } from "#lib/reply/prepare.ts";
import { writeFault } from "./write-fault.ts";

/** A place among the connections that wait, or null when there is none left (see held.ts). */
export type EnterHeld = () => (() => void) | null;

/**
 * Puts an answer on the wire, after its delay, with framing of our own, or goes wrong the way it says. A sender that has gone
 * meanwhile is let go. Where too many wait already, nothing waits: a delayed answer goes out at once.
 */
export function writeAnswer(response: ServerResponse, answer: Answer, enterHeld: EnterHeld): void {
  const leave = answer.delayMs > 0 ? enterHeld() : null;
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
  if (answer.close) flat.push("Connection", "close");
  response.writeHead(answer.status, flat);
  response.end(answer.body);
}
