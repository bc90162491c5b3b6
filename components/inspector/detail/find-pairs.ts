import type { CoverValue } from "#components/bin/cover-value.ts";
import type { ReadonlyPairs } from "#lib/http/pairs.ts";

/**
 * The places of the pairs that hold what is looked for, in their name, in their value or across both ("host: example"), in any case. Of a
 * secret only what covers it is looked at: nobody learns it by trying letters.
 */
export function findPairs(
  pairs: ReadonlyPairs,
  wanted: string,
  cover: CoverValue = (_, value) => value,
): ReadonlySet<number> {
  const sought = wanted.trim().toLowerCase();
  const found = new Set<number>();
  for (const [place, [name, value]] of pairs.entries()) {
    const line = `${name}: ${cover(name, value)}`;
    if (line.toLowerCase().includes(sought)) found.add(place);
  }
  return found;
}
