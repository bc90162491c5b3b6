"use client";
import { type ReactNode, type RefObject, useImperativeHandle, useRef } from "react";
import { lazyPart } from "#components/ui/lazy-part.tsx";

/** So many rows are simply all drawn. */
const FEW = 60;

const RowsInWindow = lazyPart(async () => (await import("./rows-in-window.tsx")).RowsInWindow, { name: "The body" });

export type WindowedRowsProps = {
  count: number;
  /** Pixels; the exact height when rows do not wrap. */
  rowHeight: number;
  /** Rows may be of different height: each is measured when it is drawn. */
  measured?: boolean;
  children: (index: number) => ReactNode;
  /** Empty until many rows have found what they scroll in. */
  handle?: RefObject<RowsHandle | null>;
  /** Called when `handle` is no longer empty; the same function every time. */
  onReady?: () => void;
};

export type RowsHandle = { scrollToRow: (index: number) => void };

/**
 * Rows of any number, of which no more than needed are in the page. They scroll with the page's own scroll area around them.
 */
export function WindowedRows(props: WindowedRowsProps) {
  return props.count <= FEW ? <EveryRow {...props} /> : <RowsInWindow {...props} />;
}

function EveryRow({ count, rowHeight, measured = false, children, handle }: WindowedRowsProps) {
  const place = useRef<HTMLDivElement>(null);
  useImperativeHandle(
    handle,
    () => ({ scrollToRow: (index) => place.current?.children[index]?.scrollIntoView({ block: "nearest" }) }),
    [],
  );
  return (
    <div ref={place} className="w-max min-w-full" style={measured ? { width: "100%" } : {}}>
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are known by their place
        <div key={index} style={measured ? {} : { height: rowHeight }}>
          {children(index)}
        </div>
      ))}
    </div>
  );
}
