import type { LoadResult } from "./load.ts";

/** What several ways were measured at, each so many times. */
export type Turns<N extends string> = Record<N, LoadResult[]>;

const ROUNDS = 3;

/**
 * Measures several ways by turns: a machine that is slower in one minute than in another, as one that is shared with strangers is, is slower
 * for all of them alike.
 */
export async function byTurns<N extends string>(
  ways: Record<N, () => Promise<LoadResult>>,
  rounds = ROUNDS,
): Promise<Turns<N>> {
  const names = Object.keys(ways) as N[];
  const seen = Object.fromEntries(names.map((name) => [name, []])) as unknown as Turns<N>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) seen[name].push(await ways[name]());
  }
  return seen;
}

/** The turn that was neither the best nor the worst. */
export function middle(results: LoadResult[]): LoadResult {
  return inTheMiddle(results, ({ perSecond }) => perSecond);
}

/** How one way compares with another: each turn with the other's turn beside it, and of these ratios the one in the middle. */
export function ratio(of: LoadResult[], to: LoadResult[]): number {
  const ratios = of.map((one, round) => one.perSecond / (to[round]?.perSecond ?? Number.NaN));
  return inTheMiddle(ratios, (value) => value);
}

function inTheMiddle<T>(values: T[], size: (value: T) => number): T {
  return values.toSorted((a, b) => size(a) - size(b))[values.length >> 1] as T;
}
