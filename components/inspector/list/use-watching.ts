"use client";
import { type Dispatch, useCallback, useEffect, useLayoutEffect, useRef } from "react";
import type { Summary } from "#lib/model/capture.ts";
import type { Session, SessionEvent } from "../session/session.ts";

/** Back at the list, one sees for so long where what is new begins. */
const LINE_MS = 8000;

/**
 * Tells what has been on screen and so is unread no more. Where the newest stay on screen as they arrive (`isGrowing`) that is all of them;
 * else what lies at or below the uppermost row that is. Gives what is to be called when the list was scrolled.
 */
export function useWatching(options: {
  isGrowing: boolean;
  isVisible: boolean;
  session: Session;
  dispatch: Dispatch<SessionEvent>;
  uppermost: () => Summary | undefined;
}): () => void {
  const { isGrowing, isVisible, session, dispatch, uppermost } = options;
  const { watching, unread, seenUpTo, known, window: held } = session;
  useEffect(() => {
    const tell = () => {
      const on = isGrowing && isVisible && document.visibilityState === "visible";
      if (on !== watching) dispatch({ kind: "watching", on });
    };
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [isGrowing, isVisible, watching, dispatch]);

  const look = useCallback(
    (isArrival: boolean) => {
      // Where nothing is unread, nothing is measured: that would lay out the page once more for each that arrives.
      if (unread === 0 || !isVisible || document.visibilityState !== "visible") return;
      const row = uppermost();
      if (row) dispatch({ kind: "shown", upTo: row.seq, isArrival });
    },
    [unread, isVisible, uppermost, dispatch],
  );
  const before = useRef(known);
  useLayoutEffect(() => {
    void held;
    look(known !== before.current);
    before.current = known;
  }, [held, known, look]);
  useEffect(() => {
    const back = () => look(false);
    document.addEventListener("visibilitychange", back);
    return () => document.removeEventListener("visibilitychange", back);
  }, [look]);

  const showsLine = unread === 0 && seenUpTo !== null;
  useEffect(() => {
    if (!showsLine) return;
    const timer = setTimeout(() => dispatch({ kind: "seen" }), LINE_MS);
    return () => clearTimeout(timer);
  }, [showsLine, dispatch]);
  return () => look(false);
}
