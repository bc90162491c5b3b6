"use client";
import ListFilter from "lucide-react/icons/list-filter";
import { type ReactNode, useState } from "react";
import type { CoverValue } from "#components/bin/cover-value.ts";
import { useCover } from "#components/bin/use-cover.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { cutText } from "#components/ui/cut-text.ts";
import { formatCount } from "#components/ui/format.ts";
import { RowTool } from "#components/ui/row-tool.tsx";
import type { ReadonlyPairs } from "#lib/http/pairs.ts";

export type PairsTableProps = {
  /** What the pairs are, for screen readers: "Headers". */
  label: string;
  pairs: ReadonlyPairs;
  /** How secrets are covered; nothing is one without it. */
  cover?: CoverValue;
  /** How a name is drawn; plain without it. */
  name?: (name: string) => ReactNode;
  /** What shows only captures with this pair; null where the list cannot find them. */
  filterFor?: (name: string, value: string) => (() => void) | null;
  /** The places of those that are shown; all without it. */
  only?: ReadonlySet<number>;
};

/** More are drawn when asked for: a message may carry thousands, and drawing them would hold the page up. */
const MAX_ROWS = 100;

/** Ordered pairs as they came: repeats stay apart, nothing is merged, sorted or corrected. */
export function PairsTable({ label, pairs, cover, name: drawName, filterFor, only }: PairsTableProps) {
  const [whole, setWhole] = useState(false);
  const rows = [...pairs.entries()].filter(([place]) => only?.has(place) ?? true);
  const rest = whole ? 0 : Math.max(0, rows.length - MAX_ROWS);
  return (
    <div className="@container/pairs overflow-hidden rounded-lg border bg-surface">
      <table aria-label={label} className="w-full table-fixed border-collapse text-sm">
        <colgroup>
          <col className="w-[34%] @max-sm/pairs:w-[40%] @3xl/pairs:w-72" />
          <col />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, rows.length - rest).map(([place, [name, value]]) => (
            // Pairs repeat and never move; the place is their identity: a secret that was uncovered stays the one that is.
            <tr key={place} className="group/row border-b align-top last:border-b-0 hover:bg-hover">
              <th scope="row" className="verbatim py-1.5 pr-2 pl-3 text-left text-sm font-medium text-soft">
                {drawName ? drawName(name) : name}
              </th>
              <td className="py-1.5 pr-1 pl-1">
                <Value name={name} value={value} covered={cover?.(name, value) ?? value} filterFor={filterFor} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 ? (
        <Button look="ghost" className="m-1.5" onClick={() => setWhole(true)}>
          Show {formatCount(rest)} more
        </Button>
      ) : null}
    </div>
  );
}

/** Longer values are folded until asked for: one header may carry 60 kB. */
const FOLD_AT = 600;

type ValueProps = { name: string; value: string; covered: string; filterFor: PairsTableProps["filterFor"] };

const QUIET = "-my-0.5 opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100";

function Value({ name, value, covered, filterFor }: ValueProps) {
  const { isCovered, shown, eye } = useCover(name, covered !== value, () => covered);
  const [unfolded, setUnfolded] = useState(false);
  const filter = isCovered ? null : filterFor?.(name, value);
  const text = shown(value);
  const folded = text.length > FOLD_AT && !unfolded;
  return (
    <div className="flex items-start gap-1">
      <span className="verbatim min-w-0 flex-1 text-ink">
        {folded ? text.slice(0, FOLD_AT) : text}
        {value === "" ? <em className="text-faint not-italic">empty</em> : null}
        {folded ? (
          <button
            type="button"
            onClick={() => setUnfolded(true)}
            className="ml-1 rounded-sm bg-hover px-1 font-sans text-xs text-soft underline hover:text-ink"
          >
            and {text.length - FOLD_AT} more characters
          </button>
        ) : null}
      </span>
      {eye}
      {filter ? (
        <RowTool
          label={`Filter by this value of ${cutText(name, 80)}`}
          onClick={filter}
          icon={<ListFilter aria-hidden className="size-3.5" />}
          className={QUIET}
        />
      ) : null}
      <CopyButton size="sm" text={value} label={`Copy the value of ${cutText(name, 80)}`} className={QUIET} />
    </div>
  );
}
