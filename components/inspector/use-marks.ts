"use client";
import { type Dispatch, useCallback } from "react";
import { showProblem } from "#components/ui/notify.ts";
import type { Summary } from "#lib/model/capture.ts";
import type { MarkChanges } from "#lib/model/mark.ts";
import { api } from "./session/api.ts";
import type { SessionEvent } from "./session/session.ts";
import { sentenceOf } from "./session/use-session.ts";

/**
 * Pins and annotates: shown at once, taken back when the server does not agree. Resolves with whether it does. Taking a pin off waits for the
 * server: how the bin stood before it heard of that would take an old capture out of the list.
 */
export function useMarks(
  bin: string,
  dispatch: Dispatch<SessionEvent>,
): (capture: Summary, changes: MarkChanges) => Promise<boolean> {
  return useCallback(
    async (capture, changes) => {
      const { seq, pinned = false, note = "" } = capture;
      const before = { seq, pinned, note };
      const wanted = { seq, pinned: changes.pinned ?? pinned, note: changes.note ?? note };
      if (wanted.pinned || !pinned) dispatch({ kind: "mark", mark: wanted });
      try {
        dispatch({ kind: "mark", mark: await api.markCapture(bin, seq, changes) });
        return true;
      } catch (error) {
        dispatch({ kind: "mark", mark: before });
        showProblem(sentenceOf(error));
        return false;
      }
    },
    [bin, dispatch],
  );
}
