"use client";
import { type ReactNode, useMemo } from "react";
import { coverHeader } from "#components/bin/cover-value.ts";
import { Status } from "#components/bin/marks.tsx";
import { statusText } from "#components/bin/status-text.ts";
import { useCover } from "#components/bin/use-cover.tsx";
import { cx } from "#components/ui/cx.ts";
import { formatBytes, formatCount, formatDuration } from "#components/ui/format.ts";
import { spell } from "#lib/model/sender-attempts.ts";
import { type BodyDifference, compareBodies } from "#lib/views/compare.ts";
import { comparePairs, type PairChange } from "#lib/views/compare-pairs.ts";
import { coverOf, isCoveredIn, sidesOf } from "../windows/change-sides.ts";
import type { Answer } from "./answers.ts";
import { pairLines } from "./paired-lines.ts";

/** Status, time, headers and body of two answers in two columns. */
export function SideBySide({ left, right }: { left: Answer; right: Answer }) {
  const headers = useMemo(() => comparePairs(left.headers, right.headers, (name) => name.toLowerCase()), [left, right]);
  const body = useMemo(() => (left.body && right.body ? compareBodies(left.body, right.body) : null), [left, right]);
  const unlisted = left.unlisted ?? right.unlisted;
  const alike = right.headers.length - headers.filter(({ kind }) => kind === "added" || kind === "changed").length;
  return (
    <div className="mt-5 flex flex-col gap-6">
      <Part title="Status">
        <Two
          isSame={left.status === right.status}
          left={<StatusOf answer={left} />}
          right={<StatusOf answer={right} />}
        />
      </Part>
      <Part title="Time">
        <Two isSame left={timeOf(left)} right={timeOf(right)} />
      </Part>
      <Part title="Headers" note={alike > 0 ? `${formatCount(alike)} the same in both` : ""}>
        {headers.length === 0 ? <Nothing>{alike > 0 ? "No other." : "Neither has any."}</Nothing> : null}
        {headers.map((change, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a finished comparison never moves
          <HeaderRow key={index} change={change} />
        ))}
        {unlisted ? <Nothing>{unlisted}</Nothing> : null}
      </Part>
      <Part title="Body">
        {body ? <BodyRows body={body} left={left} right={right} /> : <Bodies left={left} right={right} />}
        {body && (left.why || right.why) ? <Two isSame left={keptOf(left)} right={keptOf(right)} /> : null}
      </Part>
    </div>
  );
}

function Part({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-2 text-sm font-semibold">
        {title} {note ? <span className="ml-1 font-normal text-faint">{note}</span> : null}
      </h3>
      <div className="overflow-hidden rounded-lg border bg-surface">{children}</div>
    </section>
  );
}

/** One row of both columns. The colour repeats what the row's place says: the left one, then the right one. */
type TwoProps = { name?: string; tool?: ReactNode; left: ReactNode; right: ReactNode; isSame: boolean };

function Two({ name, tool, left, right, isSame }: TwoProps) {
  const cell = "verbatim min-w-0 px-3 py-1.5 text-sm";
  return (
    <div className="border-b last:border-b-0">
      {name === undefined ? null : (
        <p className="flex items-center gap-1 px-3 pt-1.5 text-xs font-medium text-faint">
          <span className="verbatim min-w-0">{name}</span>
          {tool}
        </p>
      )}
      <div className="grid grid-cols-2 divide-x">
        <div className={cx(cell, !isSame && left !== null && "bg-bad-wash")}>{left ?? <Absent />}</div>
        <div className={cx(cell, !isSame && right !== null && "bg-good-wash")}>{right ?? <Absent />}</div>
      </div>
    </div>
  );
}

const Absent = () => <span className="font-sans text-faint">not there</span>;

function Nothing({ children }: { children: ReactNode }) {
  return <p className="px-3 py-2 text-sm text-faint">{children}</p>;
}

function StatusOf({ answer: { status, why } }: { answer: Answer }) {
  if (status === null) return <span className="font-sans text-bad">{why ?? "No answer"}</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5 font-sans">
      <Status code={status} /> <span className="text-soft">{statusText(status)}</span>
    </span>
  );
}

function timeOf({ tookMs, heldMs, id }: Answer): ReactNode {
  const took = tookMs === null ? [] : [id === "reply" ? `about ${spell(tookMs)}` : formatDuration(tookMs)];
  const held = heldMs === null ? [] : [`held back ${spell(heldMs)}`];
  return <span className="figures font-sans text-soft">{[...took, ...held].join(", ") || "at once"}</span>;
}

const MAX_SHOWN_CHARS = 2000;
const cut = (text: string) => (text === "" ? "(empty)" : text.slice(0, MAX_SHOWN_CHARS));

function HeaderRow({ change }: { change: PairChange }) {
  const sides = sidesOf(change);
  const { name, before, after } = sides;
  const cover = coverOf(change, coverHeader);
  const { shown, eye } = useCover(name, isCoveredIn(sides, cover), cover);
  const side = (value: string | undefined) => (value === undefined ? null : cut(shown(value)));
  return <Two name={name} tool={eye} left={side(before)} right={side(after)} isSame={false} />;
}

/** When one of the two was not kept there is nothing to compare. */
function Bodies({ left, right }: { left: Answer; right: Answer }) {
  const shown = ({ body, why }: Answer) => (
    <span className="font-sans text-faint">
      {body ? `${formatBytes(body.length)}, nothing to compare it with` : (why ?? "The answer had no body.")}
    </span>
  );
  return <Two left={shown(left)} right={shown(right)} isSame />;
}

/** How much of a body is there; the rest was not kept. */
function keptOf({ body, why }: Answer): ReactNode {
  return <span className="font-sans text-faint">{why ?? `All of it: ${formatBytes(body?.length ?? 0)}.`}</span>;
}

function BodyRows({ body, left, right }: { body: BodyDifference; left: Answer; right: Answer }) {
  switch (body.kind) {
    case "same":
      if (left.why || right.why) return <Nothing>The same as far as it is kept.</Nothing>;
      return <Nothing>{left.body?.length ? "The same, byte for byte." : "Both are empty."}</Nothing>;
    case "binary":
      return (
        <>
          <Two name="size" left={formatBytes(body.beforeBytes)} right={formatBytes(body.afterBytes)} isSame={false} />
          <Nothing>The first difference is at byte {formatCount(body.firstDifference)}.</Nothing>
        </>
      );
    case "json":
      return (
        <>
          {body.changes.length === 0 ? <Nothing>The same values, written differently.</Nothing> : null}
          {body.changes.map((change) => (
            <Two
              key={`${change.kind} ${change.path}`}
              name={change.path || "the whole body"}
              left={"before" in change ? cut(change.before) : null}
              right={"after" in change ? cut(change.after) : null}
              isSame={false}
            />
          ))}
          {body.more ? <Nothing>There are more differences than these.</Nothing> : null}
        </>
      );
    case "text":
      return (
        <>
          {body.hunks.flatMap((hunk) =>
            pairLines(hunk.lines).map((pair, index) => (
              <Two
                // biome-ignore lint/suspicious/noArrayIndexKey: a finished comparison never moves
                key={`${hunk.beforeLine} ${hunk.afterLine} ${index}`}
                left={pair.left}
                right={pair.right}
                isSame={pair.isSame}
              />
            )),
          )}
          {body.more ? <Nothing>There are more differences than these.</Nothing> : null}
        </>
      );
  }
}
