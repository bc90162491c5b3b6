import { isToken } from "#lib/http/field.ts";
import { latin1Text, shownTarget } from "#lib/http/target.ts";
import type { CaptureFilter, CaptureKind, Summary } from "#lib/model/capture.ts";
import { MAX_HEADER_TERMS, parseHeaderTerm } from "#lib/model/header-term.ts";

/**
 * What stands in the filter box: words to look for, and among them terms such as `method:POST status:4xx kind:rejected is:pinned
 * from:192.0.2.7 path:"/a b" seq:10-20 header:x-event=push header:accept~json rule:{id}`. Quotes hold spaces, and stand doubled for themselves. The text is the
 * filter: chips, the traffic strip and "filter by this" only write terms into it.
 */
export type ListFilter = CaptureFilter & {
  /** Only numbers in this range, both included. */
  seq?: { from: number; to: number };
  /** Only captures that the rule with this id answered. */
  rule?: string;
};

export type Term = "method" | "status" | "kind" | "is" | "from" | "path" | "seq" | "header" | "rule";

/** Shows only captures with this value, or with these words. */
export type FilterBy = (term: Term | "words", value: string) => void;

/** The server takes no longer ones. */
const MAX_CHARS = 200;
const KINDS: readonly CaptureKind[] = ["message", "rejected", "malformed"];
const VALUE = String.raw`(?:[^\s"]|"(?:[^"]|"")*"|")+`;
const WORD = new RegExp(`(?:(\\w+):)?(${VALUE})`, "g");

/** Null when nothing is filtered. A term whose value makes no sense is looked for as it is written. */
export function parseFilter(text: string): ListFilter | null {
  const filter: ListFilter = {};
  const words: string[] = [];
  for (const [whole, term, value = ""] of text.replaceAll("\0", "").matchAll(WORD)) {
    if (term === undefined || !takeTerm(filter, term, unquoted(value))) words.push(unquoted(whole));
  }
  const looked = words.join(" ").trim().slice(0, MAX_CHARS);
  if (looked !== "") filter.text = looked;
  return Object.keys(filter).length === 0 ? null : filter;
}

function takeTerm(filter: ListFilter, term: string, value: string): boolean {
  switch (term) {
    case "method":
      if (!isToken(value) || value.length > 64) return false;
      filter.method = value;
      return true;
    case "status":
      if (!/^(0|[1-5]xx|[1-5]\d\d)$/.test(value)) return false;
      filter.status = value;
      return true;
    case "kind": {
      const kind = KINDS.find((one) => one === value);
      if (kind) filter.kind = kind;
      return kind !== undefined;
    }
    case "is":
      if (value !== "pinned") return false;
      filter.pinned = "true";
      return true;
    case "from":
      if (!/^[\w.:%]{1,64}$/.test(value)) return false;
      filter.from = value;
      return true;
    case "path":
      if (value === "") return false;
      filter.path = value.slice(0, MAX_CHARS);
      return true;
    case "seq": {
      const [, from, to] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(value) ?? [];
      if (from === undefined) return false;
      filter.seq = { from: Number(from), to: Number(to ?? from) };
      return true;
    }
    case "header":
      if (!parseHeaderTerm(value) || filter.header?.length === MAX_HEADER_TERMS) return false;
      filter.header = [...(filter.header ?? []), value];
      return true;
    case "rule":
      if (!/^[\w-]{1,64}$/.test(value)) return false;
      filter.rule = value;
      return true;
    default:
      return false;
  }
}

function unquoted(value: string): string {
  return value.replace(/"((?:[^"]|"")*)"/g, (_quoted, inner: string) => inner.replaceAll('""', '"'));
}

/** The text with this term in place of any other of its kind, for headers: of the same name; null takes it out. */
export function withTerm(text: string, term: Term, value: string | null): string {
  const others = text.replace(termPattern(term, "g"), (whole, written: string) =>
    term === "header" && value !== null && headerName(unquoted(written)) !== headerName(value) ? whole : "",
  );
  const rest = others.trim();
  if (value === null) return rest;
  return [rest, `${term}:${quoted(value, /[\s"]/)}`].filter((part) => part !== "").join(" ");
}

/** The text with these words in place of any others; its terms stay. */
export function withWords(text: string, words: string): string {
  const terms = [...text.matchAll(WORD)]
    .filter(([, term, value = ""]) => term !== undefined && takeTerm({}, term, unquoted(value)))
    .map(([whole]) => whole);
  // Unquoted, "a:b" would be read as a term.
  return [...terms, quoted(words, /[\s"]|^\w+:/)].join(" ");
}

function quoted(value: string, isNeeded: RegExp): string {
  return isNeeded.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** The value of a term as it stands in the text, or null. */
export function termIn(text: string, term: Term): string | null {
  const [, written] = termPattern(term, "").exec(text) ?? [];
  return written === undefined ? null : unquoted(written);
}

function termPattern(term: Term, flags: string): RegExp {
  return new RegExp(`(?:^|\\s)${term}:(${VALUE})`, flags);
}

function headerName(text: string): string | undefined {
  return parseHeaderTerm(text)?.name.toLowerCase();
}

/** The query of a page of captures that fit and have a higher number than `after`. */
export function filterQuery({ seq, header, ...fields }: ListFilter, after = 0): string {
  const query = new URLSearchParams({ limit: "100" });
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) query.set(name, value);
  for (const term of header ?? []) query.append("header", term);
  const least = Math.max(after, (seq?.from ?? 0) - 1);
  if (seq || least > 0) query.set("after", String(least));
  if (seq) query.set("before", String(seq.to + 1));
  return query.toString();
}

/** Summaries carry neither headers nor the rule that answered: whether a capture fits, only the server can say. */
export function needsServer(filter: ListFilter): boolean {
  return filter.header !== undefined || filter.rule !== undefined;
}

/** The server's rules, for captures that arrive while the filter stands, as far as a summary tells. */
export function fits(capture: Summary, { bin, filter }: { bin: string; filter: ListFilter }): boolean {
  const { method, status, kind, pinned, from, path, text, seq } = filter;
  if (method !== undefined && capture.method !== method) return false;
  if (status !== undefined && !hasStatus(capture.replyStatus, status)) return false;
  if (from !== undefined && capture.remoteIp !== from) return false;
  if (kind !== undefined && capture.kind !== kind) return false;
  if (pinned !== undefined && (capture.pinned ?? false) !== (pinned === "true")) return false;
  if (seq && (capture.seq < seq.from || capture.seq > seq.to)) return false;
  const holds = (asked: string) =>
    folded(shownTarget(bin, capture.target)).includes(folded(shownTarget(bin, latin1Text(asked))));
  if (path !== undefined && !holds(path)) return false;
  if (text === undefined) return true;
  return holds(text) || folded(capture.preview ?? "").includes(folded(text));
}

function hasStatus(code: number, status: string): boolean {
  return status.endsWith("xx") ? Math.floor(code / 100) === Number(status[0]) : code === Number(status);
}

function folded(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
