"use client";
import { type ReactNode, use, useMemo, useState } from "react";
import { hasSecrets, withSecrets } from "#components/bin/cover-value.ts";
import { SecretsButton, SecretsContext } from "#components/bin/secrets-shown.tsx";
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
  /** Offers to copy them all: how that is called, what stands between a name and its value, and between two pairs. */
  copy?: { label: string; separator: string; between?: string };
  /** Stands in the place of the table when there are none. */
  none?: ReactNode;
};

/** A titled table of pairs. Many can be narrowed to those one looks for. */
export function PairsSection({ title, copy, none, ...table }: PairsSectionProps) {
  const { pairs, cover } = table;
  const isSome = cover ? hasSecrets(pairs, cover) : false;
  const [wanted, setWanted] = useState("");
  const isLooking = wanted.trim() !== "";
  const { areShown } = use(SecretsContext);
  const only = useMemo(
    () => (isLooking ? findPairs(pairs, wanted, areShown ? undefined : cover) : undefined),
    [isLooking, pairs, wanted, areShown, cover],
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
          {isSome ? <SecretsButton /> : null}
          {copy ? (
            <CopyButton
              size="sm"
              label={withSecrets(copy.label, isSome)}
              text={() => pairs.map(([name, value]) => `${name}${copy.separator}${value}`).join(copy.between ?? "\n")}
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
