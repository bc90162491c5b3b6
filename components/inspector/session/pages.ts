import type { CapturePage } from "#lib/model/capture.ts";
import { drainEarly } from "./arrivals.ts";
import { askJoin } from "./asking.ts";
import { arriveAt, chooseNewest, countUnread, newestIfFollowing } from "./reading.ts";
import type { Session } from "./session.ts";
import { addNewer, addOlder, mergeNewestPage, windowAround, windowAtEnd } from "./window.ts";

/** Pages of the list, as the server gave them when it was asked. */

export function takePage(session: Session, raw: CapturePage): Session {
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
      return ask.isGoal ? arriveAt(takeNewest(settled, page, isLast), "newest") : takeNewest(settled, page, isLast);
    case "oldest": {
      const reachesTop = isLast && page.lastSeq >= known;
      return arriveAt({ ...settled, window: windowAtEnd(captures, reachesTop, total) }, "oldest");
    }
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
