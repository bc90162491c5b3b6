"use client";
import { memo, useEffect, useMemo, useRef, useState } from "react";
import type { Findable } from "#lib/views/find.ts";
import { HEX_ROW_BYTES, hexRows } from "#lib/views/hex-rows.ts";
import type { Mark } from "./mark-spans.ts";
import { Marked, type MarkedProps } from "./marked.tsx";
import { useFind } from "./use-find.tsx";
import { type RowsHandle, WindowedRows } from "./windowed-rows.tsx";

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
  const what = useMemo((): Findable => ({ kind: "bytes", bytes }), [bytes]);
  const handle = useRef<RowsHandle>(null);
  const count = Math.ceil(bytes.length / perRow);
  const { field, marksIn, onCurrent } = useFind({ what, count, rowOf: (start) => Math.floor(start / perRow), handle });
  return (
    <>
      {field}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what may scroll has to be reachable by keyboard */}
      <div ref={place} tabIndex={0} className="inset-focus overflow-x-auto overflow-y-hidden py-2 text-xs">
        <WindowedRows key={perRow} count={count} rowHeight={20} handle={handle}>
          {(index) => (
            <Row
              {...{ bytes, index, perRow, onCurrent }}
              marks={marksIn(index * perRow, Math.min((index + 1) * perRow, bytes.length))}
            />
          )}
        </WindowedRows>
      </div>
    </>
  );
}

type RowProps = Omit<MarkedProps, "spans"> & { bytes: Uint8Array; index: number; perRow: number };

const Row = memo(function Row({ bytes, index, perRow, marks, onCurrent }: RowProps) {
  const row = hexRows(bytes, index, 1, perRow)[0];
  if (!row) return null;
  const cells = row.hex.join(" ").padEnd(perRow * 3 - 1);
  // A wider gap in the middle of sixteen helps counting.
  const middle = perRow === HEX_ROW_BYTES ? 24 : cells.length;
  const shown = middle < cells.length ? `${cells.slice(0, middle)} ${cells.slice(middle)}` : cells;
  const cellAt = (byte: number) => byte * 3 + (byte * 3 >= middle ? 1 : 0);
  const inCells = marks.map(
    ({ start, end, ...mark }): Mark => ({ start: cellAt(start), end: cellAt(end - 1) + 2, ...mark }),
  );
  return (
    <div className="mono flex h-5 items-center gap-4 px-3 whitespace-pre">
      <span aria-hidden className="text-faint select-none">
        {row.offset.toString(16).padStart(8, "0")}
      </span>
      <span>
        <Marked spans={[{ text: shown, role: "plain" }]} marks={inCells} onCurrent={onCurrent} />
      </span>
      <span className="text-soft">
        <Marked spans={[{ text: row.text, role: "plain" }]} marks={marks} onCurrent={onCurrent} />
      </span>
    </div>
  );
});
