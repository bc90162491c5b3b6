import type { JoinAnswer } from "#lib/live/events.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { CapturePage, Summary } from "#lib/model/capture.ts";
import type { Mark } from "#lib/model/mark.ts";
import {
  addNewer,
  addNewest,
  addOlder,
  EMPTY_WINDOW,
  mergeNewestPage,
  removeSeqs,
  restore,
  totalOf,
  trimAround,
  type Window,
  windowAround,
} from "./window.ts";

/**
 * What the inspector knows of one bin. Everything that comes from outside (pages, live events, answers to a join) goes through
 * `reduce`, in any order and any number of times: what is already held is ignored, and a jump in the numbers of live events
 * asks again. What should be asked for stands in `page` and `join`; the hook beside this file does the asking.
 */
export type Session = {
  bin: Bin | null;
  gone: boolean;
  link: Link;
  /** Every capture up to this number has been counted; null until the first page. */
  known: number | null;
  firstSeq: number;
  window: Window;
  /** Live captures beyond a gap, oldest first, until the gap is filled. */
  early: readonly Summary[];
  /** Deleted here, with a way back for some seconds. */
  hidden: ReadonlyMap<number, Summary>;
  /** Deleted lately: answers under way when it happened may still carry them. */
  deleted: ReadonlySet<number>;
  page: { ask: PageAsk; epoch: number } | null;
  pageProblem: string | null;
  join: { after: number; epoch: number } | null;
  epoch: number;
  selected: number | null;
  /** Pins and notes changed since the page was opened, for captures whose row is not held. */
  marks: ReadonlyMap<number, Mark>;
  follow: boolean;
  /** Is the reader looking at the top of the list? */
  watching: boolean;
  unread: number;
  /** The newest capture seen before the unread ones; a line is drawn above it. */
  seenUpTo: number | null;
};

export type Link = "connecting" | "live" | "reconnecting" | "offline";

export type PageAsk =
  | { kind: "newest" }
  | { kind: "older"; before: number }
  | { kind: "newer"; after: number }
  | { kind: "around"; before: number };

export type SessionEvent =
  | { kind: "link"; link: Link }
  | { kind: "joined"; epoch: number; answer: JoinAnswer }
  | { kind: "bin"; bin: Bin }
  | { kind: "gone" }
  | { kind: "want"; ask: PageAsk }
  | { kind: "page"; epoch: number; page: CapturePage }
  | { kind: "page failed"; epoch: number; problem: string }
  | { kind: "captures"; captures: readonly Summary[] }
  | { kind: "removed"; seqs: readonly number[] }
  | { kind: "removed all" }
  | { kind: "mark"; mark: Mark }
  | { kind: "hide"; seq: number }
  | { kind: "unhide"; seq: number }
  | { kind: "select"; seq: number | null }
  | { kind: "follow"; on: boolean }
  | { kind: "watching"; on: boolean }
  | { kind: "trim"; around: number };

/** How many live captures wait behind a gap at most; the join that fills the gap brings the rest again. */
const MAX_EARLY = 1000;
const MAX_DELETED = 2000;

export function startSession(options: { bin?: Bin; page?: CapturePage; selected?: number | null } = {}): Session {
  const selected = options.selected ?? null;
  const fresh: Session = {
    bin: options.bin ?? null,
    gone: false,
    link: "connecting",
    known: null,
    firstSeq: 0,
    window: EMPTY_WINDOW,
    early: [],
    hidden: new Map(),
    deleted: new Set(),
    page: { ask: { kind: "newest" }, epoch: 0 },
    pageProblem: null,
    join: null,
    epoch: 0,
    selected,
    marks: new Map(),
    follow: selected === null,
    watching: true,
    unread: 0,
    seenUpTo: null,
  };
  return options.page ? takePage(fresh, options.page) : fresh;
}

export function totalHeld(session: Session): number {
  return totalOf(session.window);
}

export function reduce(session: Session, event: SessionEvent): Session {
  switch (event.kind) {
    case "link":
      return changeLink(session, event.link);
    case "joined":
      return event.epoch === session.join?.epoch ? takeJoin(session, event.answer) : session;
    case "bin":
      return { ...session, bin: event.bin };
    case "gone":
      return { ...session, gone: true, page: null, join: null };
    case "want":
      return want(session, event.ask);
    case "page":
      return event.epoch === session.page?.epoch ? takePage(session, event.page) : session;
    case "page failed":
      return event.epoch === session.page?.epoch ? { ...session, page: null, pageProblem: event.problem } : session;
    case "captures":
      return takeLive(session, event.captures);
    case "removed":
      return remove(session, event.seqs);
    case "removed all":
      return removeAll(session);
    case "mark":
      return takeMark(session, event.mark);
    case "hide":
      return hide(session, event.seq);
    case "unhide":
      return unhide(session, event.seq);
    case "select":
      return select(session, event.seq);
    case "follow":
      return follow(session, event.on);
    case "watching":
      return event.on ? { ...session, watching: true, unread: 0 } : { ...session, watching: false };
    case "trim":
      return { ...session, window: trimAround(session.window, event.around) };
  }
}

function changeLink(session: Session, link: Link): Session {
  if (link !== "live") return { ...session, link };
  // A socket that has just connected is in no room: join, then catch up from the last number held.
  return askJoin({ ...session, link });
}

function askJoin(session: Session): Session {
  if (session.known === null || session.gone) return session;
  const epoch = session.epoch + 1;
  return { ...session, epoch, join: { after: session.known, epoch } };
}

function want(session: Session, ask: PageAsk): Session {
  // A look elsewhere in the list, or at its top, is worth more than the page under way; the rest waits its turn.
  if (session.page && (ask.kind === "older" || ask.kind === "newer")) return session;
  const epoch = session.epoch + 1;
  return { ...session, epoch, page: { ask, epoch }, pageProblem: null };
}

function takeJoin(session: Session, answer: JoinAnswer): Session {
  if (!answer.ok)
    return answer.code === "not_found" ? { ...session, gone: true, join: null } : { ...session, join: null };
  const settled = { ...session, join: null, firstSeq: answer.firstSeq };
  // Too far behind to catch up row by row: the newest page tells where the bin stands.
  if (answer.more) return want(settled, { kind: "newest" });
  const caught = drainEarly(arrive(settled, newerThanKnown(settled, answer.missed), answer.lastSeq));
  return dropExpired(settleTotal(caught, answer.lastSeq, answer.total), answer.firstSeq);
}

/** The bin's own count is right when it speaks of exactly the captures we know. */
function settleTotal(session: Session, lastSeq: number, total: number): Session {
  const { window, known, hidden } = session;
  if (lastSeq !== known || window.newer > 0) return session;
  return { ...session, window: { ...window, older: Math.max(0, total - hidden.size - window.rows.length) } };
}

/** Retention drops the oldest while nobody looks. */
function dropExpired(session: Session, firstSeq: number): Session {
  const { rows, newer } = session.window;
  const bottom = rows.at(-1)?.seq;
  if (bottom === undefined || bottom >= firstSeq) return session;
  return { ...session, window: { rows: rows.filter((row) => row.seq >= firstSeq), newer, older: 0 } };
}

function takePage(session: Session, raw: CapturePage): Session {
  const ask = session.page?.ask ?? { kind: "newest" };
  const page = {
    ...raw,
    captures: raw.captures.filter((one) => !session.deleted.has(one.seq) && !session.hidden.has(one.seq)),
  };
  const settled: Session = { ...session, page: null, pageProblem: null, firstSeq: page.firstSeq };
  const known = session.known ?? page.lastSeq;
  // Pages and live events are two views of one bin at two moments: count as of `known`, the rest arrives as live events.
  const total = Math.max(0, page.total - (page.lastSeq - known) - session.hidden.size);
  const captures = page.captures.filter((one) => one.seq <= known);
  const isLast = page.next === null;
  switch (ask.kind) {
    case "newest":
      return takeNewest(settled, page, isLast);
    case "older":
      return { ...settled, window: addOlder(session.window, captures, isLast, total) };
    case "newer":
      return chooseNewest({ ...settled, window: addNewer(session.window, captures, isLast && page.lastSeq >= known) });
    case "around":
      return { ...settled, window: windowAround(page, known, total) };
  }
}

function takeNewest(session: Session, page: CapturePage, isLast: boolean): Session {
  if (session.known === null) {
    const first = { rows: page.captures, newer: 0, older: isLast ? 0 : Math.max(1, page.total - page.captures.length) };
    const opened = {
      ...session,
      known: page.lastSeq,
      window: first,
      selected: session.selected ?? newestIfFollowing(session, first),
    };
    return session.link === "live" ? askJoin(opened) : opened;
  }
  // Live captures newer than the page stay on top of it, as rows or, when the window was elsewhere, as a count.
  const { rows } = session.window;
  const reachedTop = session.window.newer === 0;
  const since = reachedTop ? rows.filter((row) => row.seq > page.lastSeq) : [];
  const rest = { ...session.window, rows: rows.slice(since.length) };
  const merged = mergeNewestPage(rest, page.captures, isLast, page.total - session.hidden.size);
  const newer = reachedTop ? 0 : Math.max(0, session.known - page.lastSeq);
  const window = { ...merged, rows: [...since, ...merged.rows], newer };
  const jumped = Math.max(0, page.lastSeq - session.known);
  const counted = countUnread(
    { ...session, window, known: Math.max(session.known, page.lastSeq) },
    jumped,
    session.known,
  );
  return drainEarly(chooseNewest(counted));
}

function takeLive(session: Session, captures: readonly Summary[]): Session {
  if (session.known === null) return session;
  const fresh = newerThanKnown(session, captures);
  if (fresh.length === 0) return session;
  const held = new Set(session.early.map((one) => one.seq));
  const early = [...session.early, ...fresh.filter((one) => !held.has(one.seq))].sort((a, b) => a.seq - b.seq);
  return drainEarly({ ...session, early: early.slice(0, MAX_EARLY) });
}

function newerThanKnown(session: Session, captures: readonly Summary[]): Summary[] {
  return captures.filter((one) => one.seq > (session.known ?? 0));
}

/** Takes in what follows `known` without a hole; asks again when a hole remains. */
function drainEarly(session: Session): Session {
  const known = session.known ?? 0;
  const waiting = session.early.filter((one) => one.seq > known);
  let count = 0;
  while (waiting[count]?.seq === known + count + 1) count += 1;
  const rest = waiting.slice(count);
  const next = arrive({ ...session, early: rest }, waiting.slice(0, count), known + count);
  return rest.length > 0 && !next.join && next.page?.ask.kind !== "newest" ? askJoin(next) : next;
}

/** Captures that follow `known`, oldest first, after which every number up to `upTo` has been counted. */
function arrive(session: Session, captures: readonly Summary[], upTo: number): Session {
  const shown = captures.filter((one) => !session.deleted.has(one.seq));
  const before = session.known;
  const known = Math.max(before ?? 0, upTo);
  if (shown.length === 0) return known === before ? session : { ...session, known };
  const grown = { ...session, known, window: addNewest(session.window, shown) };
  return chooseNewest(countUnread(grown, shown.length, before));
}

function countUnread(session: Session, arrived: number, before: number | null): Session {
  if (arrived === 0 || session.watching) return session;
  return { ...session, unread: session.unread + arrived, seenUpTo: session.unread === 0 ? before : session.seenUpTo };
}

function chooseNewest(session: Session): Session {
  const newest = newestIfFollowing(session, session.window);
  return newest === null || newest === session.selected ? session : { ...session, selected: newest };
}

function newestIfFollowing(session: Session, window: Window): number | null {
  return session.follow && window.newer === 0 ? (window.rows[0]?.seq ?? null) : null;
}

function remove(session: Session, seqs: readonly number[]): Session {
  const gone = new Set(seqs);
  const hidden = new Map([...session.hidden].filter(([seq]) => !gone.has(seq)));
  const counted = new Set(
    seqs.filter((seq) => !session.hidden.has(seq) && !session.deleted.has(seq) && seq <= (session.known ?? 0)),
  );
  const deleted = new Set([...session.deleted, ...seqs].slice(-MAX_DELETED));
  const unseen = seqs.filter((seq) => counted.has(seq) && seq > (session.seenUpTo ?? 0)).length;
  return {
    ...session,
    hidden,
    deleted,
    window: removeSeqs(session.window, counted),
    unread: Math.max(0, session.unread - unseen),
  };
}

function removeAll(session: Session): Session {
  const cleared = { ...session, window: EMPTY_WINDOW, early: [], hidden: new Map(), unread: 0, seenUpTo: null };
  // Whatever page or join was under way may speak of what is gone: ask again instead.
  return want(askJoin({ ...cleared, selected: null, follow: true }), { kind: "newest" });
}

function takeMark(session: Session, mark: Mark): Session {
  const marked = (row: Summary) => (row.seq === mark.seq ? withMark(row, mark) : row);
  const { window, hidden, early } = session;
  return {
    ...session,
    window: { ...window, rows: window.rows.map(marked) },
    hidden: new Map([...hidden].map(([one, row]) => [one, marked(row)])),
    early: early.map(marked),
    marks: new Map([...session.marks, [mark.seq, mark] as const].slice(-MAX_DELETED)),
  };
}

/** A capture with its pin and note as they are now. */
export function withMark<Row extends Summary>(capture: Row, mark: Mark | undefined): Row {
  if (!mark) return capture;
  const { pinned: _pinned, note: _note, ...rest } = capture;
  return { ...rest, ...(mark.pinned && { pinned: true }), ...(mark.note !== "" && { note: mark.note }) } as Row;
}

/** The reader chose: the selection stays there from now on. */
function select(session: Session, seq: number | null): Session {
  const isNewest = session.window.newer === 0 && seq === session.window.rows[0]?.seq;
  return { ...session, selected: seq, follow: false, unread: isNewest ? 0 : session.unread };
}

function hide(session: Session, seq: number): Session {
  const at = session.window.rows.findIndex((row) => row.seq === seq);
  const row = session.window.rows[at];
  if (!row) return session;
  const neighbour = session.window.rows[at + 1] ?? session.window.rows[at - 1] ?? null;
  return {
    ...session,
    window: removeSeqs(session.window, new Set([seq])),
    hidden: new Map([...session.hidden, [seq, row]]),
    selected: session.selected === seq ? (neighbour?.seq ?? null) : session.selected,
  };
}

function unhide(session: Session, seq: number): Session {
  const row = session.hidden.get(seq);
  if (!row) return session;
  const hidden = new Map([...session.hidden].filter(([one]) => one !== seq));
  return { ...session, hidden, window: restore(session.window, row), selected: seq, follow: false };
}

function follow(session: Session, on: boolean): Session {
  if (!on) return { ...session, follow: false };
  const following = chooseNewest({ ...session, follow: true });
  return session.window.newer > 0 ? want(following, { kind: "newest" }) : following;
}
