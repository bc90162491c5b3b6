"use client";
import { useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { RowHeights } from "./row-heights.ts";
import { RowsScroll } from "./rows-scroll.ts";
import type { RowsHandle, WindowedRowsProps } from "./windowed-rows.tsx";

/** Many rows, of which only those on screen are in the page; windowed-rows.tsx fetches this when there are many. */
export function RowsInWindow({ count, rowHeight, measured = false, children, handle, onReady }: WindowedRowsProps) {
  const element = useRef<HTMLDivElement>(null);
  const drawn = useRef<HTMLDivElement>(null);
  const known = useRef<RowHeights>(undefined);
  const heights = useMemo(() => {
    known.current = new RowHeights(count, rowHeight, known.current);
    return known.current;
  }, [count, rowHeight]);
  const [scroll] = useState(() => new RowsScroll(heights));
  scroll.take(heights);
  const [isReady, setReady] = useState(false);
  const [, redraw] = useState({});
  const { first, last, top } = scroll.seen();
  const learnNow = useRef(() => {});
  learnNow.current = () => {
    if (measured && drawn.current && scroll.learn(first, drawn.current.children)) redraw({});
  };

  useLayoutEffect(() => {
    scroll.element = element.current;
    scroll.area = scrollParent(element.current);
    scroll.follow();
    setReady(scroll.area !== null);
  }, [scroll]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after the element has the height of other rows
  useLayoutEffect(() => {
    if (scroll.settle()) redraw({});
  }, [scroll, heights]);
  useLayoutEffect(() => learnNow.current());
  useScrolling(scroll, () => redraw({}));
  useEffect(() => {
    const observer = new ResizeObserver(() => learnNow.current());
    if (drawn.current) observer.observe(drawn.current);
    return () => observer.disconnect();
  }, []);
  useImperativeHandle<RowsHandle | null, RowsHandle | null>(handle, () => {
    const scrollToRow = (row: number) => {
      scroll.goTo(row);
      redraw({});
    };
    return isReady ? { scrollToRow } : null;
  }, [scroll, isReady]);
  useEffect(() => {
    if (isReady) onReady?.();
  }, [isReady, onReady]);

  return (
    <div ref={element} style={{ height: scroll.height }} className="relative [overflow-anchor:none]">
      <div ref={drawn} className={measured ? "absolute w-full" : "absolute w-max min-w-full"} style={{ top }}>
        {Array.from({ length: last - first + 1 }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows are known by their place
          <div key={first + at} style={measured ? {} : { height: rowHeight }}>
            {children(first + at)}
          </div>
        ))}
      </div>
    </div>
  );
}

/** Draws when other rows are seen: before the browser paints what was scrolled to. */
function useScrolling(scroll: RowsScroll, draw: () => void): void {
  const latest = useRef(draw);
  latest.current = draw;
  useEffect(() => {
    const { area } = scroll;
    if (!area) return;
    const follow = () => scroll.follow() && flushSync(latest.current);
    area.addEventListener("scroll", follow, { passive: true });
    const observer = new ResizeObserver(() => scroll.follow() && latest.current());
    observer.observe(area);
    if (area.firstElementChild) observer.observe(area.firstElementChild);
    return () => {
      area.removeEventListener("scroll", follow);
      observer.disconnect();
    };
  }, [scroll]);
}

/** The nearest element around that scrolls up and down (not sideways alone, which takes an explicit overflow-y-hidden). */
function scrollParent(element: HTMLElement | null): HTMLElement | null {
  for (let at = element?.parentElement ?? null; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return null;
}
