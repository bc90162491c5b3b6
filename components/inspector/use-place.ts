"use client";
import { type Dispatch, useCallback, useEffect, useRef, useState } from "react";
import { isGuarded } from "#components/ui/use-leave-guard.ts";
import { placePath, seqFromPath } from "./session/place.ts";
import type { SessionEvent } from "./session/session.ts";

export type Pane = "list" | "detail";

/**
 * Keeps the address and the selection in step, and knows which pane a phone shows. Opening the detail on a phone is a step that the
 * back button undoes; moving through the list is none.
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

  useEffect(() => {
    if (location.pathname !== path) history.replaceState(null, "", path);
  }, [path]);

  useEffect(() => {
    const back = () => {
      if (isGuarded()) return;
      pushed.current = false;
      const seq = seqFromPath(location.pathname);
      setPane("list");
      if (seq !== null) dispatch({ kind: "select", seq });
    };
    window.addEventListener("popstate", back);
    return () => window.removeEventListener("popstate", back);
  }, [dispatch]);

  const change = useCallback((next: Pane) => {
    if (next === "detail" && !pushed.current && matchMedia("(width < 48rem)").matches) {
      history.pushState(null, "", location.pathname);
      pushed.current = true;
    }
    if (next === "list" && pushed.current) history.back();
    else setPane(next);
  }, []);
  return [pane, change];
}
