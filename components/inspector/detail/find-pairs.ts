import { maskSecret } from "#components/bin/secret-headers.ts";
import type { ReadonlyPairs } from "#lib/http/pairs.ts";

/**
 * The places of the pairs that hold what is looked for, in their name, in their value or across both ("host: example"), in any case. Of a
 * secret only what covers it is looked at: nobody learns it by trying letters.
 */
export function findPairs(
  pairs: ReadonlyPairs,
  wanted: string,
  isSecret: (name: string) => boolean = () => false,
): ReadonlySet<number> {
  const sought = wanted.trim().toLowerCase();
  const found = new Set<number>();
  for (const [place, [name, value]] of pairs.entries()) {
    const line = `${name}: ${isSecret(name) ? maskSecret(value) : value}`;
    if (line.toLowerCase().includes(sought)) found.add(place);
  }
  return found;
}
