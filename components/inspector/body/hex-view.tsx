"use client";
import { memo } from "react";
import { HEX_ROW_BYTES, hexRows } from "#lib/views/hex-rows.ts";
import { WindowedRows } from "./windowed-rows.tsx";

/** Sixteen bytes a row: where, what, and how it reads as ASCII. */
export function HexView({ bytes }: { bytes: Uint8Array }) {
  return (
    <div className="overflow-x-auto py-2 text-xs">
      <WindowedRows count={Math.ceil(bytes.length / HEX_ROW_BYTES)} rowHeight={20}>
        {(index) => <Row bytes={bytes} index={index} />}
      </WindowedRows>
    </div>
  );
}

const Row = memo(function Row({ bytes, index }: { bytes: Uint8Array; index: number }) {
  const row = hexRows(bytes, index, 1)[0];
  if (!row) return null;
  const cells = row.hex.join(" ");
  return (
    <div className="mono flex h-5 items-center gap-4 px-3 whitespace-pre">
      <span aria-hidden className="text-faint select-none">
        {row.offset.toString(16).padStart(8, "0")}
      </span>
      <span>
        {cells.slice(0, 24).padEnd(24)} {cells.slice(24).padEnd(23)}
      </span>
      <span className="text-soft">{row.text}</span>
    </div>
  );
});
