import { hasNoBody } from "#lib/reply/prepare.ts";
import { type Answer, answerTo } from "./answer.ts";
import type { Outcome } from "./arrival.ts";
import { held } from "./shared.ts";

const NO_FAULTS = "This bin answers wrongly on purpose, which takes Wirebin's own server.\n";

/** The answer to a message that came to `bin` through Next's router, which has no hold of the socket that faults need. */
export async function toResponse(bin: string, outcome: Outcome): Promise<Response> {
  const answer = answerTo(outcome);
  if (!answer) return new Response(null, { status: 499 });
  if (answer.fault) return new Response(NO_FAULTS, { status: 501, headers: { "Content-Type": "text/plain" } });
  if (answer.delayMs > 0) await wait(bin, answer);
  const headers = new Headers();
  for (const [name, value] of answer.headers) headers.append(name, value);
  return new Response(hasNoBody(answer.status) ? null : answer.body, { status: answer.status, headers });
}

async function wait(bin: string, { ownBytes, delayMs }: Answer): Promise<void> {
  const leave = held().enter(bin, ownBytes);
  if (!leave) return;
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  leave();
}
