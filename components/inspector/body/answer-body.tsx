"use client";
import { useMemo } from "react";
import { firstValue, type ReadonlyPairs } from "#lib/http/pairs.ts";
import type { EncodedBytes } from "#lib/model/bytes.ts";
import { FailedView } from "./failed-view.tsx";
import { useRendered } from "./use-rendered.ts";
import { ViewResultPart } from "./view-result.tsx";
import type { ViewJob } from "./views-job.ts";

export type AnswerBodyProps = {
  body: EncodedBytes;
  headers: ReadonlyPairs;
  /** Says how much of the body this is; null when it is all of it. */
  cut: string | null;
};

/** The body of an answer: a target's, or the bin's own. */
export function AnswerBody({ body, headers, cut }: AnswerBodyProps) {
  const job = useMemo(
    (): ViewJob => ({
      source: { encoding: body.encoding, data: body.data },
      contentType: firstValue(headers, "content-type") ?? null,
      contentEncoding: firstValue(headers, "content-encoding") ?? null,
      decode: true,
      decodedHref: null,
      view: undefined,
      charset: null,
      isCut: cut !== null,
    }),
    [body, headers, cut],
  );
  const { state, again } = useRendered(job);
  if (body.data === "") return <p className="text-sm text-faint">The answer had no body.</p>;
  if (state.kind === "working") return null;
  if (state.kind === "failed") {
    return <FailedView source={job.source} problem={state.problem} isTrying={state.isTrying} onRetry={again} />;
  }
  return (
    <div className="flex flex-col gap-1.5">
      <div className="max-h-96 overflow-auto rounded-md border bg-canvas">
        <ViewResultPart result={state.answer.rendered.result} bytes={state.answer.bytes} wrap reveal={false} />
      </div>
      {cut === null ? null : <p className="text-xs text-faint">{cut}</p>}
    </div>
  );
}
