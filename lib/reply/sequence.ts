import { createHash } from "node:crypto";
import type { Sequence } from "#lib/model/rule.ts";

/** Which step the `count`-th message of a run gets, counted from 1; null when the run is over and passes. Steps count from 0. */
export function stepFor(sequence: Pick<Sequence, "steps" | "atEnd">, count: number): number | null {
  const total = sequence.steps.reduce((sum, { times }) => sum + times, 0);
  if (count > total && sequence.atEnd === "pass") return null;
  if (count > total && sequence.atEnd === "stay") return sequence.steps.length - 1;
  let left = (count - 1) % total;
  for (const [index, { times }] of sequence.steps.entries()) {
    if (left < times) return index;
    left -= times;
  }
  return null;
}

const MAX_SCOPE_CHARS = 200;

/** A scope's value as a counter's key: readable, of bounded length, and different for different values. */
export function scopeKey(value: string): string {
  const text = value.replaceAll("\0", "").toWellFormed();
  if (text.length <= MAX_SCOPE_CHARS) return text;
  const digest = createHash("sha256").update(value).digest("hex").slice(0, 32);
  return `${text.slice(0, MAX_SCOPE_CHARS - 40).toWellFormed()}… ${digest}`;
}
