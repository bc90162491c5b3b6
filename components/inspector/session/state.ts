import type { Bin } from "#lib/model/bin.ts";
import type { CapturePage } from "#lib/model/capture.ts";
import { takeJoin, takeKept, takeLive } from "./arrivals.ts";
import { askJoin, goneFrom, want } from "./asking.ts";
import { startCheck, takeCheck } from "./checking.ts";
import { hide, remove, removeAll, unhide } from "./deletions.ts";
import { takeMark, takeReplied } from "./marks.ts";
import { takePage } from "./pages.ts";
import { follow, go, scroll, select, takeShown } from "./reading.ts";
import type { Link, Session, SessionEvent } from "./session.ts";
import { EMPTY_WINDOW, totalOf, trimAround } from "./window.ts";

/**
 * Everything that comes from outside (pages, live events, answers to a join) goes through `reduce`, in any order and any number of times:
 * what is already held is ignored, and a jump in the numbers of live events asks again. What should be asked for stands in `page` and
 * `join`; the hook beside this file does the asking.
 */
export function reduce(session: Session, event: SessionEvent): Session {
  // Nothing comes back, and nothing more is asked.
  if (session.gone) return session;
  switch (event.kind) {
    case "link":
      return changeLink(session, event.link);
    case "joined":
      return event.epoch === session.join?.epoch ? takeJoin(session, event.answer) : session;
    case "check":
      return startCheck(session);
    case "checked":
      return event.epoch === session.check?.epoch ? takeCheck(session, event.page) : session;
    case "bin":
      return { ...session, bin: event.bin };
    case "gone":
      return goneFrom(session);
    case "want":
      return want(session, event.ask);
    case "page":
      return event.epoch === session.page?.epoch ? takePage(session, event.page) : session;
    case "page failed":
      if (event.epoch !== session.page?.epoch) return session;
      return { ...session, page: null, pageProblem: { ask: session.page.ask, says: event.problem } };
    case "captures":
      return takeLive(session, event.captures);
    case "removed":
      return remove(session, event.seqs);
    case "removed all":
      return removeAll(session);
    case "kept":
      return takeKept(session, event.kept);
    case "replied":
      return takeReplied(session, event.seq, event.status);
    case "mark":
      return takeMark(session, event.mark);
    case "hide":
      return hide(session, event.row, event.next);
    case "unhide":
      return unhide(session, event.seq);
    case "select":
      return select(session, event.seq);
    case "go":
      return go(session, event.to);
    case "follow":
      return follow(session, event.on);
    case "scrolled":
      return scroll(session, event.toTop);
    case "watching":
      return event.on ? { ...session, watching: true, unread: 0 } : { ...session, watching: false };
    case "shown":
      return takeShown(session, event);
    case "seen":
      return { ...session, seenUpTo: null };
    case "trim":
      return { ...session, window: trimAround(session.window, event.around) };
  }
}

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
    check: null,
    epoch: 0,
    selected,
    marks: new Map(),
    follow: selected === null,
    rests: false,
    watching: true,
    unread: 0,
    seenUpTo: null,
  };
  return options.page ? takePage(fresh, options.page) : fresh;
}

export function totalHeld(session: Session): number {
  return totalOf(session.window);
}

function changeLink(session: Session, link: Link): Session {
  if (link !== "live") return { ...session, link };
  // A socket that has just connected is in no room: join, then catch up from the last number held.
  const joining = askJoin({ ...session, link });
  return session.link === "connecting" ? joining : startCheck(joining);
}
