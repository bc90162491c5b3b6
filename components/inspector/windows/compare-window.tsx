"use client";
import Equal from "lucide-react/icons/equal";
import { useState } from "react";
import { coverField, coverHeader } from "#components/bin/cover-value.ts";
import { cx } from "#components/ui/cx.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Moment } from "#components/ui/time.tsx";
import { shownTarget } from "#lib/http/target.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { Capture } from "#lib/model/capture.ts";
import { askWorker } from "../body/ask-worker.ts";
import type { CoveredComparison } from "../body/compare-covered.ts";
import type { SentMessage } from "../body/views-job.ts";
import { ApiProblem } from "../session/api.ts";
import { type WholeCapture, wholeCapture } from "../session/whole-captures.ts";
import { BodyChanges } from "./body-changes.tsx";
import { ChangeRow, PairRows, Part, SIDES } from "./change-rows.tsx";
import { CompareChoice } from "./compare-choice.tsx";
import { type ComparedWith, findOther, type NoneBefore } from "./compared-with.ts";
import { sentBody } from "./sent-body.ts";
import { useTask } from "./use-task.ts";

export type CompareWindowProps = {
  bin: Bin;
  /** One capture, compared with one before it unless another is chosen; or the two that are compared. */
  seqs: readonly number[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

type Compared = { kind: "compared"; before: Capture; after: Capture; comparison: CoveredComparison };

/** What is different from another capture; at first, from the one before it with the same path. */
export function CompareWindow({ bin, seqs, open, onOpenChange }: CompareWindowProps) {
  const [other, seq] = seqs.length === 2 ? [Math.min(...seqs), Math.max(...seqs)] : [null, seqs[0] ?? 0];
  const [wanted, setWanted] = useState<ComparedWith>(other ?? "path");
  const { state, again } = useTask(
    (signal): Promise<Compared | NoneBefore> => compareCaptures(bin.id, seq, wanted, signal),
    [bin.id, seq, wanted],
  );
  const done = state.kind === "done" ? state.value : null;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      shape="sheet"
      width="max-w-6xl"
      title={titleOf(seq, wanted, done)}
      description="What was removed, and what came in its place."
    >
      <CompareChoice seq={seq} value={wanted} onChange={setWanted} />
      {state.kind === "working" ? <Skeleton className="h-48 w-full" /> : null}
      {state.kind === "failed" ? (
        <Problem title="The captures could not be compared" onRetry={again}>
          {state.problem}
        </Problem>
      ) : null}
      {done?.kind === "compared" ? <Changes {...done} bin={bin.id} /> : null}
      {done?.kind === "none" ? <NoneFound {...done} /> : null}
    </Dialog>
  );
}

function titleOf(seq: number, wanted: ComparedWith, done: Compared | NoneBefore | null): string {
  if (done?.kind === "compared") return `#${done.after.seq} compared with #${done.before.seq}`;
  return `#${seq} compared with ${typeof wanted === "number" ? `#${wanted}` : "the previous"}`;
}

async function compareCaptures(
  bin: string,
  seq: number,
  wanted: ComparedWith,
  signal: AbortSignal,
): Promise<Compared | NoneBefore> {
  const capture = await wholeCapture(bin, seq, signal);
  const found = await findOther(bin, capture.capture, wanted, signal);
  if (typeof found !== "number") return found;
  const other = await wholeCapture(bin, found, signal).catch((error) => {
    const isGone = error instanceof ApiProblem && error.status === 404;
    throw isGone ? new ApiProblem(404, error.code, `There is no #${found} in this bin, or not any more.`) : error;
  });
  const [before, after] = found < seq ? [other, capture] : [capture, other];
  const job = { before: messageOf(bin, before), after: messageOf(bin, after) };
  const comparison = await askWorker("compare", job, signal);
  return { kind: "compared", before: before.capture, after: after.capture, comparison };
}

function NoneFound({ path, downTo }: NoneBefore) {
  const isAll = downTo === null;
  return (
    <p className="py-12 text-center text-sm text-soft">
      {path === null ? (
        "No capture before this one is kept."
      ) : (
        <>
          No capture before this one{isAll ? "" : `, back to #${downTo},`} has the path{" "}
          <code className="verbatim">{path.slice(0, 200)}</code>.{isAll ? "" : " Older ones were not looked at."}
        </>
      )}
    </p>
  );
}

function messageOf(bin: string, whole: WholeCapture): SentMessage {
  const { kind, method, target, headers, contentType } = whole.capture;
  return { kind, method, target, headers, contentType, body: sentBody(bin, whole) };
}

function Changes({ bin, before, after, comparison }: Compared & { bin: string }) {
  const { method, path, query, headers, body } = comparison;
  const isSame = !method && !path && query.length === 0 && headers.length === 0 && body.kind === "same";
  if (isSame) {
    return (
      <div className="flex flex-col items-center gap-2 py-14 text-center">
        <Equal aria-hidden className="size-6 text-good" />
        <p className="text-base font-medium">Nothing changed: the same message twice.</p>
        <p className="figures text-sm text-soft">
          <Moment iso={before.receivedAt} /> and <Moment iso={after.receivedAt} />
        </p>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-6">
      <Sides bin={bin} before={before} after={after} />
      {method ? (
        <Part title="Method">
          <ChangeRow name="method" before={method.before} after={method.after} />
        </Part>
      ) : null}
      {path ? (
        <Part title="Path">
          <ChangeRow name="path" before={shownTarget(bin, path.before)} after={shownTarget(bin, path.after)} />
        </Part>
      ) : null}
      {query.length > 0 ? (
        <Part title="Query" count={query.length}>
          <PairRows changes={query} cover={coverField} />
        </Part>
      ) : null}
      {headers.length > 0 ? (
        <Part title="Headers" count={headers.length}>
          <PairRows changes={headers} cover={coverHeader} />
        </Part>
      ) : null}
      <BodyChanges body={body} />
    </div>
  );
}

/** Whose column is whose. It stays in sight; on a phone, where there are no columns, it says the order. */
function Sides({ bin, before, after }: { bin: string; before: Capture; after: Capture }) {
  return (
    <div className={cx(SIDES, "figures sticky top-0 z-10 -mx-5 border-b bg-surface px-8 py-2 text-sm text-soft")}>
      <span className="max-sm:hidden" />
      <span>
        <CaptureLink bin={bin} seq={before.seq} /> before, <Moment iso={before.receivedAt} />
      </span>
      <span>
        <CaptureLink bin={bin} seq={after.seq} /> after, <Moment iso={after.receivedAt} />
      </span>
    </div>
  );
}

function CaptureLink({ bin, seq }: { bin: string; seq: number }) {
  return (
    <a href={`/bins/${bin}/${seq}`} className="font-medium text-accent hover:underline">
      #{seq}
    </a>
  );
}
