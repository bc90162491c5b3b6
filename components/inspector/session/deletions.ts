import type { Summary } from "#lib/model/capture.ts";
import { askJoin, want } from "./asking.ts";
import { chooseNewest } from "./reading.ts";
import { MAX_REMEMBERED, type Session } from "./session.ts";
import { EMPTY_WINDOW, removeSeqs, restore } from "./window.ts";

/** Captures that go: at the server's word, or hidden here with a way back. */

/** Whether it is known to be no more: deleted, or dropped to make room. */
export function isGone({ deleted, firstSeq }: Session, seq: number, isPinned: boolean): boolean {
  return deleted.has(seq) || (seq < firstSeq && !isPinned);
}

export function remove(session: Session, seqs: readonly number[]): Session {
  const gone = new Set(seqs);
  const hidden = new Map([...session.hidden].filter(([seq]) => !gone.has(seq)));
  const counted = new Set(
    seqs.filter((seq) => !session.hidden.has(seq) && !session.deleted.has(seq) && seq <= (session.known ?? 0)),
  );
  const deleted = new Set([...session.deleted, ...seqs].slice(-MAX_REMEMBERED));
  const unseen = [...counted].filter((seq) => seq >= lowestUnread(session)).length;
  return chooseNewest({
    ...session,
    hidden,
    deleted,
    window: removeSeqs(session.window, counted),
    unread: Math.max(0, session.unread - unseen),
  });
}

/** The newest are the unread ones. Where they are not held, they begin where the line is. */
function lowestUnread({ window, unread, seenUpTo }: Session): number {
  if (unread === 0) return Number.POSITIVE_INFINITY;
  return window.rows[unread - 1 - window.newer]?.seq ?? (seenUpTo ?? 0) + 1;
}

export function removeAll(session: Session): Session {
  const cleared = { ...session, window: EMPTY_WINDOW, early: [], hidden: new Map(), unread: 0, seenUpTo: null };
  // Whatever page or join was under way may speak of what is gone: ask again instead.
  return want(askJoin({ ...cleared, selected: null, follow: true }), { kind: "newest" });
}

export function hide(session: Session, row: Summary, next: number | null): Session {
  if (session.hidden.has(row.seq)) return session;
  return {
    ...session,
    window: removeSeqs(session.window, new Set([row.seq])),
    hidden: new Map([...session.hidden, [row.seq, row]]),
    selected: session.selected === row.seq ? next : session.selected,
  };
}

export function unhide(session: Session, seq: number): Session {
  const row = session.hidden.get(seq);
  if (!row) return session;
  const hidden = new Map([...session.hidden].filter(([one]) => one !== seq));
  return { ...session, hidden, window: restore(session.window, row), selected: seq, follow: false };
}
