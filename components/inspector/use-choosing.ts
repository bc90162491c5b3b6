"use client";
import { useCallback, useRef, useState } from "react";
import type { Summary } from "#lib/model/capture.ts";

export type Choosing = {
  /** The captures chosen; null while nobody chooses. */
  chosen: ReadonlySet<number> | null;
  /** In or out; `range`: everything from the last one chosen up to this one, in place of the range before. */
  toggle: (seq: number, range: boolean) => void;
  /** Every capture the list holds at the moment. */
  all: () => void;
  /** Choosing begins, with none chosen. */
  none: () => void;
  stop: () => void;
};

/** `before` was chosen when the range began, which starts at `from`. */
type Choice = { chosen: ReadonlySet<number>; before: ReadonlySet<number>; from: number | null };

/** Choosing several captures of the list. What goes is no longer chosen. */
export function useChoosing(rows: readonly Summary[], deleted: ReadonlySet<number>): Choosing {
  const [choice, setChoice] = useState<Choice | null>(null);
  const shown = useRef(rows);
  shown.current = rows;
  if (choice && [...choice.chosen].some((seq) => deleted.has(seq))) {
    const left = (seqs: ReadonlySet<number>) => new Set([...seqs].filter((seq) => !deleted.has(seq)));
    setChoice({ ...choice, chosen: left(choice.chosen), before: left(choice.before) });
  }

  const toggle = useCallback(
    (seq: number, range: boolean) =>
      setChoice((now) => {
        if (range && now && now.from !== null) {
          const [low, high] = [Math.min(now.from, seq), Math.max(now.from, seq)];
          const between = shown.current.filter((row) => row.seq >= low && row.seq <= high);
          return { ...now, chosen: new Set([...now.before, ...between.map((row) => row.seq)]) };
        }
        const chosen = new Set(now?.chosen);
        if (range || !chosen.delete(seq)) chosen.add(seq);
        return { chosen, before: chosen, from: seq };
      }),
    [],
  );
  const choose = useCallback((chosen: ReadonlySet<number>) => setChoice({ chosen, before: chosen, from: null }), []);
  const all = useCallback(() => choose(new Set(shown.current.map(({ seq }) => seq))), [choose]);
  const none = useCallback(() => choose(new Set()), [choose]);
  const stop = useCallback(() => setChoice(null), []);
  return { chosen: choice?.chosen ?? null, toggle, all, none, stop };
}
