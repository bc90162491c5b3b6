"use client";
import { type Dispatch, useCallback, useEffect, useRef, useState } from "react";
import { isGuarded } from "#components/ui/use-leave-guard.ts";
import { filterFromHash, filterHash, placePath, seqFromPath, withFilterHash } from "./session/place.ts";
import type { SessionEvent } from "./session/session.ts";

export type Pane = "list" | "detail";

/**
 * Keeps the address in step with the selection and the filter, and knows which pane a phone shows. Opening the detail on a phone is a step that the
 * back button undoes and the forward button does again; moving through the list is none.
 */
export function usePlace(options: {
  binId: string;
  selected: number | null;
  follow: boolean;
  /** Null before it is known: whatever the address says stays. */
  filter: string | null;
  /** The address was changed by hand. */
  onFilter: (text: string) => void;
  dispatch: Dispatch<SessionEvent>;
}): [Pane, (pane: Pane) => void] {
  const { binId, selected, follow, filter, onFilter, dispatch } = options;
  const [pane, setPane] = useState<Pane>(follow || selected === null ? "list" : "detail");
  const pushed = useRef(false);
  const path = placePath(binId, follow ? null : selected);

  const hash = filter === null ? null : filterHash(filter);
  const now = useRef({ path, hash });
  now.current = { path, hash };

  useEffect(() => {
    const fragment = fragmentWith(hash);
    if (location.pathname === path && location.hash === fragment) return;
    history.replaceState(markOf(pushed.current), "", path + fragment);
  }, [path, hash]);

  useEffect(() => {
    const move = ({ state }: PopStateEvent) => {
      if (isGuarded()) return;
      pushed.current = isDetail(state);
      // No entry of this page's own: somebody wrote another filter behind the "#".
      if (state === null) return onFilter(filterFromHash(location.hash));
      setPane(pushed.current ? "detail" : "list");
      const seq = seqFromPath(location.pathname);
      const { path, hash } = now.current;
      // Back in the list, what was read last is where the reader is; the filter stays in either direction.
      const here = pushed.current ? location.pathname : path;
      history.replaceState(markOf(pushed.current), "", here + fragmentWith(hash));
      if (pushed.current && seq !== null) dispatch({ kind: "select", seq });
    };
    window.addEventListener("popstate", move);
    return () => window.removeEventListener("popstate", move);
  }, [dispatch, onFilter]);

  const change = useCallback((next: Pane) => {
    if (next === "detail" && !pushed.current && matchMedia("(width < 48rem)").matches) {
      pushed.current = true;
      history.pushState(markOf(true), "", location.pathname + location.hash);
    }
    if (next === "list" && pushed.current) history.back();
    else setPane(next);
  }, []);
  return [pane, change];
}

function fragmentWith(hash: string | null): string {
  return hash === null ? location.hash : withFilterHash(location.hash, hash);
}

/** What an entry of the history says of itself, beside what the router keeps there. */
function markOf(detail: boolean): { wirebinDetail: boolean } {
  return { wirebinDetail: detail };
}

function isDetail(state: unknown): boolean {
  return typeof state === "object" && state !== null && "wirebinDetail" in state && state.wirebinDetail === true;
}
