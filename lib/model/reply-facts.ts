import { z } from "zod";
import type { Pairs } from "#lib/http/pairs.ts";

/**
 * What a capture keeps of its reply besides status and headers: how long it was held back, what went wrong on purpose, which step of a
 * sequence it was. Stored in front of the headers under names that begin with ":", which no header can have; so a reply without any
 * of it costs nothing, and the hot table needs no column.
 */
export const replyFactsSchema = z.object({
  /** How long the rule, the bin or a target that was asked made the sender wait, beyond the time it took to store the capture. */
  delayMs: z.int().optional(),
  /** The kind of fault, as in lib/model/fault.ts. */
  fault: z.string().optional(),
  /** "2/3": the second of three steps. */
  step: z.string().optional(),
});
export type ReplyFacts = z.infer<typeof replyFactsSchema>;

/** Header pairs and facts as one JSON text for the store. */
export function withReplyFacts(headers: Pairs, facts: ReplyFacts): string {
  const front: Pairs = [];
  if (facts.delayMs) front.push([":delay", String(facts.delayMs)]);
  if (facts.fault !== undefined) front.push([":fault", facts.fault]);
  if (facts.step !== undefined) front.push([":step", facts.step]);
  return JSON.stringify(front.length === 0 ? headers : [...front, ...headers]);
}

/** The same stored text, of a reply that went out so much later still. */
export function withMoreDelay(storedJson: string, ms: number): string {
  const { headers, facts } = splitReplyFacts(JSON.parse(storedJson) as Pairs);
  return withReplyFacts(headers, { ...facts, delayMs: (facts.delayMs ?? 0) + ms });
}

/** Takes stored pairs apart again. */
export function splitReplyFacts(stored: Pairs): { headers: Pairs; facts: ReplyFacts } {
  const value = (name: string) => stored.find(([key]) => key === name)?.[1];
  const delay = value(":delay");
  const fault = value(":fault");
  const step = value(":step");
  return {
    headers: stored.filter(([name]) => !name.startsWith(":")),
    facts: {
      ...(delay !== undefined && { delayMs: Number(delay) }),
      ...(fault !== undefined && { fault }),
      ...(step !== undefined && { step }),
    },
  };
}
