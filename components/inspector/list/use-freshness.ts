"use client";
import { useCallback, useEffect, useRef } from "react";

/**
 * True for each capture that arrives while the page is open, when its row is drawn for the first time: it is lit up. `top` is the
 * uppermost row drawn.
 */
export function useFreshness(known: number | null, top: number | undefined): (seq: number) => boolean {
  /** The newest that was on screen; before there was any, what the page was opened with. */
  const drawn = useRef<number | null>(null);
  if (drawn.current === null && known !== null) drawn.current = known;
  // After the rows: all that came with one draw light up together.
  useEffect(() => {
    if (drawn.current !== null && top !== undefined) drawn.current = Math.max(drawn.current, top);
  }, [top]);
  return useCallback((seq: number) => drawn.current !== null && seq > drawn.current, []);
}
