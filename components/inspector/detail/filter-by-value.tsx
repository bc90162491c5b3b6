"use client";
import type { ReactNode } from "react";

/** A value which, pressed, becomes the filter of the list: "only captures like this one". */
export function FilterByValue({ what, onClick, children }: { what: string; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={`Filter by ${what}`}
      title={`Filter by ${what}`}
      onClick={onClick}
      className="-mx-1 rounded-sm px-1 hover:bg-hover active:bg-pressed"
    >
      {children}
    </button>
  );
}
