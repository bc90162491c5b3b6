"use client";
import type { ReactNode } from "react";
import { maskSecret } from "#components/bin/secret-headers.ts";
import { cutText } from "#components/ui/cut-text.ts";
import { cx } from "#components/ui/cx.ts";
import { formatCount } from "#components/ui/format.ts";
import type { PairChange, Placed } from "#lib/views/compare-pairs.ts";

/** What it is, what it was, what it became: beside each other; on a phone below each other. */
export const SIDES = "grid gap-x-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_minmax(0,3fr)]";

export function Part({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
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

export type ChangeRowProps = { name: string; before?: string | undefined; after?: string | undefined };

/** One place that changed. Signs say what the colours say. */
export function ChangeRow({ name, before, after }: ChangeRowProps) {
  return (
    <div className={cx(SIDES, "gap-y-1 border-b px-3 py-2 text-sm last:border-b-0")}>
      <span className="verbatim font-medium text-soft">{name}</span>
      {before === undefined ? <Nothing /> : <Side kind="removed" text={before} />}
      {after === undefined ? <Nothing /> : <Side kind="added" text={after} />}
    </div>
  );
}

const MAX_SHOWN_CHARS = 2000;

const KINDS = {
  removed: { sign: "−", word: "before", look: "bg-bad-wash", signLook: "text-bad" },
  added: { sign: "+", word: "after", look: "bg-good-wash", signLook: "text-good" },
} as const;

export function Side({ kind, text }: { kind: keyof typeof KINDS; text: string }) {
  const { sign, word, look, signLook } = KINDS[kind];
  return (
    <span className={cx("verbatim flex self-start rounded-xs px-1.5", look)}>
      <span aria-hidden className={cx("mr-1.5 select-none", signLook)}>
        {sign}
      </span>
      <span className="sr-only">{word}: </span>
      <span className="min-w-0 text-ink">{text === "" ? "(empty)" : cutText(text, MAX_SHOWN_CHARS)}</span>
    </span>
  );
}

/** The column where there was nothing, or is nothing any more. */
export function Nothing() {
  return <span aria-hidden className="max-sm:hidden" />;
}

type PairRowsProps = { changes: readonly PairChange[]; isSecret?: (name: string) => boolean };

export function PairRows({ changes, isSecret }: PairRowsProps) {
  const shown = ({ name, value }: Placed) => (isSecret?.(name) ? maskSecret(value) : value);
  // biome-ignore lint/suspicious/noArrayIndexKey: a finished comparison never moves
  return changes.map((change, index) => <PairRow key={index} change={change} shown={shown} />);
}

function PairRow({ change, shown }: { change: PairChange; shown: (pair: Placed) => string }) {
  switch (change.kind) {
    case "added":
      return <ChangeRow name={change.after.name} after={shown(change.after)} />;
    case "removed":
      return <ChangeRow name={change.before.name} before={shown(change.before)} />;
    case "changed": {
      const renamed = change.before.name === change.after.name ? "" : ` (was ${change.before.name})`;
      return <ChangeRow name={change.after.name + renamed} before={shown(change.before)} after={shown(change.after)} />;
    }
    case "moved":
      return (
        <ChangeRow
          name={change.after.name}
          before={`place ${change.before.at + 1}`}
          after={`place ${change.after.at + 1}`}
        />
      );
  }
}
