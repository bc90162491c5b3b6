/**
 * Headers and query parameters as they came: ordered [name, value] pairs, case and repeats kept (RFC 9110 section 5.3).
 * Look-ups are functions over the pairs; nothing stores a merged object.
 */
export type Pairs = [name: string, value: string][];
export type ReadonlyPairs = readonly (readonly [name: string, value: string])[];

/** The first value under `name`, compared without case, or undefined. */
export function firstValue(pairs: ReadonlyPairs, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const [key, value] of pairs) {
    if (key.length === wanted.length && key.toLowerCase() === wanted) return value;
  }
  return undefined;
}

/** Every value under `name`, in order, compared without case. */
export function allValues(pairs: ReadonlyPairs, name: string): string[] {
  const wanted = name.toLowerCase();
  return pairs.filter(([key]) => key.toLowerCase() === wanted).map(([, value]) => value);
}

/** Node's flat [name, value, name, value …] list as pairs. */
export function pairsFromFlat(flat: readonly string[]): Pairs {
  const pairs: Pairs = [];
  for (let i = 0; i + 1 < flat.length; i += 2) pairs.push([flat[i] as string, flat[i + 1] as string]);
  return pairs;
}
