"use client";
import { coverField } from "#components/bin/cover-value.ts";
import { formatBytes, formatCount } from "#components/ui/format.ts";
import { pairLines } from "../answers/paired-lines.ts";
import type { CoveredComparison } from "../body/compare-covered.ts";
import { ChangeRow, Nothing, PairRows, Part, Side } from "./change-rows.tsx";

/** What became of the body. */
export function BodyChanges({ body }: Pick<CoveredComparison, "body">) {
  switch (body.kind) {
    case "same":
      return <p className="text-sm text-faint">The bodies are the same, byte for byte.</p>;
    case "covered":
      return <p className="text-sm text-faint">The bodies differ in secrets alone, which are covered.</p>;
    case "form":
      if (body.changes.length === 0) return <WrittenDifferently />;
      return (
        <Part title="Body" count={body.changes.length}>
          <PairRows changes={body.changes} cover={coverField} />
        </Part>
      );
    case "binary":
      return (
        <Part title="Body">
          <ChangeRow name="size" before={formatBytes(body.beforeBytes)} after={formatBytes(body.afterBytes)} />
          <ChangeRow name="first difference" after={`at byte ${formatCount(body.firstDifference)}`} />
        </Part>
      );
    case "json":
      if (body.changes.length === 0) return <WrittenDifferently />;
      return (
        <Part title="Body" count={body.changes.length}>
          {body.changes.map((change) => (
            <ChangeRow
              key={`${change.kind} ${change.path}`}
              name={change.path || "the whole body"}
              before={"before" in change ? change.before : undefined}
              after={"after" in change ? change.after : undefined}
            />
          ))}
          {body.more ? <More /> : null}
        </Part>
      );
    case "text":
      return (
        <Part title="Body">
          {body.hunks.map((hunk) => (
            <div key={`${hunk.beforeLine} ${hunk.afterLine}`} className="border-b py-1.5 text-sm last:border-b-0">
              {pairLines(hunk.lines).map(({ isSame, left, right }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a finished comparison never moves
                <div key={index} className="grid gap-x-4 px-3 leading-6 sm:grid-cols-2">
                  {isSame && left !== null ? (
                    <>
                      <Same text={left} />
                      <Same text={left} again />
                    </>
                  ) : (
                    <>
                      {left === null ? <Nothing /> : <Side kind="removed" text={left} />}
                      {right === null ? <Nothing /> : <Side kind="added" text={right} />}
                    </>
                  )}
                </div>
              ))}
            </div>
          ))}
          {body.more ? <More /> : null}
        </Part>
      );
  }
}

function WrittenDifferently() {
  return <p className="text-sm text-faint">The bodies hold the same values, written differently.</p>;
}

/** A line that stayed, in both columns; read out and shown on a phone only once. */
function Same({ text, again = false }: { text: string; again?: boolean }) {
  return (
    <span aria-hidden={again || undefined} className={`verbatim px-1.5 text-faint${again ? " max-sm:hidden" : ""}`}>
      <span className="mr-1.5 select-none" aria-hidden>
        {"\u00a0"}
      </span>
      {text}
    </span>
  );
}

function More() {
  return <p className="px-3 py-2 text-sm text-faint">There are more changes than these.</p>;
}
