import type { Pairs } from "./pairs.ts";

/**
 * What a request target says (RFC 9112 section 3.2), read without changing it: no decoding of the path, no dot segments removed,
 * no slashes merged. `authority` is set for the absolute form only.
 */
export type TargetParts = { path: string; query: string | null; authority: string | null };

const ABSOLUTE_FORM = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#]*)/;

export function splitTarget(target: string): TargetParts {
  let rest = target;
  let authority: string | null = null;
  if (target.charCodeAt(0) !== 0x2f) {
    const absolute = ABSOLUTE_FORM.exec(target);
    if (absolute) {
      authority = absolute[1] ?? "";
      rest = target.slice(absolute[0].length);
    }
  }
  const mark = rest.indexOf("?");
  if (mark < 0) return { path: rest, query: null, authority };
  return { path: rest.slice(0, mark), query: rest.slice(mark + 1), authority };
}

/** The first segment of a path as it was written, without its slash: "/a//b" gives "a". */
export function firstSegment(path: string): string {
  const start = path.charCodeAt(0) === 0x2f ? 1 : 0;
  const end = path.indexOf("/", start);
  return end < 0 ? path.slice(start) : path.slice(start, end);
}

/** What a sender wrote after the bin's address: "/b/a?x" in bin "b" gives "/a?x". Targets of other shapes stay whole. */
export function shownTarget(bin: string, target: string): string {
  const prefix = `/${bin}`;
  if (!target.startsWith(prefix)) return target;
  const rest = target.slice(prefix.length);
  if (rest === "") return "/";
  if (rest.startsWith("/")) return rest;
  return rest.startsWith("?") ? `/${rest}` : target;
}

/**
 * Query or form text as decoded pairs (WHATWG application/x-www-form-urlencoded), order and repeats kept.
 * A bad escape stays as it was written: strange content is shown, never refused.
 */
export function parseForm(text: string): Pairs {
  if (text === "") return [];
  return text.split("&").map((part) => {
    const equals = part.indexOf("=");
    const name = equals < 0 ? part : part.slice(0, equals);
    const value = equals < 0 ? "" : part.slice(equals + 1);
    return [decodeFormText(name), decodeFormText(value)];
  });
}

/** One form-encoded name or value: "+" is a space, %XX are UTF-8 bytes (or, when they are not, the text as written). */
export function decodeFormText(text: string): string {
  const spaced = text.replaceAll("+", " ");
  if (!spaced.includes("%") && !NON_ASCII.test(spaced)) return spaced;
  try {
    return decodeURIComponent(utf8FromLatin1(spaced));
  } catch {
    return text;
  }
}

const NON_ASCII = /[^\0-\x7f]/;

/** Targets and headers are kept as latin1 code units, so raw UTF-8 bytes in them read as "Ã©" until joined again. */
export function utf8FromLatin1(text: string): string {
  if (!NON_ASCII.test(text) || /[^\0-\xff]/.test(text)) return text;
  const bytes = Uint8Array.from(text, (unit) => unit.charCodeAt(0));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return text;
  }
}

/** The reverse: text as it stands in a kept target, its UTF-8 bytes as latin1 code units. */
export function latin1Text(text: string): string {
  if (!NON_ASCII.test(text)) return text;
  let latin1 = "";
  for (const byte of new TextEncoder().encode(text)) latin1 += String.fromCharCode(byte);
  return latin1;
}
