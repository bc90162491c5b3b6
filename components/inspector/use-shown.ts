"use client";
import type { Summary } from "#lib/model/capture.ts";
import { type LoadedCapture, useCapture } from "./detail/use-capture.ts";
import { useSettled } from "./detail/use-settled.ts";
import { withMark } from "./session/marks.ts";
import type { Session } from "./session/session.ts";

/** While everything arriving is followed, the detail changes at most so often. */
const FOLLOW_MS = 250;

export type Shown = {
  /** The capture the detail is about; it trails the selection while captures arrive quickly and are followed. */
  seq: number | null;
  summary: Summary | null;
  loaded: LoadedCapture;
  retry: () => void;
};

/** The capture shown in full. `rows` are those listed, which a filter may have found outside of the session's window. */
export function useShown(binId: string, session: Session, rows: readonly Summary[]): Shown {
  const { selected, follow, window: held, marks } = session;
  const seq = useSettled(selected, follow ? FOLLOW_MS : 0);
  const { loaded, retry } = useCapture(binId, seq);
  const isShown = (row: Summary) => row.seq === seq;
  const capture = loaded.kind === "ready" && loaded.capture.seq === seq ? loaded.capture : null;
  const summary =
    rows.find(isShown) ?? held.rows.find(isShown) ?? (capture ? withMark(capture, marks.get(capture.seq)) : null);
  return { seq, summary, loaded, retry };
}
