"use client";
import { createContext } from "react";
import type { Summary } from "#lib/model/capture.ts";

/** For words of the body: what shows only captures that have them too, or null where the list cannot find them. */
export type FindSame = (...words: readonly string[]) => (() => void) | null;

export const FindSameContext = createContext<FindSame>(() => null);

/** The list looks for words in the beginning of a body, its preview: `words` are ways to write the same, of which one stands there. */
export function findSame({ preview }: Summary, onFilter: (words: string) => void): FindSame {
  return (...words) => {
    const found = words.find((one) => one.trim() !== "" && preview?.includes(one));
    return found === undefined ? null : () => onFilter(found);
  };
}
