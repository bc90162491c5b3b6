"use client";
import { type ReactNode, type RefObject, useCallback, useRef, useState } from "react";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import type { Findable } from "#lib/views/find.ts";
import type { Found } from "#lib/views/find-text.ts";
import type { Mark } from "./mark-spans.ts";
import type { RowsHandle } from "./windowed-rows.tsx";

const FindField = lazyPart(async () => (await import("./find-field.tsx")).FindField, { name: "Finding" });

/** Fewer rows are searched by looking at them. */
const FIND_FROM = 24;
/** As many as are marked in one row. */
const MAX_MARKS = 200;

const NO_FOUND: readonly Found[] = [];
const NO_MARKS: readonly Mark[] = [];

export type UseFindOptions = {
  what: Findable;
  count: number;
  rowOf: (start: number) => number;
  handle: RefObject<RowsHandle | null>;
};

export type Finding = {
  /** Stands above the rows; null where there are few. */
  field: ReactNode;
  /** What was found from `start` to `end`, counted from there. */
  marksIn: (start: number, end: number) => readonly Mark[];
  /** For the element of the match one stands at: comes into sight once, when one goes there. */
  onCurrent: (element: HTMLElement | null) => void;
};

/** Finding in rows of text or bytes: what was found is marked in them, and brought on screen. */
export function useFind({ what, count, rowOf, handle }: UseFindOptions): Finding {
  const [found, setFound] = useState(NO_FOUND);
  const [current, setCurrent] = useState(-1);
  const isDue = useRef(false);
  const onFound = useCallback((all: readonly Found[]) => {
    setFound(all);
    if (all.length === 0) setCurrent(-1);
  }, []);
  const onCurrent = useCallback((element: HTMLElement | null) => {
    if (!element || !isDue.current) return;
    isDue.current = false;
    // Once its row stands where it belongs: before, what is around the rows would scroll too.
    requestAnimationFrame(() => element.scrollIntoView({ block: "nearest", inline: "nearest" }));
  }, []);
  const onGoTo = (index: number) => {
    const start = found[index]?.start;
    if (start === undefined) return;
    setCurrent(index);
    isDue.current = true;
    handle.current?.scrollToRow(rowOf(start));
  };
  const marksIn = (start: number, end: number): readonly Mark[] => {
    let index = firstAfter(found, start);
    const marks: Mark[] = [];
    for (let place = found[index]; place && place.start < end; place = found[index]) {
      const isCurrent = index === current;
      if (marks.length < MAX_MARKS || isCurrent) {
        marks.push({ start: Math.max(0, place.start - start), end: Math.min(place.end, end) - start, isCurrent });
      }
      index += 1;
    }
    return marks.length === 0 ? NO_MARKS : marks;
  };
  const field = count < FIND_FROM ? null : <FindField what={what} onFound={onFound} onGoTo={onGoTo} />;
  return { field, marksIn, onCurrent };
}

/** The first that ends after `start`. */
function firstAfter(found: readonly Found[], start: number): number {
  let low = 0;
  let high = found.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((found[middle]?.end ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  return low;
}
