"use client";
import Equal from "lucide-react/icons/equal";
import { cx } from "#components/ui/cx.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Moment } from "#components/ui/time.tsx";
import { shownTarget } from "#lib/http/target.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { Capture, Summary } from "#lib/model/capture.ts";
import type { Comparison } from "#lib/views/compare.ts";
import { askWorker } from "../body/ask-worker.ts";
import type { SentMessage } from "../body/views-job.ts";
import { filterQuery } from "../filter/filter-text.ts";
import { api } from "../session/api.ts";
import { type WholeCapture, wholeCapture } from "../session/whole-captures.ts";
import { BodyChanges } from "./body-changes.tsx";
import { ChangeRow, PairRows, Part, SIDES } from "./change-rows.tsx";
import { isSecretChange } from "./change-sides.ts";
import { sentBody } from "./sent-body.ts";
import { useTask } from "./use-task.ts";

export type CompareWindowProps = {
  bin: Bin;
  capture: Capture;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

type Compared = { before: Capture; comparison: Comparison };
/** `downTo`: captures older than this one were not looked at. Null: all were. */
type NoneFound = { before: null; downTo: number | null };

/** What is different from the capture before it with the same path. */
export function CompareWindow({ bin, capture, open, onOpenChange }: CompareWindowProps) {
  const { seq } = capture;
  const { state, again } = useTask(
    async (signal): Promise<Compared | NoneFound> => {
      const previous = await findPrevious(bin.id, capture, signal);
      if (typeof previous !== "number") return previous;
      const [before, after] = await Promise.all([
        wholeCapture(bin.id, previous, signal),
        wholeCapture(bin.id, seq, signal),
      ]);
      const job = { before: messageOf(bin.id, before), after: messageOf(bin.id, after) };
      return { before: before.capture, comparison: await askWorker("compare", job, signal) };
    },
    [bin.id, seq],
  );
  const before = state.kind === "done" ? state.value.before : null;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      shape="sheet"
      width="max-w-6xl"
      title={before ? `#${seq} compared with #${before.seq}` : `#${seq} compared with the previous`}
      description="The capture before it with the same path: what was removed, and what came in its place."
    >
      {state.kind === "working" ? <Skeleton className="h-48 w-full" /> : null}
      {state.kind === "failed" ? (
        <Problem title="The captures could not be compared" onRetry={again}>
          {state.problem}
        </Problem>
      ) : null}
      {state.kind === "done" ? (
        state.value.before ? (
          <Changes {...state.value} bin={bin.id} after={capture} />
        ) : (
          <p className="py-12 text-center text-sm text-soft">
            No capture before this one{state.value.downTo === null ? "" : `, back to #${state.value.downTo},`} has the
            path <code className="verbatim">{pathOf(bin.id, capture).slice(0, 200)}</code>.
            {state.value.downTo === null ? "" : " Older ones were not looked at."}
          </p>
        )
      ) : null}
    </Dialog>
  );
}

function pathOf(bin: string, { target }: Pick<Summary, "target">): string {
  return shownTarget(bin, target).replace(/\?.*$/s, "");
}

/** More pages of captures are not looked through. */
const MAX_PAGES = 10;

/** The number of the newest capture before this one with the same path. */
async function findPrevious(bin: string, capture: Capture, signal: AbortSignal): Promise<number | NoneFound> {
  const path = pathOf(bin, capture);
  // The server finds the path anywhere in the target; only the same one counts. Text is typed as UTF-8 there, targets are latin1.
  const isPlain = /^[\x20-\x7e]{1,200}$/.test(path);
  let query: string | null = filterQuery({ ...(isPlain ? { path } : {}), seq: { from: 1, to: capture.seq - 1 } });
  let downTo = capture.seq;
  for (let pages = 0; query !== null && pages < MAX_PAGES; pages += 1) {
    const page = await api.findCaptures(bin, query, signal);
    const found = page.captures.find((one) => pathOf(bin, one) === path);
    if (found) return found.seq;
    downTo = page.captures.at(-1)?.seq ?? downTo;
    query = page.next;
  }
  return { before: null, downTo: query === null ? null : downTo };
}

function messageOf(bin: string, whole: WholeCapture): SentMessage {
  const { method, target, headers } = whole.capture;
  return { method, target, headers, body: sentBody(bin, whole) };
}

function Changes({ bin, before, after, comparison }: Compared & { bin: string; after: Capture }) {
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
      {query.length > 0 ? (
        <Part title="Query" count={query.length}>
          <PairRows changes={query} />
        </Part>
      ) : null}
      {headers.length > 0 ? (
        <Part title="Headers" count={headers.length}>
          <PairRows changes={headers} isSecret={isSecretChange} />
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
        <a href={`/bins/${bin}/${before.seq}`} className="font-medium text-accent hover:underline">
          #{before.seq}
        </a>{" "}
        before, <Moment iso={before.receivedAt} />
      </span>
      <span>
        <span className="font-medium text-ink">#{after.seq}</span> after, <Moment iso={after.receivedAt} />
      </span>
    </div>
  );
}
