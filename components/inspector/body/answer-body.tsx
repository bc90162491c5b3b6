"use client";
import { useMemo } from "react";
import { firstValue, type ReadonlyPairs } from "#lib/http/pairs.ts";
import type { Attempt } from "#lib/model/delivery.ts";
import { FailedView } from "./failed-view.tsx";
import { useRendered } from "./use-rendered.ts";
import { ViewResultPart } from "./view-result.tsx";
import type { ViewJob } from "./views-job.ts";

/** The body of a target's answer. */
export function AnswerBody({ body, headers }: { body: NonNullable<Attempt["body"]>; headers: ReadonlyPairs }) {
  const job = useMemo(
    (): ViewJob => ({
      source: { encoding: body.encoding, data: body.data },
      contentType: firstValue(headers, "content-type") ?? null,
      contentEncoding: firstValue(headers, "content-encoding") ?? null,
      decode: true,
      decodedHref: null,
      view: undefined,
      charset: null,
      isCut: body.truncated,
    }),
    [body, headers],
  );
  const { state, again } = useRendered(job);
  if (body.data === "") return <p className="text-sm text-faint">The answer had no body.</p>;
  if (state.kind === "working") return null;
  if (state.kind === "failed") {
    return <FailedView source={job.source} problem={state.problem} isTrying={state.isTrying} onRetry={again} />;
  }
  return (
    <div className="max-h-96 overflow-auto rounded-md border bg-canvas">
      <ViewResultPart result={state.answer.rendered.result} bytes={state.answer.bytes} wrap reveal={false} />
      {body.truncated ? <p className="p-2 text-xs text-faint">Cut after 1 MiB.</p> : null}
    </div>
  );
}
