import type { JoinAnswer, Kept } from "#lib/live/events.ts";
import type { Summary } from "#lib/model/capture.ts";
import { askJoin, goneFrom, want } from "./asking.ts";
import { isGone } from "./deletions.ts";
import { chooseNewest, countUnread } from "./reading.ts";
import { MAX_REMEMBERED, type Session } from "./session.ts";
import { addNewest } from "./window.ts";

/** Captures that land while the page is open, and catching up after it was away. */

/** How many live captures wait behind a gap at most; the join that fills the gap brings the rest again. */
const MAX_EARLY = 1000;

export function takeJoin(session: Session, answer: JoinAnswer): Session {
  if (!answer.ok) return answer.code === "not_found" ? goneFrom(session) : { ...session, join: null };
  const settled = { ...session, join: null, firstSeq: answer.firstSeq };
  // Too far behind to catch up row by row: the newest page tells where the bin stands.
  if (answer.more) return want(settled, { kind: "newest" });
  const caught = drainEarly(arrive(settled, newerThanKnown(settled, answer.missed), answer.lastSeq));
  return settleTotal(dropExpired(caught), answer);
}

export function takeLive(session: Session, captures: readonly Summary[]): Session {
  if (session.known === null) return session;
  const fresh = newerThanKnown(session, captures);
  if (fresh.length === 0) return session;
  const held = new Set(session.early.map((one) => one.seq));
  const early = [...session.early, ...fresh.filter((one) => !held.has(one.seq))].sort((a, b) => a.seq - b.seq);
  return drainEarly({ ...session, early: early.slice(0, MAX_EARLY) });
}

/** Takes in what follows `known` without a hole; asks again when a hole remains. */
export function drainEarly(session: Session): Session {
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

function newerThanKnown(session: Session, captures: readonly Summary[]): Summary[] {
  return captures.filter((one) => one.seq > (session.known ?? 0));
}

/** What the bin keeps by now: a full one drops its oldest for each that arrives. */
export function takeKept(session: Session, kept: Kept): Session {
  const { firstSeq, dropped, droppedSince } = kept;
  const bin = session.bin?.dropped === dropped ? session.bin : session.bin && { ...session.bin, dropped, droppedSince };
  return settleTotal(dropExpired({ ...session, bin, firstSeq }), kept);
}

/** The bin's own count of everything up to `lastSeq`. It says exactly how many lie outside only when that is all we know of. */
function settleTotal(session: Session, { lastSeq, total }: Pick<Kept, "lastSeq" | "total">): Session {
  const { window, known, hidden } = session;
  if (known === null) return session;
  const rest = total + known - lastSeq - hidden.size - window.rows.length;
  if (lastSeq === known && window.newer === 0) return { ...session, window: { ...window, older: Math.max(0, rest) } };
  if (window.older === 0) return session;
  return { ...session, window: { ...window, older: Math.max(1, rest - window.newer) } };
}

/** Retention drops the oldest, but for pins, and nobody names them. */
function dropExpired(session: Session): Session {
  const { window, hidden, deleted } = session;
  const isExpired = ({ seq, pinned }: Summary) => isGone(session, seq, pinned === true);
  const expired = window.rows.filter(isExpired);
  if (expired.length === 0 && ![...hidden.values()].some(isExpired)) return session;
  return {
    ...session,
    hidden: new Map([...hidden].filter(([, row]) => !isExpired(row))),
    deleted: new Set([...deleted, ...expired.map(({ seq }) => seq)].slice(-MAX_REMEMBERED)),
    window: { ...window, rows: window.rows.filter((row) => !isExpired(row)) },
  };
}
