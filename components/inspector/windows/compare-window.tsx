"use client";
import ArrowRight from "lucide-react/icons/arrow-right";
import type { ReactNode } from "react";
import { shownTarget } from "#components/bin/address.ts";
import { isSecretHeader, maskSecret } from "#components/bin/secret-headers.ts";
import { cx } from "#components/ui/cx.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { formatBytes, formatCount } from "#components/ui/format.ts";
import { Problem } from "#components/ui/problem.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Moment } from "#components/ui/time.tsx";
import type { Bin } from "#lib/model/bin.ts";
import type { Capture, Summary } from "#lib/model/capture.ts";
import { type BodyDifference, type Comparison, compareMessages } from "#lib/views/compare.ts";
import type { PairChange, Placed } from "#lib/views/compare-pairs.ts";
import { filterQuery } from "../filter/filter-text.ts";
import { api } from "../session/api.ts";
import { type WholeCapture, wholeCaptures } from "../session/whole-captures.ts";
import { readableBody } from "./readable-body.ts";
import { useTask } from "./use-task.ts";

export type CompareWindowProps = {
  bin: Bin;
  capture: Capture;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

type Compared = { before: Capture; comparison: Comparison };

/** What is different from the capture before it with the same path. */
export function CompareWindow({ bin, capture, open, onOpenChange }: CompareWindowProps) {
  const { seq } = capture;
  const { state, again } = useTask(
    async (signal): Promise<Compared | null> => {
      const previous = await findPrevious(bin.id, capture, signal);
      if (!previous) return null;
      const [before, after] = await wholeCaptures(bin.id, [previous.seq, seq]);
      if (!before || !after) return null;
      const [left, right] = await Promise.all([comparable(before), comparable(after)]);
      return { before: before.capture, comparison: compareMessages(left, right) };
    },
    [bin.id, seq],
  );
  const before = state.kind === "done" ? state.value?.before : undefined;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      shape="sheet"
      width="max-w-4xl"
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
        state.value ? (
          <Changes {...state.value} after={capture} />
        ) : (
          <p className="py-12 text-center text-sm text-soft">
            No capture before this one has the path{" "}
            <code className="verbatim">{pathOf(bin.id, capture).slice(0, 200)}</code>.
          </p>
        )
      ) : null}
    </Dialog>
  );
}

function pathOf(bin: string, { target }: Pick<Summary, "target">): string {
  return shownTarget(bin, target).replace(/\?.*$/s, "");
}

async function findPrevious(bin: string, capture: Capture, signal: AbortSignal): Promise<Summary | undefined> {
  const path = pathOf(bin, capture);
  // The server finds the path anywhere in the target; only the same one counts. Text is typed as UTF-8 there, targets are latin1.
  const isPlain = /^[\x20-\x7e]{1,200}$/.test(path);
  let query: string | null = filterQuery({ ...(isPlain ? { path } : {}), seq: { from: 1, to: capture.seq - 1 } });
  for (let pages = 0; query !== null && pages < 10; pages += 1) {
    const page = await api.findCaptures(bin, query, signal);
    const found = page.captures.find((one) => pathOf(bin, one) === path);
    if (found) return found;
    query = page.next;
  }
  return undefined;
}

async function comparable(whole: WholeCapture) {
  const { method, target, headers } = whole.capture;
  return { method, target, headers, body: await readableBody(whole) };
}

function Changes({ before, after, comparison }: Compared & { after: Capture }) {
  const { method, path, query, headers, body } = comparison;
  const isSame = !method && !path && query.length === 0 && headers.length === 0 && body.kind === "same";
  return (
    <div className="flex flex-col gap-6">
      <p className="figures flex flex-wrap items-center gap-2 text-sm text-soft">
        <span>
          #{before.seq} <Moment iso={before.receivedAt} />
        </span>
        <ArrowRight aria-label="and then" className="size-4 text-faint" />
        <span>
          #{after.seq} <Moment iso={after.receivedAt} />
        </span>
      </p>
      {isSame ? (
        <p className="py-8 text-center text-base font-medium">Nothing changed: the same message twice.</p>
      ) : null}
      {method ? (
        <Part title="Method">
          <Row name="method" before={method.before} after={method.after} />
        </Part>
      ) : null}
      {query.length > 0 ? (
        <Part title="Query" count={query.length}>
          <PairRows changes={query} />
        </Part>
      ) : null}
      {headers.length > 0 ? (
        <Part title="Headers" count={headers.length}>
          <PairRows changes={headers} isSecret={isSecretHeader} />
        </Part>
      ) : null}
      {isSame ? null : <BodyPart body={body} />}
    </div>
  );
}

function Part({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold">
        {title}{" "}
        {count === undefined ? null : <span className="figures ml-1 font-normal text-faint">{formatCount(count)}</span>}
      </h3>
      <div className="overflow-hidden rounded-lg border bg-surface">{children}</div>
    </section>
  );
}

const MAX_SHOWN_CHARS = 2000;

/** One place that changed. Signs say what the colours say. */
function Row({ name, before, after }: { name: string; before?: string | undefined; after?: string | undefined }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)] gap-x-3 border-b px-3 py-1.5 text-sm last:border-b-0 max-sm:grid-cols-1">
      <span className="verbatim font-medium text-soft">{name}</span>
      <span className="flex min-w-0 flex-col gap-0.5">
        {before === undefined ? null : <Line sign="−" word="before" text={before} look="bg-bad-wash text-bad" />}
        {after === undefined ? null : <Line sign="+" word="after" text={after} look="bg-good-wash text-good" />}
      </span>
    </div>
  );
}

function Line({ sign, word, text, look }: { sign: string; word: string; text: string; look: string }) {
  return (
    <span className={cx("verbatim rounded-xs px-1.5", look)}>
      <span aria-hidden className="mr-1.5 select-none">
        {sign}
      </span>
      <span className="sr-only">{word}: </span>
      <span className="text-ink">{text === "" ? "(empty)" : text.slice(0, MAX_SHOWN_CHARS)}</span>
    </span>
  );
}

type PairRowsProps = { changes: readonly PairChange[]; isSecret?: (name: string) => boolean };

function PairRows({ changes, isSecret }: PairRowsProps) {
  const shown = ({ name, value }: Placed) => (isSecret?.(name) ? maskSecret(value) : value);
  // biome-ignore lint/suspicious/noArrayIndexKey: a finished comparison never moves
  return changes.map((change, index) => <PairRow key={index} change={change} shown={shown} />);
}

function PairRow({ change, shown }: { change: PairChange; shown: (pair: Placed) => string }) {
  switch (change.kind) {
    case "added":
      return <Row name={change.after.name} after={shown(change.after)} />;
    case "removed":
      return <Row name={change.before.name} before={shown(change.before)} />;
    case "changed": {
      const renamed = change.before.name === change.after.name ? "" : ` (was ${change.before.name})`;
      return <Row name={change.after.name + renamed} before={shown(change.before)} after={shown(change.after)} />;
    }
    case "moved":
      return (
        <Row name={change.after.name} before={`place ${change.before.at + 1}`} after={`place ${change.after.at + 1}`} />
      );
  }
}

function BodyPart({ body }: { body: BodyDifference }) {
  switch (body.kind) {
    case "same":
      return <p className="text-sm text-faint">The bodies are the same, byte for byte.</p>;
    case "binary":
      return (
        <Part title="Body">
          <Row name="size" before={formatBytes(body.beforeBytes)} after={formatBytes(body.afterBytes)} />
          <Row name="first difference" after={`at byte ${formatCount(body.firstDifference)}`} />
        </Part>
      );
    case "json":
      if (body.changes.length === 0) {
        return <p className="text-sm text-faint">The bodies hold the same values, written differently.</p>;
      }
      return (
        <Part title="Body" count={body.changes.length}>
          {body.changes.map((change) => (
            <Row
              key={`${change.kind} ${change.path}`}
              name={change.path || "the whole body"}
              before={"before" in change ? change.before : undefined}
              after={"after" in change ? change.after : undefined}
            />
          ))}
          {body.more ? <p className="px-3 py-2 text-sm text-faint">There are more changes than these.</p> : null}
        </Part>
      );
    case "text":
      return <TextPart body={body} />;
  }
}

function TextPart({ body }: { body: Extract<BodyDifference, { kind: "text" }> }) {
  return (
    <Part title="Body">
      {body.hunks.map((hunk) => (
        <div key={`${hunk.beforeLine} ${hunk.afterLine}`} className="border-b py-1 text-sm last:border-b-0">
          {hunk.lines.map(({ kind, text }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a finished comparison never moves
            <p key={index} className={cx("verbatim px-3", LINE_LOOKS[kind].look)}>
              <span aria-hidden className="mr-2 text-faint select-none">
                {LINE_LOOKS[kind].sign}
              </span>
              {LINE_LOOKS[kind].word ? <span className="sr-only">{LINE_LOOKS[kind].word}: </span> : null}
              {text}
            </p>
          ))}
        </div>
      ))}
      {body.more ? <p className="px-3 py-2 text-sm text-faint">There are more changes than these.</p> : null}
    </Part>
  );
}

const LINE_LOOKS = {
  same: { sign: " ", word: "", look: "text-soft" },
  removed: { sign: "−", word: "before", look: "bg-bad-wash" },
  added: { sign: "+", word: "after", look: "bg-good-wash" },
} as const;
