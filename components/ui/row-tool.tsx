"use client";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export type RowToolProps = { label: string; icon: ReactNode; onClick: () => void; className?: string };

/** A small square button that stands in each of many rows: its hint is the browser's own, which costs nothing to draw. */
export function RowTool({ label, icon, onClick, className }: RowToolProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className={cx(
        "inline-flex size-6 shrink-0 items-center justify-center rounded-md text-soft hover:bg-pressed hover:text-ink pointer-coarse:size-8",
        className,
      )}
    >
      {icon}
    </button>
  );
}
