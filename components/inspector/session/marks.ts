import type { Summary } from "#lib/model/capture.ts";
import type { Mark } from "#lib/model/mark.ts";
import { MAX_REMEMBERED, type Session } from "./session.ts";

/** What changes about a capture after it was stored: pin, note, the status of its reply. */

export function takeMark(session: Session, mark: Mark): Session {
  const marks = new Map([...session.marks, [mark.seq, mark] as const].slice(-MAX_REMEMBERED));
  // What is marked is there: below the oldest it was a pin, and unpinned it is the oldest itself.
  const firstSeq = mark.pinned ? session.firstSeq : Math.min(session.firstSeq, mark.seq);
  return { ...withRow(session, mark.seq, (row) => withMark(row, mark)), marks, firstSeq };
}

/** Another reply was given than the summary said. */
export function takeReplied(session: Session, seq: number, status: number): Session {
  return withRow(session, seq, (row) => ({ ...row, replyStatus: status }));
}

function withRow(session: Session, seq: number, change: (row: Summary) => Summary): Session {
  const changed = (row: Summary) => (row.seq === seq ? change(row) : row);
  const { window, hidden, early } = session;
  return {
    ...session,
    window: { ...window, rows: window.rows.map(changed) },
    hidden: new Map([...hidden].map(([one, row]) => [one, changed(row)])),
    early: early.map(changed),
  };
}

/** A capture with its pin and note as they are now. */
export function withMark<Row extends Summary>(capture: Row, mark: Mark | undefined): Row {
  if (!mark) return capture;
  const { pinned: _pinned, note: _note, ...rest } = capture;
  return { ...rest, ...(mark.pinned && { pinned: true }), ...(mark.note !== "" && { note: mark.note }) } as Row;
}
