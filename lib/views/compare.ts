import type { ReadonlyPairs } from "#lib/http/pairs.ts";
import { parseForm, splitTarget } from "#lib/http/target.ts";
import { utf8OrNull } from "#lib/model/bytes.ts";
import { compareJson, type JsonDifference } from "./compare-json.ts";
import { compareLines, type LineDifference } from "./compare-lines.ts";
import { comparePairs, type PairChange } from "./compare-pairs.ts";

/** One side; `body` without its content encoding, when the reader should see through it. */
export type Comparable = { method: string; target: string; headers: ReadonlyPairs; body: Uint8Array };

export type BodyDifference =
  | { kind: "same" }
  /** Without changes: the same values, written differently. */
  | ({ kind: "json" } & JsonDifference)
  | ({ kind: "text" } & LineDifference)
  | { kind: "binary"; beforeBytes: number; afterBytes: number; firstDifference: number };

/** Null and empty mean: nothing changed. Plain data, which crosses from a worker as it is. */
export type Comparison = {
  method: { before: string; after: string } | null;
  path: { before: string; after: string } | null;
  query: PairChange[];
  headers: PairChange[];
  body: BodyDifference;
};

/** Longest body that is compared as text. */
const MAX_TEXT_BYTES = 4 * 1024 * 1024;

/** What changed from one message to another. Bounded, and never throws, whatever the bodies hold. */
export function compareMessages(before: Comparable, after: Comparable): Comparison {
  const left = splitTarget(before.target);
  const right = splitTarget(after.target);
  return {
    method: changed(before.method, after.method),
    path: changed(left.path, right.path),
    query: comparePairs(parseForm(left.query ?? ""), parseForm(right.query ?? "")),
    headers: comparePairs(before.headers, after.headers, (name) => name.toLowerCase()),
    body: compareBodies(before.body, after.body),
  };
}

/** By structure when both are JSON, by line when both are text, else by size and the first byte that differs. */
export function compareBodies(before: Uint8Array, after: Uint8Array): BodyDifference {
  const firstDifference = firstDifferenceOf(before, after);
  if (firstDifference < 0) return { kind: "same" };
  const sizes = { beforeBytes: before.length, afterBytes: after.length };
  if (Math.max(before.length, after.length) > MAX_TEXT_BYTES) return { kind: "binary", ...sizes, firstDifference };
  const left = utf8OrNull(before);
  const right = utf8OrNull(after);
  if (left === null || right === null || left.includes("\0") || right.includes("\0")) {
    return { kind: "binary", ...sizes, firstDifference };
  }
  const json = compareJson(left, right);
  return json ? { kind: "json", ...json } : { kind: "text", ...compareLines(left, right) };
}

function changed(before: string, after: string): { before: string; after: string } | null {
  return before === after ? null : { before, after };
}

function firstDifferenceOf(before: Uint8Array, after: Uint8Array): number {
  const shorter = Math.min(before.length, after.length);
  for (let at = 0; at < shorter; at += 1) if (before[at] !== after[at]) return at;
  return before.length === after.length ? -1 : shorter;
}
