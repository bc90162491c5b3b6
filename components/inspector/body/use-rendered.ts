"use client";
import { useCallback, useEffect, useState } from "react";
import { askWorker } from "./ask-worker.ts";
import type { ViewAnswer, ViewJob } from "./views-job.ts";

export type RenderState =
  | { kind: "working" }
  | { kind: "done"; answer: ViewAnswer }
  /** `before`: what another view of the same body was answered, if any. It stands, too, while it is tried again. */
  | { kind: "failed"; problem: string; before: ViewAnswer | null; isTrying: boolean };

type Held = { source: ViewJob["source"]; render: RenderState };

/** The body as the worker shows it; while a new job runs, the old answer to the same body stays. `job` must be stable. */
export function useRendered(job: ViewJob): { state: RenderState; again: () => void } {
  const [held, setHeld] = useState<Held | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    void turn;
    const stop = new AbortController();
    const { source } = job;
    askWorker("view", job, stop.signal).then(
      (answer) => setHeld({ source, render: { kind: "done", answer } }),
      (error) => {
        if (stop.signal.aborted) return;
        const problem = error instanceof Error ? error.message : "This could not be read here.";
        setHeld((last) => ({
          source,
          render: { kind: "failed", problem, before: answerTo(source, last), isTrying: false },
        }));
      },
    );
    return () => stop.abort();
  }, [job, turn]);
  const again = useCallback(() => {
    setHeld((last) =>
      last?.render.kind === "failed" ? { ...last, render: { ...last.render, isTrying: true } } : last,
    );
    setTurn((count) => count + 1);
  }, []);
  return { state: held?.source === job.source && held !== null ? held.render : { kind: "working" }, again };
}

function answerTo(source: ViewJob["source"], held: Held | null): ViewAnswer | null {
  if (held?.source !== source) return null;
  if (held.render.kind === "done") return held.render.answer;
  return held.render.kind === "failed" ? held.render.before : null;
}
