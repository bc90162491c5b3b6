"use client";
import { useCallback, useEffect, useRef } from "react";

export type GatheredOptions = {
  /** The newest number known; null while none is. */
  known: number | null;
  /** A burst is waited for so long, and told of at most so often. */
  gatherMs: number;
  everyMs: number;
  /** Hears how many are new. False: nothing was said, so the next may come at once. */
  tell: (count: number) => boolean;
};

/** Tells of what arrives in summary, however fast it comes. Returns how to take everything up to now as told. */
export function useGathered(options: GatheredOptions): () => void {
  const { known, gatherMs, everyMs } = options;
  const latest = useRef(options);
  latest.current = options;
  const told = useRef<number | null>(null);
  const toldAt = useRef(Number.NEGATIVE_INFINITY);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  useEffect(() => {
    if (known === null) return;
    told.current ??= known;
    if (known <= told.current || timer.current !== null) return;
    const speak = () => {
      timer.current = null;
      const upTo = latest.current.known ?? 0;
      const count = upTo - (told.current ?? upTo);
      told.current = upTo;
      if (count > 0 && latest.current.tell(count)) toldAt.current = performance.now();
    };
    timer.current = setTimeout(speak, Math.max(gatherMs, toldAt.current + everyMs - performance.now()));
  }, [known, gatherMs, everyMs]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  return useCallback(() => {
    told.current = latest.current.known;
  }, []);
}
