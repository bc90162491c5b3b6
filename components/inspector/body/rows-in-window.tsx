"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import type { RowsHandle, WindowedRowsProps } from "./windowed-rows.tsx";

/** Many rows, of which only those on screen are in the page; windowed-rows.tsx fetches this when there are many. */
export function RowsInWindow({ count, rowHeight, measured = false, children, handle, onReady }: WindowedRowsProps) {
  const place = useRef<HTMLDivElement>(null);
  const { scroller, margin } = useScrollArea(place);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: margin,
  });
  const isReady = scroller !== null;
  useImperativeHandle<RowsHandle | null, RowsHandle | null>(
    handle,
    () => (isReady ? { scrollToRow: (index) => virtualizer.scrollToIndex(index, { align: "center" }) } : null),
    [virtualizer, isReady],
  );
  useEffect(() => {
    if (isReady) onReady?.();
  }, [isReady, onReady]);

  return (
    <div ref={place} style={{ height: virtualizer.getTotalSize(), position: "relative" }}>
      {virtualizer.getVirtualItems().map((item) => (
        <div
          key={item.key}
          data-index={item.index}
          ref={measured ? virtualizer.measureElement : undefined}
          className="absolute top-0 left-0 min-w-full"
          style={{
            transform: `translateY(${item.start - margin}px)`,
            ...(measured ? { width: "100%" } : { height: rowHeight }),
          }}
        >
          {children(item.index)}
        </div>
      ))}
    </div>
  );
}

/** The nearest element around that scrolls up and down (not sideways alone, which takes an explicit overflow-y-hidden), and how far below its top edge the place begins. */
function useScrollArea(place: RefObject<HTMLElement | null>): { scroller: HTMLElement | null; margin: number } {
  const [area, setArea] = useState<{ scroller: HTMLElement | null; margin: number }>({ scroller: null, margin: 0 });
  useLayoutEffect(() => {
    const scroller = scrollParent(place.current);
    if (scroller) setArea({ scroller, margin: marginIn(scroller, place.current) });
  }, [place]);
  useEffect(() => {
    const scroller = area.scroller;
    if (!scroller) return;
    const measure = () =>
      setArea((before) => {
        const margin = marginIn(scroller, place.current);
        return Math.abs(margin - before.margin) < 1 ? before : { scroller, margin };
      });
    const observer = new ResizeObserver(measure);
    observer.observe(scroller);
    if (scroller.firstElementChild) observer.observe(scroller.firstElementChild);
    return () => observer.disconnect();
  }, [area.scroller, place]);
  return area;
}

function scrollParent(element: HTMLElement | null): HTMLElement | null {
  for (let at = element?.parentElement ?? null; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return null;
}

function marginIn(scroller: HTMLElement, element: HTMLElement | null): number {
  if (!element) return 0;
  return element.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
}
