import { findText } from "./find-text.ts";

/**
 * Path patterns. `*` stands for anything within a segment, a segment `**` for any number of segments, a segment `:name` for one segment
 * that gets a name. Linear in pattern times path: the last wildcard alone is tried again, as is usual for globs.
 */

export type Params = Map<string, string>;
type Segment =
  | { kind: "any" }
  | { kind: "name"; name: string }
  | { kind: "text"; text: string }
  | { kind: "glob"; parts: string[] };
export type PathGlob = { segments: Segment[]; ignoreCase: boolean };

/** A leading slash may be left out; one trailing slash counts neither here nor in the path. */
export function parseGlob(pattern: string, ignoreCase: boolean): PathGlob {
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const segments = split(pattern).map((text): Segment => {
    if (text === "**") return { kind: "any" };
    if (/^:[A-Za-z_][A-Za-z0-9_]*$/.test(text)) return { kind: "name", name: text.slice(1) };
    return text.includes("*") ? { kind: "glob", parts: fold(text).split("*") } : { kind: "text", text: fold(text) };
  });
  return { segments, ignoreCase };
}

/**
 * The named segments when `path` (as it came, "" or "/…") fits, else null. Segments are compared with their escapes decoded, so an
 * encoded slash never splits one.
 */
export function matchGlob({ segments, ignoreCase }: PathGlob, path: string): Params | null {
  const found = split(path).map(decode);
  const params: Params = new Map();
  let at = 0;
  let here = 0;
  let star = -1;
  let starAt = 0;
  while (at < found.length) {
    const segment = segments[here];
    const text = found[at] ?? "";
    if (segment?.kind === "any") {
      star = here;
      starAt = at;
      here += 1;
    } else if (segment && fits(segment, ignoreCase ? text.toLowerCase() : text)) {
      if (segment.kind === "name") params.set(segment.name, text);
      here += 1;
      at += 1;
    } else if (star >= 0) {
      starAt += 1;
      at = starAt;
      here = star + 1;
    } else return null;
  }
  while (segments[here]?.kind === "any") here += 1;
  return here === segments.length ? params : null;
}

/** What matching costs at most, in bytes looked at: behind a `**` each segment may be compared with every other. */
export function globWork({ segments }: PathGlob, path: string): number {
  const rounds = segments.some(({ kind }) => kind === "any") ? segments.length : 1;
  return (path.length + path.split("/").length * WORK_PER_SEGMENT) * rounds;
}

const WORK_PER_SEGMENT = 4;

function split(path: string): string[] {
  const inner = path.replace(/^\//, "").replace(/\/$/, "");
  return inner === "" ? [] : inner.split("/");
}

function decode(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function fits(segment: Exclude<Segment, { kind: "any" }>, text: string): boolean {
  if (segment.kind === "name") return true;
  if (segment.kind === "text") return segment.text === text;
  const first = segment.parts[0] ?? "";
  const last = segment.parts.at(-1) ?? "";
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (const part of segment.parts.slice(1, -1)) {
    const at = findText(text, part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return from <= text.length - last.length;
}
