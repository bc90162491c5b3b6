import type { ServerResponse } from "node:http";
import type { Answer } from "#lib/capture/answer.ts";
import { hasNoBody } from "#lib/reply/prepare.ts";

/** Puts an answer on the wire, after its delay, with framing of our own. A sender that has gone meanwhile is let go. */
export function writeAnswer(response: ServerResponse, answer: Answer): void {
  if (answer.delayMs > 0) {
    const timer = setTimeout(() => write(response, answer), answer.delayMs);
    response.once("close", () => clearTimeout(timer));
  } else write(response, answer);
}

function write(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  const flat: string[] = [];
  for (const [name, value] of answer.headers) flat.push(name, value);
  if (!hasNoBody(answer.status)) flat.push("Content-Length", String(answer.body.length));
  if (answer.close) flat.push("Connection", "close");
  response.writeHead(answer.status, flat);
  response.end(answer.body);
}
