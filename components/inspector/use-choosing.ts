"use client";
import { useCallback, useRef, useState } from "react";
import type { Summary } from "#lib/model/capture.ts";

export type Choosing = {
  /** The captures chosen; null while nobody chooses. */
  chosen: ReadonlySet<number> | null;
  /** In or out; `range`: everything from the last one chosen up to this one. */
  toggle: (seq: number, range: boolean) => void;
  /** Every capture the list holds at the moment. */
  all: () => void;
  /** Choosing begins, with none chosen. */
  none: () => void;
  stop: () => void;
};

/** Choosing several captures of the list. */
export function useChoosing(rows: readonly Summary[]): Choosing {
  const [chosen, setChosen] = useState<ReadonlySet<number> | null>(null);
  const last = useRef<number | null>(null);
  const shown = useRef(rows);
  shown.current = rows;

  const toggle = useCallback((seq: number, range: boolean) => {
    const from = last.current;
    last.current = seq;
    setChosen((before) => {
      const next = new Set(before);
      if (range && from !== null) {
        const [low, high] = [Math.min(from, seq), Math.max(from, seq)];
        for (const row of shown.current) if (row.seq >= low && row.seq <= high) next.add(row.seq);
      } else if (!next.delete(seq)) next.add(seq);
      return next;
    });
  }, []);
  const all = useCallback(() => setChosen(new Set(shown.current.map(({ seq }) => seq))), []);
  const none = useCallback(() => setChosen(new Set()), []);
  const stop = useCallback(() => {
    last.current = null;
    setChosen(null);
  }, []);
  return { chosen, toggle, all, none, stop };
}
