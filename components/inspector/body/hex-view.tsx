"use client";
import { memo, useEffect, useRef, useState } from "react";
import { HEX_ROW_BYTES, hexRows } from "#lib/views/hex-rows.ts";
import { WindowedRows } from "./windowed-rows.tsx";

/** A whole row needs so many pixels; where there are fewer, as on a phone, rows hold half as many bytes. */
const WIDE = 580;

/** Sixteen bytes a row, or eight: where, what, and how it reads as ASCII. */
export function HexView({ bytes }: { bytes: Uint8Array }) {
  const place = useRef<HTMLDivElement>(null);
  const [perRow, setPerRow] = useState(HEX_ROW_BYTES);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setPerRow(entry.contentRect.width < WIDE ? HEX_ROW_BYTES / 2 : HEX_ROW_BYTES);
    });
    if (place.current) observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what may scroll has to be reachable by keyboard
    <div ref={place} tabIndex={0} className="inset-focus overflow-x-auto overflow-y-hidden py-2 text-xs">
      <WindowedRows key={perRow} count={Math.ceil(bytes.length / perRow)} rowHeight={20}>
        {(index) => <Row bytes={bytes} index={index} perRow={perRow} />}
      </WindowedRows>
    </div>
  );
}

type RowProps = { bytes: Uint8Array; index: number; perRow: number };

const Row = memo(function Row({ bytes, index, perRow }: RowProps) {
  const row = hexRows(bytes, index, 1, perRow)[0];
  if (!row) return null;
  const cells = row.hex.join(" ").padEnd(perRow * 3 - 1);
  // A wider gap in the middle of sixteen helps counting.
  const middle = perRow === HEX_ROW_BYTES ? 24 : cells.length;
  return (
    <div className="mono flex h-5 items-center gap-4 px-3 whitespace-pre">
      <span aria-hidden className="text-faint select-none">
        {row.offset.toString(16).padStart(8, "0")}
      </span>
      <span>{middle < cells.length ? `${cells.slice(0, middle)} ${cells.slice(middle)}` : cells}</span>
      <span className="text-soft">{row.text}</span>
    </div>
  );
});
