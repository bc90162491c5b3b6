import type { ReadonlyPairs } from "#lib/http/pairs.ts";

/** A pair and its place in its message. */
export type Placed = { name: string; value: string; at: number };

export type PairChange =
  | { kind: "added"; after: Placed }
  | { kind: "removed"; before: Placed }
  /** Another value, or the name written in another case. */
  | { kind: "changed"; before: Placed; after: Placed }
  /** The same pair, standing elsewhere among those that stayed. */
  | { kind: "moved"; before: Placed; after: Placed };

/**
 * What became of headers or parameters, in the order of the later message, what was removed last. Pairs belong together by name
 * (`nameOf` says when names are alike), repeats by equal value first and then in order.
 */
export function comparePairs(
  before: ReadonlyPairs,
  after: ReadonlyPairs,
  nameOf: (name: string) => string = (name) => name,
): PairChange[] {
  const left = byName(before, nameOf);
  const changes: PairChange[] = [];
  const stayed: { before: Placed; after: Placed }[] = [];
  for (const [name, arrived] of byName(after, nameOf)) {
    const gone = left.get(name) ?? [];
    const unmatched = arrived.filter((one) => {
      const equal = gone.findIndex((other) => other.value === one.value && other.name === one.name);
      const match = equal < 0 ? undefined : gone.splice(equal, 1)[0];
      if (match) stayed.push({ before: match, after: one });
      return !match;
    });
    for (const one of unmatched) {
      const other = gone.shift();
      changes.push(other ? { kind: "changed", before: other, after: one } : { kind: "added", after: one });
    }
  }
  stayed.sort((a, b) => a.after.at - b.after.at);
  const kept = longestRise(stayed.map((pair) => pair.before.at));
  for (const [index, pair] of stayed.entries()) if (!kept.has(index)) changes.push({ kind: "moved", ...pair });
  changes.sort((a, b) => placeOf(a) - placeOf(b));
  const removed = [...left.values()].flat().sort((a, b) => a.at - b.at);
  return [...changes, ...removed.map((one) => ({ kind: "removed" as const, before: one }))];
}

function placeOf(change: PairChange): number {
  return change.kind === "removed" ? change.before.at : change.after.at;
}

function byName(pairs: ReadonlyPairs, nameOf: (name: string) => string): Map<string, Placed[]> {
  const groups = new Map<string, Placed[]>();
  for (const [at, [name, value]] of pairs.entries()) {
    const group = groups.get(nameOf(name));
    if (group) group.push({ name, value, at });
    else groups.set(nameOf(name), [{ name, value, at }]);
  }
  return groups;
}

/** The indexes of a longest rising run (patience sorting): what kept its order, so that as little as possible counts as moved. */
function longestRise(values: number[]): Set<number> {
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [index, value] of values.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  }
  const kept = new Set<number>();
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) kept.add(index);
  return kept;
}
