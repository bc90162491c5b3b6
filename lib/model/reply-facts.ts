import type { Pairs } from "#lib/http/pairs.ts";
import { bodyOfPairs, pairsOfBody } from "./reply-body.ts";
import type { ReplyFacts } from "./reply-facts-schema.ts";

export type { ReplyFacts };

/**
 * What a capture keeps of its reply besides status and headers: how long it took and was held back, what went wrong on purpose, which
 * step of a sequence it was, its body. Stored in front of the headers under names that begin with ":", which no header can have; so what a
 * reply has none of costs nothing, and the hot table needs no column (a new one would stand behind the body, far from where rows begin).
 * Every capture passes here, also on the writer's thread: no schema stands here (reply-facts-schema.ts).
 */

/**
 * Header pairs and facts as one JSON text for the store; `body` is the body's, made already (reply-body.ts). How long it took is put in front of it
 * later: `withTook`.
 */
export function withReplyFacts(headers: Pairs, facts: Omit<ReplyFacts, "tookMs" | "body">, body = ""): string {
  const front: Pairs = [];
  if (facts.delayMs) front.push([":delay", String(facts.delayMs)]);
  if (facts.fault !== undefined) front.push([":fault", facts.fault]);
  if (facts.step !== undefined) front.push([":step", facts.step]);
  const texts = [JSON.stringify(front), body, JSON.stringify(headers)].map((text) => text.slice(1, -1));
  return `[${texts.filter((text) => text !== "").join(",")}]`;
}

/** The same stored text, of a reply that went out so much later still. */
export function withMoreDelay(storedJson: string, ms: number): string {
  const { headers, facts } = splitReplyFacts(JSON.parse(storedJson) as Pairs);
  const body = facts.body && JSON.stringify(pairsOfBody(facts.body));
  return withReplyFacts(headers, { ...facts, delayMs: (facts.delayMs ?? 0) + ms }, body);
}

/** The same stored text with how long the reply took, without its delay. Every capture passes here, so the text is not parsed. */
export function withTook(storedJson: string, ms: number): string {
  const took = `[[":took","${Math.max(1, Math.round(ms))}"]`;
  return storedJson === "[]" ? `${took}]` : `${took},${storedJson.slice(1)}`;
}

/** Takes stored pairs apart again. */
export function splitReplyFacts(stored: Pairs): { headers: Pairs; facts: ReplyFacts } {
  const value = (name: string) => stored.find(([key]) => key === name)?.[1];
  const took = value(":took");
  const delay = value(":delay");
  const fault = value(":fault");
  const step = value(":step");
  const body = bodyOfPairs(value);
  return {
    headers: stored.filter(([name]) => !name.startsWith(":")),
    facts: {
      ...(took !== undefined && { tookMs: Number(took) + Number(delay ?? 0) }),
      ...(delay !== undefined && { delayMs: Number(delay) }),
      ...(fault !== undefined && { fault }),
      ...(step !== undefined && { step }),
      ...(body !== undefined && { body }),
    },
  };
}
