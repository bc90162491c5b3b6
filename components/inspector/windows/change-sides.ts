import type { CoverValue } from "#components/bin/cover-value.ts";
import type { PairChange } from "#lib/views/compare-pairs.ts";

/** What a change is called and what stands on either side of it; what is not there stands nowhere. */
export type ChangeSides = { name: string; before?: string | undefined; after?: string | undefined };

export function sidesOf(change: PairChange): ChangeSides {
  switch (change.kind) {
    case "added":
      return { name: change.after.name, after: change.after.value };
    case "removed":
      return { name: change.before.name, before: change.before.value };
    case "changed": {
      const { before, after } = change;
      const name = before.name === after.name ? after.name : `${after.name} (was ${before.name})`;
      return { name, before: before.value, after: after.value };
    }
    case "moved":
      return {
        name: change.after.name,
        before: `place ${change.before.at + 1}`,
        after: `place ${change.after.at + 1}`,
      };
  }
}

/** Covers the values of a change as those of its name are covered. Places are no secrets. */
export function coverOf(change: PairChange, cover: CoverValue): (value: string) => string {
  if (change.kind === "moved") return (place) => place;
  const { name } = change.kind === "removed" ? change.before : change.after;
  return (value) => cover(name, value);
}

/** Whether one of its sides is covered. */
export function isCoveredIn({ before = "", after = "" }: ChangeSides, cover: (value: string) => string): boolean {
  return cover(before) !== before || cover(after) !== after;
}
