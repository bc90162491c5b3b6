"use client";
import { type Dispatch, useEffect } from "react";
import type { Session, SessionEvent } from "../session/session.ts";

/** Back at the list, one sees for so long where what is new begins. */
const LINE_MS = 8000;

/** Looking at the top of the list of a visible page means that nothing stays unread. */
export function useWatching(
  isLooking: boolean,
  { watching, seenUpTo }: Session,
  dispatch: Dispatch<SessionEvent>,
): void {
  useEffect(() => {
    const tell = () => {
      const on = isLooking && document.visibilityState === "visible";
      if (on !== watching) dispatch({ kind: "watching", on });
    };
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [isLooking, watching, dispatch]);

  const showsLine = watching && seenUpTo !== null;
  useEffect(() => {
    if (!showsLine) return;
    const timer = setTimeout(() => dispatch({ kind: "seen" }), LINE_MS);
    return () => clearTimeout(timer);
  }, [showsLine, dispatch]);
}
