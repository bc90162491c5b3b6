import { latin1Text, shownTarget } from "#lib/http/target.ts";
import type { Summary } from "#lib/model/capture.ts";
import { parseHeaderTerm } from "#lib/model/header-term.ts";
import { type ListFilter, MAX_TEXT_CHARS, type Term, takeTerm, termNamed } from "./terms.ts";

/**
 * What stands in the filter box: words to look for, and among them terms such as `method:POST status:4xx kind:rejected is:pinned
 * from:192.0.2.7 path:"/a b" seq:10-20 header:x-event=push header:accept~json rule:{id}`. Quotes hold spaces, make words of what would be a
 * term, and stand doubled for themselves. The text is the filter: chips, the traffic strip and "filter by this" only write terms into it.
 */

/** Shows only captures with this value, or with these words. */
export type FilterBy = (term: Term | "words", value: string) => void;

/** Something in the text that was not taken as it may have been meant: `say-misread.ts` says what became of it. */
export type Misread = { written: string } & (
  | { kind: "no term"; name: string; value: string }
  | { kind: "no sense" | "too many" | "twice"; term: Term }
);

const VALUE = String.raw`(?:[^\s"]|"(?:[^"]|"")*"|")+`;
const NAME = String.raw`[A-Za-z][\w-]*`;
const WORD = new RegExp(`(?:(${NAME}):)?(${VALUE})`, "g");
/** A term that somebody has only begun to write. */
const BEGUN = new RegExp(`^(${NAME}):$`);

/** `filter`: null when nothing is filtered. */
export function readFilter(text: string): { filter: ListFilter | null; misread: Misread[] } {
  const filter: ListFilter = {};
  const misread: Misread[] = [];
  const words: string[] = [];
  const seen = new Set<Term>();
  for (const { whole, name, value } of piecesOf(text)) {
    const term = termNamed(name);
    if (term === null) {
      words.push(unquoted(whole));
      if (isLikeTerm(name, value)) misread.push({ kind: "no term", written: whole, name, value: unquoted(value) });
      continue;
    }
    const became = takeTerm(filter, term, unquoted(value));
    if (became !== "taken") misread.push({ kind: became, written: whole, term });
    else if (seen.has(term) && term !== "header") misread.push({ kind: "twice", written: `${term}:`, term });
    else seen.add(term);
  }
  const looked = words.join(" ").trim().slice(0, MAX_TEXT_CHARS);
  if (looked !== "") filter.text = looked;
  return { filter: Object.keys(filter).length === 0 ? null : filter, misread };
}

/** The words and terms of a text, as they are written. `name` is empty for what can be no term. */
function piecesOf(text: string): { whole: string; name: string; value: string }[] {
  return [...text.replaceAll("\0", "").matchAll(WORD)].map(([whole, name, value = ""]) => {
    const [, begun] = name === undefined ? (BEGUN.exec(whole) ?? []) : [];
    return begun === undefined ? { whole, name: name ?? "", value } : { whole, name: begun, value: "" };
  });
}

/** Words may well end in a colon, and addresses hold one. */
function isLikeTerm(name: string, value: string): boolean {
  return name !== "" && value !== "" && !value.startsWith("//");
}

function unquoted(value: string): string {
  return value.replace(/"((?:[^"]|"")*)"/g, (_quoted, inner: string) => inner.replaceAll('""', '"'));
}

/** The text with this term in place of any other of its kind, for headers: of the same name; null takes it out. */
export function withTerm(text: string, term: Term, value: string | null): string {
  const others = text.replace(termPattern(term, "g"), (whole, written = "") =>
    term === "header" && value !== null && headerName(unquoted(written)) !== headerName(value) ? whole : "",
  );
  const rest = others.trim();
  if (value === null) return rest;
  return [rest, `${term}:${quoted(value, /[\s"]/)}`].filter((part) => part !== "").join(" ");
}

/** The text with these words in place of any others; its terms stay. */
export function withWords(text: string, words: string): string {
  const terms = piecesOf(text).filter(({ name }) => termNamed(name) !== null);
  // Unquoted, "a:b" would be read as a term.
  return [...terms.map(({ whole }) => whole), quoted(words, new RegExp(`[\\s"]|^${NAME}:`))].join(" ");
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
  return new RegExp(`(?:^|\\s)${term}:(${VALUE})?`, `i${flags}`);
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
