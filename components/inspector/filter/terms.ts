import { isToken } from "#lib/http/field.ts";
import type { CaptureFilter, CaptureKind } from "#lib/model/capture.ts";
import { MAX_HEADER_TERMS, parseHeaderTerm } from "#lib/model/header-term.ts";

/** What the list is narrowed by. */
export type ListFilter = CaptureFilter & {
  /** Only numbers in this range, both included. */
  seq?: { from: number; to: number };
  /** Only captures that the rule with this id answered. */
  rule?: string;
};

export type Term = "method" | "status" | "kind" | "is" | "from" | "path" | "seq" | "header" | "rule";

/** The server takes no longer texts. */
export const MAX_TEXT_CHARS = 200;
const KINDS: readonly CaptureKind[] = ["message", "rejected", "malformed"];

/** The part of a filter that a value of each term stands for; null for one without sense. */
const TERMS: Record<Term, (value: string) => ListFilter | null> = {
  method: (method) => (isToken(method) && method.length <= 64 ? { method } : null),
  status: (value) => {
    const status = value.toLowerCase();
    return /^(0|[1-5]xx|[1-5]\d\d)$/.test(status) ? { status } : null;
  },
  kind: (value) => {
    const kind = KINDS.find((one) => one === value.toLowerCase());
    return kind ? { kind } : null;
  },
  is: (value) => (value.toLowerCase() === "pinned" ? { pinned: "true" } : null),
  from: (from) => (/^[\w.:%]{1,64}$/.test(from) ? { from } : null),
  path: (value) => (value === "" ? null : { path: value.slice(0, MAX_TEXT_CHARS) }),
  seq: (value) => {
    const [, one, other] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(value) ?? [];
    if (one === undefined) return null;
    const ends = [Number(one), Number(other ?? one)];
    return { seq: { from: Math.min(...ends), to: Math.max(...ends) } };
  },
  header: (value) => (parseHeaderTerm(value) ? { header: [value] } : null),
  rule: (rule) => (/^[\w-]{1,64}$/.test(rule) ? { rule } : null),
};

/** The term of this name, whatever its case. */
export function termNamed(name: string): Term | null {
  const lower = name.toLowerCase();
  return Object.hasOwn(TERMS, lower) ? (lower as Term) : null;
}

/** Adds a term to `filter`, in place of another of its kind; headers add up. Says what stood in its way. */
export function takeTerm(filter: ListFilter, term: Term, value: string): "taken" | "no sense" | "too many" {
  const taken = TERMS[term](value);
  if (taken === null) return "no sense";
  const { header } = filter;
  if (taken.header && header?.length === MAX_HEADER_TERMS) return "too many";
  Object.assign(filter, taken, taken.header && header && { header: [...header, ...taken.header] });
  return "taken";
}
