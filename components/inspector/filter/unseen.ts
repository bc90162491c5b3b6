import type { Summary } from "#lib/model/capture.ts";

/** Which of the captures that a filter finds the reader has not seen: those that came while they looked elsewhere. */
export type Unseen = {
  /** The newest number that has been on screen; null while the reader looks at the top of the list. */
  since: number | null;
  /** Back at the list, or on the way up, one sees for a while where what is new begins: above this number. */
  line: number | null;
};

export const LOOKING: Unseen = { since: null, line: null };

/** The reader looked away before the first page came: all that it brings has been there. */
const NOT_YET = Number.POSITIVE_INFINITY;

/** `newest`: the highest number that the list has been judged up to; null before its first page. */
export function look(unseen: Unseen, on: boolean, rows: readonly Summary[], newest: number | null): Unseen {
  if (!on) return unseen.since === null ? { since: newest ?? NOT_YET, line: null } : unseen;
  return { since: null, line: countUnseen(unseen, rows) > 0 ? unseen.since : unseen.line };
}

/** The first page has come. */
export function settle(unseen: Unseen, newest: number): Unseen {
  return unseen.since === NOT_YET ? { ...unseen, since: newest } : unseen;
}

/** This one and those below it have been on screen. What the reader went up to keeps its line. */
export function show(unseen: Unseen, upTo: number, isArrival: boolean): Unseen {
  const { since, line } = unseen;
  if (since === null || upTo <= since) return unseen;
  return { since: upTo, line: isArrival ? line : (line ?? since) };
}

/** The reader chose: with the newest chosen, nothing is unseen. */
export function choose(unseen: Unseen, seq: number | null, rows: readonly Summary[]): Unseen {
  const isNewest = seq !== null && seq === rows[0]?.seq;
  return { since: isNewest && unseen.since !== null ? seq : unseen.since, line: null };
}

/** `rows`, newest first. */
export function countUnseen({ since }: Unseen, rows: readonly Summary[]): number {
  if (since === null) return 0;
  const seen = rows.findIndex(({ seq }) => seq <= since);
  return seen < 0 ? rows.length : seen;
}

/** The number above which a line is drawn, if any. */
export function lineOf(unseen: Unseen, rows: readonly Summary[]): number | null {
  return unseen.line ?? (countUnseen(unseen, rows) > 0 ? unseen.since : null);
}
