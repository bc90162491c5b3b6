"use client";
import { type RefObject, useEffect, useRef } from "react";

const HANDS = ["wheel", "touchmove", "pointerdown", "keydown"];

/**
 * Scrolls an element to where it can be read when `key` changes to something, without the focus. It grows as its content comes: it is
 * followed until somebody touches the page.
 */
export function useBroughtIntoView(key: string | null): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = ref.current;
    if (key === null || !element) return;
    const { top } = element.getBoundingClientRect();
    // What begins in the upper half is read where it is.
    if (top >= 0 && top < innerHeight / 2) return;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const growth = new ResizeObserver(() =>
      element.scrollIntoView({ block: "start", behavior: isCalm ? "auto" : "smooth" }),
    );
    growth.observe(element);
    const hands = new AbortController();
    const stop = () => {
      growth.disconnect();
      hands.abort();
    };
    for (const hand of HANDS) addEventListener(hand, stop, { capture: true, passive: true, signal: hands.signal });
    return stop;
  }, [key]);
  return ref;
}
