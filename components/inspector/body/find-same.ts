"use client";
import { createContext } from "react";
import { parseForm } from "#lib/http/target.ts";
import type { Summary } from "#lib/model/capture.ts";

/**
 * The list looks for words in the beginning of a body, its preview, and nowhere else. A value farther in is not found by them, also when
 * the same characters happen to stand at the beginning: what shows captures with the same value is given only for one that the preview holds.
 */
export type FindSame = {
  /** For the value at `start` to `end` of a document's text. */
  inDocument: (text: string, start: number, end: number) => (() => void) | null;
  /** For a field of a form. */
  inForm: (name: string, value: string) => (() => void) | null;
};

export const FindSameContext = createContext<FindSame>({ inDocument: () => null, inForm: () => null });

export function findSame(
  { preview, bodyBytes }: Pick<Summary, "preview" | "bodyBytes">,
  onFilter: (words: string) => void,
): FindSame {
  const begun = preview ?? "";
  const isCut = new TextEncoder().encode(begun).length < bodyBytes;
  const offer = (words: string | undefined) =>
    words === undefined || words.trim() === "" ? null : () => onFilter(words);
  return {
    // A document may stand inside of a form: its text need not be the first of the body.
    inDocument: (text, start, end) =>
      end <= begun.length && begun.includes(text.slice(0, end)) ? offer(text.slice(start, end)) : null,
    inForm: (name, value) => offer(wholePairs(begun, isCut).find((pair) => holds(pair, name, value))),
  };
}

/** The pairs as the sender wrote them; the last of a text that was cut may be none. */
function wholePairs(text: string, isCut: boolean): string[] {
  const pairs = text.split("&");
  return isCut ? pairs.slice(0, -1) : pairs;
}

function holds(pair: string, name: string, value: string): boolean {
  const [read] = parseForm(pair);
  return read?.[0] === name && read[1] === value;
}
