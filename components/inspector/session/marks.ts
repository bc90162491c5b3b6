import type { Summary } from "#lib/model/capture.ts";
import type { Mark } from "#lib/model/mark.ts";
import { MAX_REMEMBERED, type Session } from "./session.ts";

/** Pins and notes as they change. */

export function takeMark(session: Session, mark: Mark): Session {
  const marked = (row: Summary) => (row.seq === mark.seq ? withMark(row, mark) : row);
  const { window, hidden, early } = session;
  return {
    ...session,
    window: { ...window, rows: window.rows.map(marked) },
    hidden: new Map([...hidden].map(([one, row]) => [one, marked(row)])),
    early: early.map(marked),
    marks: new Map([...session.marks, [mark.seq, mark] as const].slice(-MAX_REMEMBERED)),
  };
}

/** A capture with its pin and note as they are now. */
export function withMark<Row extends Summary>(capture: Row, mark: Mark | undefined): Row {
  if (!mark) return capture;
  const { pinned: _pinned, note: _note, ...rest } = capture;
  return { ...rest, ...(mark.pinned && { pinned: true }), ...(mark.note !== "" && { note: mark.note }) } as Row;
}
