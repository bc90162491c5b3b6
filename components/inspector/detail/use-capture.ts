"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Capture } from "#lib/model/capture.ts";
import { ApiProblem, api } from "../session/api.ts";
import { sentenceOf } from "../session/use-session.ts";

export type LoadedCapture =
  | { kind: "loading" }
  | { kind: "ready"; capture: Capture }
  | { kind: "missing" }
  | { kind: "failed"; problem: string };

/** Captures never change, so what was read once is kept; the oldest of these goes first. */
const MAX_KEPT = 40;

/** One capture in full. `retry` asks again after a failure. */
export function useCapture(bin: string, seq: number | null): { loaded: LoadedCapture; retry: () => void } {
  const kept = useRef(new Map<number, Capture>());
  const [answer, setAnswer] = useState<{ seq: number; loaded: LoadedCapture } | null>(null);
  const [tries, setTries] = useState(0);
  const inHand = seq === null ? undefined : kept.current.get(seq);

  useEffect(() => {
    void tries;
    if (seq === null || kept.current.has(seq)) return;
    const stop = new AbortController();
    api.getCapture(bin, seq, stop.signal).then(
      (capture) => {
        kept.current.set(seq, capture);
        const oldest = kept.current.keys().next();
        if (kept.current.size > MAX_KEPT && !oldest.done) kept.current.delete(oldest.value);
        setAnswer({ seq, loaded: { kind: "ready", capture } });
      },
      (error) => {
        if (stop.signal.aborted) return;
        const missing = error instanceof ApiProblem && error.status === 404;
        setAnswer({ seq, loaded: missing ? { kind: "missing" } : { kind: "failed", problem: sentenceOf(error) } });
      },
    );
    return () => stop.abort();
  }, [bin, seq, tries]);

  const retry = useCallback(() => {
    setAnswer(null);
    setTries((count) => count + 1);
  }, []);
  if (inHand) return { loaded: { kind: "ready", capture: inHand }, retry };
  return { loaded: answer?.seq === seq && answer !== null ? answer.loaded : { kind: "loading" }, retry };
}
