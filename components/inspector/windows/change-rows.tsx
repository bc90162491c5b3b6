"use client";
import type { ReactNode } from "react";
import type { CoverValue } from "#components/bin/cover-value.ts";
import { useCover } from "#components/bin/use-cover.tsx";
import { cutText } from "#components/ui/cut-text.ts";
import { cx } from "#components/ui/cx.ts";
import { formatCount } from "#components/ui/format.ts";
import type { PairChange } from "#lib/views/compare-pairs.ts";
import { coverOf, isCoveredIn, sidesOf } from "./change-sides.ts";

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

export type ChangeRowProps = {
  name: string;
  before?: string | undefined;
  after?: string | undefined;
  /** How what is secret in it is covered. */
  cover?: (value: string) => string;
};

const asItIs = (value: string) => value;

/** One place that changed. Signs say what the colours say. */
export function ChangeRow({ name, before, after, cover = asItIs }: ChangeRowProps) {
  const { shown, eye } = useCover(name, isCoveredIn({ name, before, after }, cover), cover);
  return (
    <div className={cx(SIDES, "gap-y-1 border-b px-3 py-2 text-sm last:border-b-0")}>
      <span className="flex items-start gap-1">
        <span className="verbatim min-w-0 font-medium text-soft">{name}</span>
        {eye}
      </span>
      {before === undefined ? <Nothing /> : <Side kind="removed" text={shown(before)} />}
      {after === undefined ? <Nothing /> : <Side kind="added" text={shown(after)} />}
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

export function PairRows({ changes, cover }: { changes: readonly PairChange[]; cover: CoverValue }) {
  return changes.map((change, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a finished comparison never moves
    <ChangeRow key={index} {...sidesOf(change)} cover={coverOf(change, cover)} />
  ));
}
