import { isToken } from "#lib/http/field.ts";

/**
 * What one looks for among a capture's headers, written `name` (it came at all), `name=value` (a whole value) or `name~part` (anywhere in a
 * value). Names and values without regard to the case of A to Z; repeated headers count each for itself.
 */
export type HeaderTerm = { name: string; look: "any" | "whole" | "part"; value: string };

/** Longest term, and how many a filter holds at most: each costs the store a look at every header. */
export const MAX_HEADER_TERM_CHARS = 300;
export const MAX_HEADER_TERMS = 4;

/** Null for what is no term: no header name in front, a part that is empty, too long, or text that no header can hold. */
export function parseHeaderTerm(text: string): HeaderTerm | null {
  if (text.length > MAX_HEADER_TERM_CHARS || /[\0\r\n]/.test(text)) return null;
  const at = text.search(/[=~]/);
  const name = at < 0 ? text : text.slice(0, at);
  if (!isToken(name)) return null;
  if (at < 0) return { name, look: "any", value: "" };
  const value = text.slice(at + 1);
  if (text[at] === "=") return { name, look: "whole", value };
  return value === "" ? null : { name, look: "part", value };
}

/** The term that finds this header again. A value too long to be looked for whole is looked for by its beginning. */
export function headerTerm(name: string, value: string): string {
  const whole = `${name}=${value}`;
  return whole.length <= MAX_HEADER_TERM_CHARS ? whole : `${name}~${value}`.slice(0, MAX_HEADER_TERM_CHARS);
}
