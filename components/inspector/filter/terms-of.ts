import { mediaType } from "#lib/http/media-type.ts";
import type { ReadonlyPairs } from "#lib/http/pairs.ts";
import { parseForm, splitTarget, utf8FromLatin1 } from "#lib/http/target.ts";
import { headerTerm, MAX_HEADER_TERM_CHARS } from "#lib/model/header-term.ts";
import type { Term } from "./terms.ts";

/** The term that finds captures with the same value as this one. */
export type FilterTerm = [term: Term, value: string];

/** The pair as it stands in the target, escapes and all. */
export function queryTerm(target: string, name: string, value: string): FilterTerm {
  const written = (splitTarget(target).query ?? "").split("&").find((part) => {
    const [pair] = parseForm(part);
    return pair?.[0] === name && pair[1] === value;
  });
  return ["path", utf8FromLatin1(written ?? name)];
}

/** Part of a Cookie header; the name alone when the value stands there otherwise. */
export function cookieTerm(headers: ReadonlyPairs, name: string, value: string): FilterTerm {
  const pair = `${name}=${value}`;
  const isWritten = headers.some(([header, all]) => header.toLowerCase() === "cookie" && all.includes(pair));
  return ["header", `cookie~${isWritten ? pair : `${name}=`}`.slice(0, MAX_HEADER_TERM_CHARS)];
}

export function headerFilter(name: string, value: string): FilterTerm {
  return ["header", headerTerm(name, value)];
}

/** The type without its parameters: charsets differ, and a boundary is new in each message. Junk is looked for as it came. */
export function contentTypeTerm(value: string): FilterTerm {
  const type = mediaType(value);
  return type === ""
    ? headerFilter("content-type", value)
    : ["header", `content-type~${type}`.slice(0, MAX_HEADER_TERM_CHARS)];
}
