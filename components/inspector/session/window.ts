import type { CapturePage, Summary } from "#lib/model/capture.ts";

/**
 * The part of a bin's captures that is held: newest first, without holes, and how many lie on either side of it.
 * Counts outside the window may be estimates; `newer` 0 and `older` 0 are always exact.
 */
export type Window = { rows: readonly Summary[]; newer: number; older: number };

export const EMPTY_WINDOW: Window = { rows: [], newer: 0, older: 0 };

/** How many rows are held at most: about 3 MB of summaries, some 60 screens. */
export const MAX_ROWS = 3000;

export function totalOf({ newer, rows, older }: Window): number {
  return newer + rows.length + older;
}

/** New captures, oldest first. They join the window only when it reaches up to the newest. */
export function addNewest(window: Window, captures: readonly Summary[]): Window {
  if (captures.length === 0) return window;
  if (window.newer > 0) return { ...window, newer: window.newer + captures.length };
  return { ...window, rows: [...captures.toReversed(), ...window.rows] };
}

/** Takes captures out, held or not. */
export function removeSeqs(window: Window, seqs: ReadonlySet<number>): Window {
  const rows = window.rows.filter((row) => !seqs.has(row.seq));
  const top = window.rows[0]?.seq ?? 0;
  const bottom = window.rows.at(-1)?.seq ?? 0;
  let { newer, older } = window;
  for (const seq of seqs) {
    if (seq > top) newer -= 1;
    else if (seq < bottom) older -= 1;
  }
  return { rows, newer: Math.max(0, newer), older: Math.max(0, older) };
}

/** Puts one capture back where its number says, when it lies inside the window or touches its ends. */
export function restore(window: Window, capture: Summary): Window {
  const { rows, newer, older } = window;
  const at = rows.findIndex((row) => row.seq < capture.seq);
  const index = at < 0 ? rows.length : at;
  if (index === 0 && newer > 0) return { ...window, newer: newer + 1 };
  if (index === rows.length && older > 0) return { ...window, older: older + 1 };
  return { rows: [...rows.slice(0, index), capture, ...rows.slice(index)], newer, older };
}

/** A page that follows the window's last row. `total` counts the whole bin. */
export function addOlder(window: Window, captures: readonly Summary[], isLast: boolean, total: number): Window {
  const bottom = window.rows.at(-1)?.seq ?? Number.POSITIVE_INFINITY;
  const rows = [...window.rows, ...captures.filter((capture) => capture.seq < bottom)];
  return { rows, newer: window.newer, older: isLast ? 0 : Math.max(1, total - window.newer - rows.length) };
}

/** A page that precedes the window's first row, oldest first. `reachesTop` when nothing newer is known. */
export function addNewer(window: Window, captures: readonly Summary[], reachesTop: boolean): Window {
  const top = window.rows[0]?.seq ?? 0;
  const added = captures.filter((capture) => capture.seq > top).toReversed();
  const newer = reachesTop ? 0 : Math.max(1, window.newer - added.length);
  return { rows: [...added, ...window.rows], newer, older: window.older };
}

/** The newest page is the truth about the range it spans: joins the window when they touch, else takes its place. */
export function mergeNewestPage(window: Window, captures: readonly Summary[], isLast: boolean, total: number): Window {
  const end = captures.at(-1)?.seq;
  if (end === undefined || isLast) return { rows: captures, newer: 0, older: 0 };
  const touches = window.newer === 0 && (window.rows[0]?.seq ?? 0) >= end - 1;
  const rest = touches ? window.rows.filter((row) => row.seq < end) : [];
  const rows = [...captures, ...rest];
  const older = rest.length > 0 && window.older === 0 ? 0 : Math.max(1, total - rows.length);
  return { rows, newer: 0, older };
}

/** The oldest page, oldest first, takes the window's place. `reachesTop` when nothing newer is known. `total` counts the whole bin. */
export function windowAtEnd(captures: readonly Summary[], reachesTop: boolean, total: number): Window {
  return { rows: captures.toReversed(), newer: reachesTop ? 0 : Math.max(1, total - captures.length), older: 0 };
}

/** A page from the middle takes the window's place; where it lies is read from its numbers. */
export function windowAround(page: CapturePage, known: number, total: number): Window {
  const rows = page.captures.filter((capture) => capture.seq <= known);
  const top = rows[0];
  if (!top) return EMPTY_WINDOW;
  const span = Math.max(1, known - page.firstSeq + 1);
  const rank = Math.round(((known - top.seq) * total) / span);
  const most = Math.max(0, total - rows.length - (page.next === null ? 0 : 1));
  const newer = top.seq >= known ? 0 : page.next === null ? most : Math.min(Math.max(1, rank), most);
  return { rows, newer, older: page.next === null ? 0 : Math.max(1, total - newer - rows.length) };
}

/** Lets go of the rows farthest from `seq` when more than MAX_ROWS are held. */
export function trimAround(window: Window, seq: number): Window {
  const { rows } = window;
  if (rows.length <= MAX_ROWS) return window;
  const found = rows.findIndex((row) => row.seq <= seq);
  const middle = found < 0 ? rows.length : found;
  const keep = Math.floor(MAX_ROWS * 0.8);
  const start = Math.min(Math.max(0, middle - Math.floor(keep / 2)), rows.length - keep);
  return {
    rows: rows.slice(start, start + keep),
    newer: window.newer + start,
    older: window.older + rows.length - start - keep,
  };
}

/** The number a capture at `rank` (0 is the newest) should have, if holes are spread evenly. */
export function seqAtRank(rank: number, known: number, firstSeq: number, total: number): number {
  if (total <= 0) return known;
  const span = Math.max(1, known - firstSeq + 1);
  return Math.max(firstSeq, Math.round(known - (rank * span) / total));
}
