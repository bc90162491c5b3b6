"use client";
import { type Dispatch, useCallback, useEffect, useRef } from "react";
import { showProblem, showUndo } from "#components/ui/notify.ts";
import type { Summary } from "#lib/model/capture.ts";
import { neighbourOf } from "./list/step.ts";
import { api } from "./session/api.ts";
import type { SessionEvent } from "./session/session.ts";
import { sentenceOf } from "./session/use-session.ts";

const UNDO_MS = 6000;

/**
 * Deletes a capture with a way back: it is hidden at once, and the server hears of it when the message that offers the way back is gone,
 * or the page goes away. `rows` are those listed: the reader goes on with the one beside it.
 */
export function useUndoDelete(
  bin: string,
  rows: readonly Summary[],
  dispatch: Dispatch<SessionEvent>,
): (capture: Summary) => void {
  const waiting = useRef(new Set<number>());
  const listed = useRef(rows);
  listed.current = rows;

  useEffect(() => {
    const flush = () => {
      for (const seq of waiting.current) api.deleteCapture(bin, seq, true).catch(() => undefined);
      waiting.current.clear();
    };
    window.addEventListener("pagehide", flush);
    return () => {
      window.removeEventListener("pagehide", flush);
      flush();
    };
  }, [bin]);

  return useCallback(
    (capture: Summary) => {
      const { seq } = capture;
      if (waiting.current.has(seq)) return;
      waiting.current.add(seq);
      dispatch({ kind: "hide", row: capture, next: neighbourOf(listed.current, seq)?.seq ?? null });
      const send = async () => {
        if (!waiting.current.delete(seq)) return;
        try {
          await api.deleteCapture(bin, seq);
          dispatch({ kind: "removed", seqs: [seq] });
        } catch (error) {
          dispatch({ kind: "unhide", seq });
          showProblem(`#${seq} was not deleted. ${sentenceOf(error)}`);
        }
      };
      const undo = () => {
        if (waiting.current.delete(seq)) dispatch({ kind: "unhide", seq });
      };
      showUndo(`Deleted #${seq}`, UNDO_MS, undo, () => void send());
    },
    [bin, dispatch],
  );
}
