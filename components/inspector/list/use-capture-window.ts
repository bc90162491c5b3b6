"use client";
import { type Dispatch, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Session, SessionEvent } from "../session/session.ts";
import { MAX_ROWS, seqAtRank, totalOf } from "../session/window.ts";
import { type UniformRows, useUniformRows } from "./use-uniform-rows.ts";

/** How near the end of what is held more is asked for, in rows. */
const AHEAD = 40;
/** Scrolled farther than this beyond what is held, that place is loaded instead of everything in between. */
const FAR = 150;

/**
 * Which rows of the list are on screen, and what follows from it: holding still while rows arrive above, asking for pages, letting go
 * of rows far away, knowing whether the reader is at the top.
 */
export function useCaptureWindow(options: {
  session: Session;
  dispatch: Dispatch<SessionEvent>;
  scroller: RefObject<HTMLDivElement | null>;
  rowHeight: number;
  /** At the top, the newest stay on screen as they arrive; else what is there holds still. */
  growing: boolean;
}) {
  const { session, dispatch, scroller, rowHeight, growing } = options;
  const { window: held } = session;
  const total = totalOf(held);
  const [atTop, setAtTop] = useState(true);
  /** The same, without waiting for a draw. */
  const atTopNow = useRef(true);
  const uniform = useUniformRows({ count: total, rowHeight, scroller });
  const { first, last, look } = uniform;

  /**
   * The uppermost row on screen, and how much of it is above the edge, as a share of its height: that may change. `at`: where the list was
   * scrolled to then.
   */
  const anchor = useRef<{ seq: number; above: number; at: number } | null>(null);
  const heightNow = useRef(rowHeight);
  heightNow.current = rowHeight;
  const heldNow = useRef(held);
  heldNow.current = held;
  const { onScroll: scrolled, scrollTo: scrollToRow } = uniform;
  const growingNow = useRef(growing);
  growingNow.current = growing;
  const dropAnchor = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const place = element.scrollTop / heightNow.current;
    const index = Math.floor(place);
    const row = heldNow.current.rows[index - heldNow.current.newer];
    const isLoose = !row || (growingNow.current && element.scrollTop < 2);
    anchor.current = isLoose ? null : { seq: row.seq, above: place - index, at: element.scrollTop };
  }, [scroller]);
  const seeTop = useCallback(() => {
    atTopNow.current = (scroller.current?.scrollTop ?? 0) < 2;
    setAtTop(atTopNow.current);
  }, [scroller]);
  const onScroll = useCallback(() => {
    // First what is read, then what is drawn: the other way round the browser would lay out everything twice.
    seeTop();
    dropAnchor();
    scrolled();
  }, [seeTop, scrolled, dropAnchor]);
  // What was scrolled before the page's script was there has told nobody.
  useLayoutEffect(() => {
    void growing;
    seeTop();
    dropAnchor();
  }, [growing, seeTop, dropAnchor]);

  // Before the browser paints: what stood at the upper edge stands there still.
  useLayoutEffect(() => {
    const element = scroller.current;
    const place = anchor.current;
    // Where the newest are followed nothing is to hold still, and so nothing is measured: that would lay out the page once more for each.
    if (!element || (!place && growingNow.current && atTopNow.current)) return;
    // Hidden, as on a phone behind the detail, it cannot be moved: wherever it is when it shows again, it stays.
    if (element.clientHeight === 0) anchor.current = null;
    else if (!place) dropAnchor();
    if (!anchor.current || !place) return;
    // The reader has scrolled, and the event that says so is still to come: that is where to stay.
    if (Math.abs(element.scrollTop - place.at) > 1 && !isAtEnd(element)) {
      dropAnchor();
      return;
    }
    const index = held.rows.findIndex((row) => row.seq <= place.seq);
    if (index < 0) return;
    const wanted = (held.newer + index + place.above) * rowHeight;
    if (Math.abs(element.scrollTop - wanted) < 1) return;
    element.scrollTop = wanted;
    atTopNow.current = wanted < 2;
    anchor.current = { ...place, at: element.scrollTop };
    look();
  }, [held, rowHeight, scroller, look, dropAnchor]);

  useAskForPages({ session, dispatch, uniform });

  useEffect(() => {
    if (held.rows.length <= MAX_ROWS) return;
    const middle = held.rows[Math.floor((first + last) / 2) - held.newer];
    dispatch({ kind: "trim", around: middle?.seq ?? held.rows[0]?.seq ?? 0 });
  }, [held, first, last, dispatch]);

  const scrollTo = useCallback(
    (seq: number) => {
      const index = heldNow.current.rows.findIndex((row) => row.seq === seq);
      if (index < 0) return;
      scrollToRow(heldNow.current.newer + index);
      // The event comes with the next frame; somebody may want to go back to the top before.
      seeTop();
    },
    [scrollToRow, seeTop],
  );
  const scrollToTop = useCallback(() => {
    anchor.current = null;
    if (!atTopNow.current) scroller.current?.scrollTo({ top: 0 });
  }, [scroller]);

  /** The uppermost row of which at least half is on screen now, if it is held. */
  const uppermost = useCallback(() => {
    const element = scroller.current;
    if (!element || element.clientHeight === 0) return undefined;
    return heldNow.current.rows[Math.round(element.scrollTop / heightNow.current) - heldNow.current.newer];
  }, [scroller]);

  /** The uppermost row on screen, if it is held. */
  const top = held.rows[uniform.start - held.newer];
  return { first, last, total, top, atTop, uppermost, onScroll, scrollTo, scrollToTop };
}

/** There the browser moves a list that became shorter. */
function isAtEnd(element: HTMLElement): boolean {
  return element.scrollTop >= element.scrollHeight - element.clientHeight - 1;
}

function useAskForPages(options: { session: Session; dispatch: Dispatch<SessionEvent>; uniform: UniformRows }): void {
  const { session, dispatch, uniform } = options;
  const { start: uppermost, first, last, settled, isElsewhere } = uniform;
  const { window: held, known, firstSeq, page, pageProblem } = session;
  useEffect(() => {
    if (page || pageProblem !== null || known === null || last === 0) return;
    // Scrolled to the end of the bin that has just come, its rows are drawn in a moment: nobody wants the place left any more.
    if (isElsewhere(uppermost)) return;
    const start = held.newer;
    const end = start + held.rows.length;
    const bottom = held.rows.at(-1);
    const top = held.rows[0];
    const isFar = last < start - FAR || first > end + FAR || !bottom || !top;
    if (isFar) {
      // While the thumb of the scroll bar is being dragged every place on the way would be asked for.
      if (!settled || totalOf(held) === 0) return;
      const rank = Math.max(0, first - 50);
      dispatch({ kind: "want", ask: { kind: "around", before: seqAtRank(rank, known, firstSeq, totalOf(held)) + 1 } });
    } else if (held.older > 0 && last >= end - AHEAD) {
      dispatch({ kind: "want", ask: { kind: "older", before: bottom.seq } });
    } else if (held.newer > 0 && first <= start + AHEAD) {
      dispatch({ kind: "want", ask: { kind: "newer", after: top.seq } });
    }
  }, [held, known, firstSeq, page, pageProblem, uppermost, first, last, settled, isElsewhere, dispatch]);
}
