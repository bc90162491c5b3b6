"use client";
import { type Dispatch, useCallback, useEffect, useRef } from "react";
import { showProblem, showUndo } from "#components/ui/notify.ts";
import { api } from "./session/api.ts";
import type { SessionEvent } from "./session/session.ts";
import { sentenceOf } from "./session/use-session.ts";

const UNDO_MS = 6000;

/**
 * Deletes a capture with a way back: it is hidden at once, and the server hears of it when the time to undo is over or the page goes
 * away.
 */
export function useUndoDelete(bin: string, dispatch: Dispatch<SessionEvent>): (seq: number) => void {
  const waiting = useRef(new Map<number, ReturnType<typeof setTimeout>>());

  useEffect(() => {
    const flush = () => {
      for (const [seq, timer] of waiting.current) {
        clearTimeout(timer);
        api.deleteCapture(bin, seq, true).catch(() => undefined);
      }
      waiting.current.clear();
    };
    window.addEventListener("pagehide", flush);
    return () => {
      window.removeEventListener("pagehide", flush);
      flush();
    };
  }, [bin]);

  return useCallback(
    (seq: number) => {
      if (waiting.current.has(seq)) return;
      dispatch({ kind: "hide", seq });
      const send = async () => {
        waiting.current.delete(seq);
        try {
          await api.deleteCapture(bin, seq);
          dispatch({ kind: "removed", seqs: [seq] });
        } catch (error) {
          dispatch({ kind: "unhide", seq });
          showProblem(`#${seq} was not deleted. ${sentenceOf(error)}`);
        }
      };
      waiting.current.set(seq, setTimeout(send, UNDO_MS));
      showUndo(`Deleted #${seq}`, UNDO_MS, () => {
        const timer = waiting.current.get(seq);
        if (timer === undefined) return;
        clearTimeout(timer);
        waiting.current.delete(seq);
        dispatch({ kind: "unhide", seq });
      });
    },
    [bin, dispatch],
  );
}
