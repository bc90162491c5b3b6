"use client";
import { useEffect, useState } from "react";
import { renderInWorker } from "./render-in-worker.ts";
import type { ViewAnswer, ViewJob } from "./views-job.ts";

export type RenderState =
  | { kind: "working" }
  | { kind: "done"; answer: ViewAnswer }
  | { kind: "failed"; problem: string };

/** The body as the worker shows it; while a new job runs, the old answer to the same body stays. `job` must be stable. */
export function useRendered(job: ViewJob): RenderState {
  const [state, setState] = useState<{ source: ViewJob["source"]; render: RenderState } | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    renderInWorker(job, stop.signal).then(
      (answer) => setState({ source: job.source, render: { kind: "done", answer } }),
      (error) => {
        if (stop.signal.aborted) return;
        const problem = error instanceof Error ? error.message : "This body could not be rendered.";
        setState({ source: job.source, render: { kind: "failed", problem } });
      },
    );
    return () => stop.abort();
  }, [job]);
  return state?.source === job.source && state !== null ? state.render : { kind: "working" };
}
