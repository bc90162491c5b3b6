import type { Pairs } from "#lib/http/pairs.ts";

/** Forms of headers have rows that nobody has written in: they are not sent, and what the server says counts without them. */

type Row = { name: string; value: string };

const isFilled = ({ name, value }: Row) => name !== "" || value !== "";

export function filled<Kind extends Row>(rows: readonly Kind[]): Kind[] {
  return rows.filter(isFilled);
}

export function filledPairs(pairs: Pairs): Pairs {
  return pairs.filter(([name, value]) => isFilled({ name, value }));
}

/** Where row `index` stands among those that are sent; null for one that is not. */
export function sentPlace(rows: readonly Row[], index: number): number | null {
  const row = rows[index];
  return row && isFilled(row) ? filled(rows.slice(0, index)).length : null;
}
