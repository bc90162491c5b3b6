import type { CapturePage, Summary } from "#lib/model/capture.ts";
import type { Mark } from "#lib/model/mark.ts";
import { withMark } from "../session/marks.ts";
import type { SessionEvent } from "../session/session.ts";
import { filterQuery, fits, type ListFilter, needsServer } from "./filter-text.ts";

/**
 * The captures that a filter finds, newest first. It hears the same events as the session, so that what arrives, changes or goes does
 * so here too. What should be asked for stands in `ask`; the hook beside this file does the asking.
 */
export type Found = {
  filter: ListFilter;
  rows: readonly Summary[];
  hidden: ReadonlySet<number>;
  /** The query of the page that follows; null when all have been seen. */
  next: string | null;
  ask: FindAsk | null;
  problem: string | null;
  epoch: number;
  /** For what only the server can judge: it has judged captures up to this number, null before its first page; some came up to that one. */
  judged: number | null;
  arrived: number;
};

/** `upTo`: this looks only at what arrived since, up to this number. */
export type FindAsk = { query: string; epoch: number; upTo?: number };

export type FoundEvent =
  | SessionEvent
  | { kind: "filter"; filter: ListFilter | null }
  | { kind: "found"; epoch: number; page: CapturePage }
  | { kind: "find failed"; epoch: number; problem: string }
  | { kind: "find more" };

/** A page may find few, as each looks at a bounded number: so many are gathered before it rests. */
const SCREENFUL = 60;
/** More than anybody reads; a narrower filter serves better. */
export const MAX_FOUND = 5000;

export function reduceFound(found: Found | null, event: FoundEvent): Found | null {
  if (event.kind === "filter") return event.filter === null ? null : startFound(event.filter, found?.epoch ?? 0);
  if (found === null) return null;
  switch (event.kind) {
    case "found":
      return event.epoch === found.ask?.epoch ? takePage(found, event.page) : found;
    case "find failed":
      return event.epoch === found.ask?.epoch ? fail(found, found.ask, event.problem) : found;
    case "find more":
      return askOn({ ...found, problem: null }, true);
    case "captures":
      return add(found, event.captures);
    case "joined":
      if (!event.answer.ok) return found;
      // Too far behind to be told row by row.
      return event.answer.more ? startFound(found.filter, found.epoch) : add(found, event.answer.missed);
    case "removed":
      return { ...found, rows: found.rows.filter(({ seq }) => !event.seqs.includes(seq)) };
    case "removed all":
      return { ...found, rows: [], next: null, ask: null, judged: found.judged ?? 0 };
    case "mark":
      return takeMark(found, event.mark);
    case "hide":
      return { ...found, hidden: new Set([...found.hidden, event.seq]) };
    case "unhide":
      return { ...found, hidden: new Set([...found.hidden].filter((seq) => seq !== event.seq)) };
    default:
      return found;
  }
}

/** Those on screen. */
export function shownOf({ rows, hidden }: Found): readonly Summary[] {
  return hidden.size === 0 ? rows : rows.filter(({ seq }) => !hidden.has(seq));
}

function startFound(filter: ListFilter, lastEpoch: number): Found {
  const epoch = lastEpoch + 1;
  const ask = { query: filterQuery(filter), epoch };
  const unseen = { rows: [], hidden: new Set<number>(), next: null, problem: null, judged: null, arrived: 0 };
  return { ...unseen, filter, ask, epoch };
}

function fail(found: Found, { query, upTo }: FindAsk, problem: string): Found {
  return { ...found, ask: null, problem, ...(upTo === undefined && { next: query }) };
}

function takePage(found: Found, page: CapturePage): Found {
  const bottom = found.rows.at(-1)?.seq ?? Number.POSITIVE_INFINITY;
  const held = new Set(found.rows.map(({ seq }) => seq));
  const older = page.captures.filter(({ seq }) => !held.has(seq));
  const rows = [...found.rows, ...older];
  // Rows that arrived while the first page was under way may be newer than what it brings, never older.
  if (older.some(({ seq }) => seq > bottom)) rows.sort((a, b) => b.seq - a.seq);
  const settled = { ...found, rows: rows.slice(0, MAX_FOUND), ask: null, problem: null };
  if (found.ask?.upTo !== undefined) return takeNewer(settled, found.ask.upTo, page.next);
  const next = rows.length >= MAX_FOUND ? null : page.next;
  return askOn({ ...settled, next, judged: found.judged ?? page.lastSeq }, rows.length < SCREENFUL);
}

function takeNewer(found: Found, upTo: number, rest: string | null): Found {
  if (rest === null) return askOn({ ...found, judged: upTo }, false);
  const epoch = found.epoch + 1;
  return { ...found, epoch, ask: { query: rest, epoch, upTo } };
}

/** Asks for older ones when wanted, else for the server's word on what arrived; one at a time. */
function askOn(found: Found, wantsOlder: boolean): Found {
  const { ask, next, judged, arrived, filter, problem } = found;
  if (ask) return found;
  const epoch = found.epoch + 1;
  if (wantsOlder && next !== null) return { ...found, epoch, ask: { query: next, epoch } };
  if (judged === null || arrived <= judged || problem !== null) return found;
  return { ...found, epoch, ask: { query: filterQuery(filter, judged), epoch, upTo: arrived } };
}

function add(found: Found, captures: readonly Summary[]): Found {
  const held = new Set(found.rows.map(({ seq }) => seq));
  const fresh = captures.filter((one) => fits(one, found.filter) && !held.has(one.seq));
  if (fresh.length === 0) return found;
  if (needsServer(found.filter)) {
    const arrived = fresh.reduce((newest, { seq }) => Math.max(newest, seq), found.arrived);
    return askOn({ ...found, arrived }, false);
  }
  const rows = [...fresh, ...found.rows].sort((a, b) => b.seq - a.seq);
  return { ...found, rows: rows.slice(0, MAX_FOUND) };
}

function takeMark(found: Found, mark: Mark): Found {
  const { filter, rows } = found;
  const held = rows.some((row) => row.seq === mark.seq);
  // A pin on a capture that is not held here: only the server knows what it looks like.
  if (!held) return filter.pinned && mark.pinned ? startFound(filter, found.epoch) : found;
  const marked = rows.map((row) => (row.seq === mark.seq ? withMark(row, mark) : row));
  return { ...found, rows: marked.filter((row) => row.seq !== mark.seq || fits(row, filter)) };
}
