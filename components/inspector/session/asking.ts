import type { PageAsk, Session } from "./session.ts";

/** What is to be asked of the server next. A newer wish replaces the older; its `epoch` tells their answers apart. */

export function askJoin(session: Session): Session {
  if (session.known === null || session.gone) return session;
  const epoch = session.epoch + 1;
  return { ...session, epoch, join: { after: session.known, epoch } };
}

/** The bin is no more, or no longer ours to read: nothing is asked any more. */
export function goneFrom(session: Session): Session {
  return { ...session, gone: true, page: null, join: null, check: null };
}

/** The reader has chosen another place before the page they wanted to go to came. */
export function giveUpGoal(session: Session): Session {
  return isGoalUnderWay(session) ? { ...session, page: null } : session;
}

function isGoalUnderWay({ page }: Session): boolean {
  return page !== null && "isGoal" in page.ask;
}

export function want(session: Session, ask: PageAsk): Session {
  // A look elsewhere in the list, or at its top, is worth more than the page under way; the rest waits its turn.
  if (session.page && (ask.kind === "older" || ask.kind === "newer")) return session;
  // What the list looks for while it still stands elsewhere does not take the reader's way from them.
  if (isGoalUnderWay(session) && !("isGoal" in ask)) return session;
  const epoch = session.epoch + 1;
  return { ...session, epoch, page: { ask, epoch }, pageProblem: null };
}
