import { giveUpGoal, want } from "./asking.ts";
import type { Session } from "./session.ts";
import type { Window } from "./window.ts";

/** Where the reader is: what they chose, whether they follow the newest, what they have not seen yet. */

/** The reader chose: the selection stays there from now on. */
export function select(session: Session, seq: number | null): Session {
  const isNewest = session.window.newer === 0 && seq === session.window.rows[0]?.seq;
  const unread = isNewest ? 0 : session.unread;
  const seenUpTo = unread === 0 ? null : session.seenUpTo;
  return { ...giveUpGoal(session), selected: seq, follow: false, rests: false, unread, seenUpTo };
}

/** Where that end is not held, its page is asked for and takes the window's place: what lies between is not loaded. */
export function go(session: Session, to: "newest" | "oldest"): Session {
  const beyond = to === "newest" ? session.window.newer : session.window.older;
  if (beyond === 0) return arriveAt(session, to);
  return want({ ...session, follow: false, rests: false }, { kind: to, isGoal: true });
}

export function arriveAt(session: Session, end: "newest" | "oldest"): Session {
  const row = session.window.rows.at(end === "newest" ? 0 : -1);
  return row ? select(session, row.seq) : session;
}

export function follow(before: Session, on: boolean): Session {
  const session = giveUpGoal(before);
  if (!on) return { ...session, follow: false, rests: false };
  const following = chooseNewest({ ...session, follow: true, rests: false, seenUpTo: null });
  return session.window.newer > 0 ? want(following, { kind: "newest" }) : following;
}

/** Whoever scrolls away from the newest reads: what arrives no longer moves the list. */
export function scroll(session: Session, toTop: boolean): Session {
  if (session.follow && !toTop) return { ...session, follow: false, rests: true };
  return session.rests && toTop ? follow(session, true) : session;
}

export function chooseNewest(session: Session): Session {
  const newest = newestIfFollowing(session, session.window);
  return newest === null || newest === session.selected ? session : { ...session, selected: newest };
}

export function newestIfFollowing(session: Session, window: Window): number | null {
  return session.follow && window.newer === 0 ? (window.rows[0]?.seq ?? null) : null;
}

/** What the reader went up to keeps its line for a while; what came before their eyes needs none. */
export function takeShown(session: Session, { upTo, isArrival }: { upTo: number; isArrival: boolean }): Session {
  const { rows, newer } = session.window;
  const above = newer + rows.filter(({ seq }) => seq > upTo).length;
  if (above >= session.unread) return session;
  const line = above === 0 ? null : upTo;
  return { ...session, unread: above, seenUpTo: isArrival ? line : session.seenUpTo };
}

export function countUnread(session: Session, arrived: number, before: number | null): Session {
  if (arrived === 0 || session.watching) return session;
  return { ...session, unread: session.unread + arrived, seenUpTo: session.unread === 0 ? before : session.seenUpTo };
}
