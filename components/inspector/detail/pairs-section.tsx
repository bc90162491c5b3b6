"use client";
import { type ReactNode, useMemo, useState } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { formatCount } from "#components/ui/format.ts";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { findPairs } from "./find-pairs.ts";
import { PairsTable, type PairsTableProps } from "./pairs-table.tsx";
import { Section } from "./section.tsx";

const PairsFind = lazyPart(async () => (await import("./pairs-find.tsx")).PairsFind, { name: "Finding" });

/** Fewer are found by looking at them. */
const FIND_FROM = 13;

export type PairsSectionProps = Omit<PairsTableProps, "only"> & {
  title: string;
  /** Offers to copy them all: how that is called, and what stands between a name and its value. */
  copy?: { label: string; separator: string };
  /** Stands in the place of the table when there are none. */
  none?: ReactNode;
};

/** A titled table of pairs. Many can be narrowed to those one looks for. */
export function PairsSection({ title, copy, none, ...table }: PairsSectionProps) {
  const { pairs, isSecret } = table;
  const [wanted, setWanted] = useState("");
  const isLooking = wanted.trim() !== "";
  const only = useMemo(
    () => (isLooking ? findPairs(pairs, wanted, isSecret) : undefined),
    [isLooking, pairs, wanted, isSecret],
  );
  const count = formatCount(pairs.length);
  const isMany = pairs.length >= FIND_FROM;
  return (
    <Section
      title={title}
      count={isMany ? <output>{only ? `${formatCount(only.size)} of ${count}` : count}</output> : count}
      tools={
        <>
          {isMany ? <PairsFind what={title.toLowerCase()} text={wanted} onChange={setWanted} /> : null}
          {copy ? (
            <CopyButton
              size="sm"
              label={copy.label}
              text={() => pairs.map(([name, value]) => `${name}${copy.separator}${value}`).join("\n")}
            />
          ) : null}
        </>
      }
    >
      {pairs.length === 0 ? (
        none
      ) : only?.size === 0 ? (
        <p className="rounded-lg border border-dashed px-3 py-2.5 text-sm text-soft">
          None of them has this in its name or its value. Covered values are not looked into.
        </p>
      ) : (
        <PairsTable {...table} {...(only && { only })} />
      )}
    </Section>
  );
}
