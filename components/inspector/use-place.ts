"use client";
import { type Dispatch, useCallback, useEffect, useRef, useState } from "react";
import { isGuarded } from "#components/ui/use-leave-guard.ts";
import { placePath, seqFromPath } from "./session/place.ts";
import type { SessionEvent } from "./session/session.ts";

export type Pane = "list" | "detail";

/**
 * Keeps the address and the selection in step, and knows which pane a phone shows. Opening the detail on a phone is a step that the
 * back button undoes and the forward button does again; moving through the list is none.
 */
export function usePlace(options: {
  binId: string;
  selected: number | null;
  follow: boolean;
  dispatch: Dispatch<SessionEvent>;
}): [Pane, (pane: Pane) => void] {
  const { binId, selected, follow, dispatch } = options;
  const [pane, setPane] = useState<Pane>(follow || selected === null ? "list" : "detail");
  const pushed = useRef(false);
  const path = placePath(binId, follow ? null : selected);

  const pathNow = useRef(path);
  pathNow.current = path;

  useEffect(() => {
    if (location.pathname !== path) history.replaceState(markOf(pushed.current), "", path);
  }, [path]);

  useEffect(() => {
    const move = ({ state }: PopStateEvent) => {
      if (isGuarded()) return;
      pushed.current = isDetail(state);
      setPane(pushed.current ? "detail" : "list");
      const seq = seqFromPath(location.pathname);
      // Back in the list, what was read last is where the reader is.
      if (!pushed.current) history.replaceState(markOf(false), "", pathNow.current);
      else if (seq !== null) dispatch({ kind: "select", seq });
    };
    window.addEventListener("popstate", move);
    return () => window.removeEventListener("popstate", move);
  }, [dispatch]);

  const change = useCallback((next: Pane) => {
    if (next === "detail" && !pushed.current && matchMedia("(width < 48rem)").matches) {
      pushed.current = true;
      history.pushState(markOf(true), "", location.pathname);
    }
    if (next === "list" && pushed.current) history.back();
    else setPane(next);
  }, []);
  return [pane, change];
}

/** What an entry of the history says of itself, beside what the router keeps there. */
function markOf(detail: boolean): { wirebinDetail: boolean } {
  return { wirebinDetail: detail };
}

function isDetail(state: unknown): boolean {
  return typeof state === "object" && state !== null && "wirebinDetail" in state && state.wirebinDetail === true;
}
