/** Lengths of time as people write them in a schedule. */

const UNITS: readonly (readonly [string, number])[] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
  ["ms", 1],
];

/** 0 s, 500 ms, 5 s, 90 s, 5 min, 2 h, 3 d: the largest unit that leaves no rest. */
export function formatSpan(ms: number): string {
  if (ms === 0) return "0 s";
  const [unit, size] = UNITS.find(([, size]) => ms % size === 0) ?? (["ms", 1] as const);
  return `${ms / size} ${unit}`;
}

/** "5 s", "5s", "1.5 min", "250ms", or a bare number of seconds; in milliseconds. Null for anything else. */
export function parseSpan(text: string): number | null {
  const match = /^(\d{1,9}(?:\.\d{1,3})?) ?(ms|s|sec|m|min|h|d)?$/i.exec(text.trim());
  if (!match) return null;
  const unit = (match[2] ?? "s").toLowerCase();
  const name = unit === "sec" ? "s" : unit === "m" ? "min" : unit;
  const size = UNITS.find(([known]) => known === name)?.[1];
  return size === undefined ? null : Math.round(Number(match[1]) * size);
}

/** Spans between commas; null when one of them cannot be read or there is none. */
export function parseSpans(text: string): number[] | null {
  const spans = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(parseSpan);
  const known = spans.filter((span) => span !== null);
  return known.length === spans.length && known.length > 0 ? known : null;
}
