import { coverBody, coverMalformed } from "#components/bin/cover-body.ts";
import { isForm } from "#lib/http/media-type.ts";
import { parseForm } from "#lib/http/target.ts";
import { utf8OrNull } from "#lib/model/bytes.ts";
import type { Capture } from "#lib/model/capture.ts";
import {
  type BodyDifference,
  type Comparable,
  type Comparison,
  compareBodies,
  compareMessages,
} from "#lib/views/compare.ts";
import { comparePairs, type PairChange } from "#lib/views/compare-pairs.ts";

/** A comparison that may be seen: the secrets of bodies are covered in it, or stand in pairs that can be covered. */
export type CoveredComparison = Omit<Comparison, "body"> & {
  body: BodyDifference | { kind: "form"; changes: PairChange[] } | { kind: "covered" };
};

export type CoverableMessage = Comparable & Pick<Capture, "kind" | "contentType">;

/** Pairs of one name are looked at each with each. */
const MAX_FORM_BYTES = 16 * 1024;

/** Two forms by their fields; of other bodies, what is not covered. */
export function compareCovered(before: CoverableMessage, after: CoverableMessage): CoveredComparison {
  const compared = compareMessages({ ...before, body: covered(before) }, { ...after, body: covered(after) });
  const body = bodyOf(before, after, compared.body);
  return { ...compared, body };
}

function bodyOf(before: CoverableMessage, after: CoverableMessage, body: BodyDifference): CoveredComparison["body"] {
  if (isSame(before.body, after.body)) return body;
  const left = formText(before);
  const right = formText(after);
  if (left && right) return { kind: "form", changes: comparePairs(parseForm(left), parseForm(right)) };
  if (body.kind === "same") return { kind: "covered" };
  if (body.kind !== "binary") return body;
  // Its numbers are those of what came.
  const open = compareBodies(before.body, after.body);
  return open.kind === "binary" ? open : body;
}

function covered({ kind, contentType, body }: CoverableMessage): Uint8Array {
  const text = utf8OrNull(body);
  if (text === null) return body;
  const shown = kind === "malformed" ? coverMalformed(text) : coverBody(text, contentType);
  return shown === text ? body : new TextEncoder().encode(shown);
}

function formText({ contentType, body }: CoverableMessage): string | null {
  return isForm(contentType) && body.length <= MAX_FORM_BYTES ? utf8OrNull(body) : null;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
