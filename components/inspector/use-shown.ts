"use client";
import type { Summary } from "#lib/model/capture.ts";
import { type LoadedCapture, useCapture } from "./detail/use-capture.ts";
import { useSettled } from "./detail/use-settled.ts";
import { isGone } from "./session/deletions.ts";
import { withMark } from "./session/marks.ts";
import type { SessionHandle } from "./session/use-session.ts";

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
export function useShown(
  binId: string,
  { session, onEvent }: Pick<SessionHandle, "session" | "onEvent">,
  rows: readonly Summary[],
): Shown {
  const { selected, follow, window: held, marks } = session;
  const seq = useSettled(selected, follow ? FOLLOW_MS : 0);
  const { loaded, retry } = useCapture(binId, seq, onEvent);
  const isShown = (row: Summary) => row.seq === seq;
  const capture = loaded.kind === "ready" && loaded.capture.seq === seq ? loaded.capture : null;
  const summary =
    rows.find(isShown) ?? held.rows.find(isShown) ?? (capture ? withMark(capture, marks.get(capture.seq)) : null);
  // What is gone is not acted on. The place stays: the next step goes on from there.
  const wasLost =
    loaded.kind === "missing" || (summary !== null && isGone(session, summary.seq, summary.pinned === true));
  return wasLost ? { seq, summary: null, loaded: { kind: "missing" }, retry } : { seq, summary, loaded, retry };
}
