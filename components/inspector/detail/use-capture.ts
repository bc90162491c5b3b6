"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Capture } from "#lib/model/capture.ts";
import { ApiProblem, api } from "../session/api.ts";
import { type SessionHandle, sentenceOf } from "../session/use-session.ts";

export type LoadedCapture =
  | { kind: "loading" }
  | { kind: "ready"; capture: Capture }
  | { kind: "missing" }
  | { kind: "failed"; problem: string };

/** So many are kept once read; the oldest goes first. */
const MAX_KEPT = 40;

/** One capture in full. It is read again when its reply became another, or may have. `retry` asks again after a failure. */
export function useCapture(
  bin: string,
  seq: number | null,
  onEvent: SessionHandle["onEvent"],
): { loaded: LoadedCapture; retry: () => void } {
  const kept = useRef(new Map<number, Capture>());
  /** Those of them that are as they were read. */
  const current = useRef(new Set<number>());
  const [answer, setAnswer] = useState<{ seq: number; loaded: LoadedCapture } | null>(null);
  const [tries, setTries] = useState(0);
  const shown = useRef(seq);
  shown.current = seq;
  const inHand = seq === null ? undefined : kept.current.get(seq);

  useEffect(() => {
    void tries;
    if (seq === null || current.current.has(seq)) return;
    const stop = new AbortController();
    api.getCapture(bin, seq, stop.signal).then(
      (capture) => {
        kept.current.set(seq, capture);
        current.current.add(seq);
        const oldest = kept.current.keys().next();
        if (kept.current.size > MAX_KEPT && !oldest.done) {
          kept.current.delete(oldest.value);
          current.current.delete(oldest.value);
        }
        setAnswer({ seq, loaded: { kind: "ready", capture } });
      },
      (error) => {
        if (stop.signal.aborted) return;
        const missing = error instanceof ApiProblem && error.status === 404;
        if (missing) kept.current.delete(seq);
        setAnswer({ seq, loaded: missing ? { kind: "missing" } : { kind: "failed", problem: sentenceOf(error) } });
      },
    );
    return () => stop.abort();
  }, [bin, seq, tries]);

  useEffect(() => {
    let wasCutOff = false;
    return onEvent((event) => {
      if (event.kind === "link" && event.link !== "live") wasCutOff = true;
      if (event.kind === "replied") {
        current.current.delete(event.seq);
        // Others are read again when they are shown: what is being read now is not cut short for them.
        if (event.seq !== shown.current) return;
      } else if (event.kind === "check" || (event.kind === "link" && event.link === "live" && wasCutOff)) {
        wasCutOff = false;
        current.current.clear();
      } else return;
      setTries((count) => count + 1);
    });
  }, [onEvent]);

  const retry = useCallback(() => {
    setAnswer(null);
    setTries((count) => count + 1);
  }, []);
  if (inHand) return { loaded: { kind: "ready", capture: inHand }, retry };
  return { loaded: answer?.seq === seq && answer !== null ? answer.loaded : { kind: "loading" }, retry };
}
