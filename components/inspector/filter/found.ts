import type { CapturePage, Summary } from "#lib/model/capture.ts";
import type { Mark } from "#lib/model/mark.ts";
import { withMark } from "../session/marks.ts";
import { MAX_REMEMBERED, type SessionEvent } from "../session/session.ts";
import { filterQuery, fits, needsServer } from "./filter-text.ts";
import type { ListFilter } from "./terms.ts";
import { choose, LOOKING, look, settle, show, type Unseen } from "./unseen.ts";

/**
 * The captures that a filter finds, newest first. It hears the same events as the session, so that what arrives, changes or goes does
 * so here too. What should be asked for stands in `ask`; the hook beside this file does the asking.
 */
export type Found = {
  bin: string;
  filter: ListFilter;
  rows: readonly Summary[];
  hidden: ReadonlySet<number>;
  /** Deleted lately: answers under way when it happened may still carry them. */
  deleted: ReadonlySet<number>;
  /** Deletions, pins, notes or replies may have been missed: what is held below this number is to be read again, with this query. */
  again: { query: string; below: number } | null;
  /** The live connection has been lost since it was last there. */
  wasCutOff: boolean;
  /** The query of the page that follows; null when all have been seen. */
  next: string | null;
  ask: FindAsk | null;
  problem: string | null;
  epoch: number;
  /** For what only the server can judge: it has judged captures up to this number, null before its first page; some came up to that one. */
  judged: number | null;
  arrived: number;
  unseen: Unseen;
};

/** `upTo`: this looks only at what arrived since, up to this number. `below`: this reads again what is held below this one. */
export type FindAsk = { query: string; epoch: number; upTo?: number; below?: number };

export type FoundEvent =
  | SessionEvent
  | { kind: "filter"; bin: string; filter: ListFilter | null }
  | { kind: "found"; epoch: number; page: CapturePage }
  | { kind: "find failed"; epoch: number; problem: string }
  | { kind: "find more" };

/** A page may find few, as each looks at a bounded number: so many are gathered before it rests. */
const SCREENFUL = 60;
/** More than anybody reads; a narrower filter serves better. */
export const MAX_FOUND = 5000;

export function reduceFound(found: Found | null, event: FoundEvent): Found | null {
  if (event.kind === "filter") {
    return event.filter && startFound(event.bin, event.filter, found && { ...found, unseen: LOOKING });
  }
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
      return event.answer.more ? startFound(found.bin, found.filter, found) : add(found, event.answer.missed);
    case "link":
      if (event.link !== "live") return { ...found, wasCutOff: true };
      return found.wasCutOff ? readAgain({ ...found, wasCutOff: false }) : found;
    case "check":
      return readAgain(found);
    case "removed":
      return remove(found, new Set(event.seqs));
    case "kept":
      return dropBelow(found, event.kept.firstSeq);
    case "replied":
      return takeReplied(found, event.seq, event.status);
    case "removed all":
      return takeRemovedAll(found);
    case "mark":
      return takeMark(found, event.mark);
    case "hide":
      return { ...found, hidden: new Set([...found.hidden, event.row.seq]) };
    case "unhide":
      return { ...found, hidden: new Set([...found.hidden].filter((seq) => seq !== event.seq)) };
    case "watching":
      return { ...found, unseen: look(found.unseen, event.on, shownOf(found), newestOf(found)) };
    case "shown":
      return takeShown(found, event.upTo, event.isArrival);
    case "seen":
      return { ...found, unseen: { ...found.unseen, line: null } };
    case "select":
      return { ...found, unseen: choose(found.unseen, event.seq, shownOf(found)) };
    default:
      return found;
  }
}

/** Those on screen. */
export function shownOf({ rows, hidden }: Found): readonly Summary[] {
  return hidden.size === 0 ? rows : rows.filter(({ seq }) => !hidden.has(seq));
}

/** What is asked beside the reader's own looking: the list does not wait for it. */
export function isQuiet({ upTo, below }: FindAsk): boolean {
  return upTo !== undefined || below !== undefined;
}

function startFound(bin: string, filter: ListFilter, before: Found | null): Found {
  const epoch = (before?.epoch ?? 0) + 1;
  const ask = { query: filterQuery(filter), epoch };
  const { hidden = new Set<number>(), deleted = new Set<number>(), wasCutOff = false, unseen = LOOKING } = before ?? {};
  const nothing = { rows: [], next: null, again: null, problem: null, judged: null, arrived: 0 };
  return { ...nothing, hidden, deleted, wasCutOff, unseen, bin, filter, ask, epoch };
}

/** Said of every screen: where it tells nothing new, nothing is to be drawn. */
function takeShown(found: Found, upTo: number, isArrival: boolean): Found {
  const unseen = show(found.unseen, upTo, isArrival);
  return unseen === found.unseen ? found : { ...found, unseen };
}

/** The highest number up to which it is known what fits; null before the first page. */
function newestOf({ rows, judged }: Found): number | null {
  return judged === null ? null : Math.max(judged, rows[0]?.seq ?? 0);
}

function takeRemovedAll(found: Found): Found {
  const judged = found.judged ?? 0;
  return { ...found, rows: [], next: null, ask: null, again: null, judged, unseen: settle(found.unseen, judged) };
}

function fail(found: Found, ask: FindAsk, problem: string): Found {
  return { ...found, ask: null, problem, ...(!isQuiet(ask) && { next: ask.query }) };
}

function remove(found: Found, gone: ReadonlySet<number>): Found {
  const deleted = new Set([...found.deleted, ...gone].slice(-MAX_REMEMBERED));
  return { ...found, deleted, rows: found.rows.filter(({ seq }) => !gone.has(seq)) };
}

/** Retention leaves nothing below but pins. */
function dropBelow(found: Found, firstSeq: number): Found {
  const gone = found.rows.filter(({ seq, pinned }) => seq < firstSeq && !pinned);
  return gone.length === 0 ? found : remove(found, new Set(gone.map(({ seq }) => seq)));
}

function readAgain(found: Found): Found {
  // Nothing is held yet: the first page is asked for once more.
  if (found.judged === null) return startFound(found.bin, found.filter, found);
  const again = { query: filterQuery(found.filter), below: Number.POSITIVE_INFINITY };
  return askOn({ ...found, again, ask: null, problem: null }, false);
}

/** The page is the truth about the range it looked at. */
function takeAgain(found: Found, page: CapturePage, below: number): Found {
  const low = Number(new URLSearchParams(page.next ?? "").get("before") ?? 0);
  const outside = found.rows.filter(({ seq }) => seq < low || seq >= below || seq > page.lastSeq);
  const rows = [...outside, ...page.captures].sort((a, b) => b.seq - a.seq).slice(0, MAX_FOUND);
  const rest = page.next !== null && low > (rows.at(-1)?.seq ?? 0) ? { query: page.next, below: low } : null;
  return askOn({ ...found, rows, again: rest }, false);
}

function takePage(found: Found, answer: CapturePage): Found {
  const page = { ...answer, captures: answer.captures.filter(({ seq }) => !found.deleted.has(seq)) };
  if (found.ask?.below !== undefined) return takeAgain({ ...found, ask: null, problem: null }, page, found.ask.below);
  const bottom = found.rows.at(-1)?.seq ?? Number.POSITIVE_INFINITY;
  const held = new Set(found.rows.map(({ seq }) => seq));
  const older = page.captures.filter(({ seq }) => !held.has(seq));
  const rows = [...found.rows, ...older];
  // Rows that arrived while the first page was under way may be newer than what it brings, never older.
  if (older.some(({ seq }) => seq > bottom)) rows.sort((a, b) => b.seq - a.seq);
  const settled = { ...found, rows: rows.slice(0, MAX_FOUND), ask: null, problem: null };
  if (found.ask?.upTo !== undefined) return takeNewer(settled, found.ask.upTo, page.next);
  const next = rows.length >= MAX_FOUND ? null : page.next;
  const opened = { ...settled, next, judged: found.judged ?? page.lastSeq };
  const unseen = settle(found.unseen, newestOf(opened) ?? 0);
  return askOn({ ...opened, unseen }, rows.length < SCREENFUL);
}

function takeNewer(found: Found, upTo: number, rest: string | null): Found {
  if (rest === null) return askOn({ ...found, judged: upTo }, false);
  const epoch = found.epoch + 1;
  return { ...found, epoch, ask: { query: rest, epoch, upTo } };
}

/** Asks again for what may have changed, else for older ones when wanted, else for the server's word on what arrived; one at a time. */
function askOn(found: Found, wantsOlder: boolean): Found {
  const { ask, next, again, judged, arrived, filter, problem } = found;
  if (ask) return found;
  const epoch = found.epoch + 1;
  if (again) return { ...found, epoch, ask: { ...again, epoch } };
  if (wantsOlder && next !== null) return { ...found, epoch, ask: { query: next, epoch } };
  if (judged === null || arrived <= judged || problem !== null) return found;
  return { ...found, epoch, ask: { query: filterQuery(filter, judged), epoch, upTo: arrived } };
}

function add(found: Found, captures: readonly Summary[]): Found {
  const held = new Set(found.rows.map(({ seq }) => seq));
  const isNew = ({ seq }: Summary) => !held.has(seq) && !found.deleted.has(seq);
  const fresh = captures.filter((one) => isNew(one) && fits(one, found));
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
  if (!held) return filter.pinned && mark.pinned ? startFound(found.bin, filter, found) : found;
  const marked = rows.map((row) => (row.seq === mark.seq ? withMark(row, mark) : row));
  return { ...found, rows: marked.filter((row) => row.seq !== mark.seq || fits(row, found)) };
}

function takeReplied(found: Found, seq: number, status: number): Found {
  const { filter, rows, judged } = found;
  if (rows.some((row) => row.seq === seq)) {
    const told = rows.map((row) => (row.seq === seq ? { ...row, replyStatus: status } : row));
    return { ...found, rows: told.filter((row) => row.seq !== seq || fits(row, found)) };
  }
  // By its new status it may fit, as the server can say.
  if (filter.status === undefined || judged === null) return found;
  return askOn({ ...found, judged: Math.min(judged, seq - 1), arrived: Math.max(found.arrived, seq) }, false);
}
