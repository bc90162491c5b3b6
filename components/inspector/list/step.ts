import type { Summary } from "#lib/model/capture.ts";

/** The row `by` steps down from the one selected (up, when negative), but no farther than the ends. Where that one is gone, from its place. */
export function rowAt(rows: readonly Summary[], selected: number | null, by: number): Summary | undefined {
  const below = selected === null ? 0 : rows.findIndex((row) => row.seq <= selected);
  const at = below < 0 ? rows.length : below;
  const isThere = rows[at]?.seq === selected;
  const to = isThere || by < 0 ? at + by : at + by - 1;
  return rows[Math.min(Math.max(0, to), rows.length - 1)];
}

/** Who takes the place of a capture that goes: the next older one listed, or for the oldest the one above it. */
export function neighbourOf(rows: readonly Summary[], seq: number): Summary | undefined {
  return rows.find((row) => row.seq < seq) ?? rows.findLast((row) => row.seq > seq);
}
