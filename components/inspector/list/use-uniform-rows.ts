"use client";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

/** Rows drawn beyond each edge, so that the next ones are there before they are scrolled to. */
const BEYOND = 8;
/** A place is worth loading when it has not moved for so long. */
const SETTLE_MS = 120;
/** As many as a tall window shows, until its height is known. */
const AT_FIRST = 30;

export type UniformRows = {
  /** The uppermost row on screen. */
  start: number;
  /** The first and the last row to draw; `last` is below `first` when there are none. */
  first: number;
  last: number;
  /** Nobody is scrolling. */
  settled: boolean;
  onScroll: () => void;
  /** For whoever has moved the list in a layout effect: draws what is there now before it is seen. */
  look: () => void;
  /** The list was scrolled, and has not drawn yet what is there: this is no longer its uppermost row. */
  isElsewhere: (start: number) => boolean;
  /** Scrolls no farther than needed. */
  scrollTo: (index: number) => void;
};

/** Which of any number of rows, all of one height, are on screen. */
export function useUniformRows(options: {
  count: number;
  rowHeight: number;
  scroller: RefObject<HTMLElement | null>;
}): UniformRows {
  const { count, rowHeight, scroller } = options;
  const [view, setView] = useState({ start: 0, rows: AT_FIRST });
  const [settled, setSettled] = useState(true);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const look = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const start = Math.floor(element.scrollTop / rowHeight);
    // Hidden, as on a phone behind the detail, it has no height: what it showed stays.
    const rows = element.clientHeight === 0 ? AT_FIRST : Math.ceil(element.clientHeight / rowHeight) + 1;
    setView((before) => (before.start === start && before.rows === rows ? before : { start, rows }));
  }, [scroller, rowHeight]);

  // Scroll events come before the frame is drawn: rendering at once puts the rows into that very frame.
  const onScroll = useCallback(() => {
    flushSync(() => {
      look();
      setSettled(false);
    });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSettled(true), SETTLE_MS);
  }, [look]);

  useLayoutEffect(() => {
    look();
    const observer = new ResizeObserver(look);
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [look, scroller]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const heightNow = useRef(rowHeight);
  heightNow.current = rowHeight;
  const scrollTo = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (!element) return;
      const top = index * heightNow.current;
      const lowest = top + heightNow.current - element.clientHeight;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (lowest > element.scrollTop) element.scrollTop = lowest;
    },
    [scroller],
  );

  const isElsewhere = useCallback(
    (start: number) => {
      const element = scroller.current;
      if (!element || element.clientHeight === 0) return false;
      return Math.floor(element.scrollTop / heightNow.current) !== start;
    },
    [scroller],
  );

  const first = Math.max(0, Math.min(view.start, count - view.rows) - BEYOND);
  const last = Math.min(count, view.start + view.rows + BEYOND) - 1;
  return { start: view.start, first, last, settled, onScroll, look, isElsewhere, scrollTo };
}
