import { z } from "zod";
import type { Pairs } from "#lib/http/pairs.ts";
import { bodyOfPairs, pairsOfBody, replyBodyPartSchema } from "./reply-body.ts";

/**
 * What a capture keeps of its reply besides status and headers: how long it took and was held back, what went wrong on purpose, which
 * step of a sequence it was, its body. Stored in front of the headers under names that begin with ":", which no header can have; so what a
 * reply has none of costs nothing, and the hot table needs no column (a new one would stand behind the body, far from where rows begin).
 */
export const replyFactsSchema = z.object({
  /**
   * About how long it was from the first byte of the message to the reply, `delayMs` included. Written down in the commit that the reply waits
   * for: that commit counts as long as the one before it took. Nothing where it was not measured yet.
   */
  tookMs: z.int().optional(),
  /** How long the rule, the bin or a target that was asked made the sender wait, beyond the time it took to store the capture. */
  delayMs: z.int().optional(),
  /** The kind of fault, as in lib/model/fault.ts. */
  fault: z.string().optional(),
  /** "2/3": the second of three steps. */
  step: z.string().optional(),
  /** Nothing when it was empty. */
  body: replyBodyPartSchema.optional(),
});
export type ReplyFacts = z.infer<typeof replyFactsSchema>;

/** Header pairs and facts as one JSON text for the store. How long it took is put in front of it later: `withTook`. */
export function withReplyFacts(headers: Pairs, facts: Omit<ReplyFacts, "tookMs">): string {
  const front: Pairs = [];
  if (facts.delayMs) front.push([":delay", String(facts.delayMs)]);
  if (facts.fault !== undefined) front.push([":fault", facts.fault]);
  if (facts.step !== undefined) front.push([":step", facts.step]);
  if (facts.body !== undefined) front.push(...pairsOfBody(facts.body));
  return JSON.stringify(front.length === 0 ? headers : [...front, ...headers]);
}

/** The same stored text, of a reply that went out so much later still. */
export function withMoreDelay(storedJson: string, ms: number): string {
  const { headers, facts } = splitReplyFacts(JSON.parse(storedJson) as Pairs);
  return withReplyFacts(headers, { ...facts, delayMs: (facts.delayMs ?? 0) + ms });
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
