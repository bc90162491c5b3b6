"use client";
import { useEffect, useRef } from "react";

/**
 * Keeps a page with unsaved changes from being left unasked: the browser asks before it is closed or another site is opened, and `onLeave` is
 * called in place of a step back. An entry of the history with the same address takes that step.
 */
export function useLeaveGuard(isDirty: boolean, onLeave: () => void): void {
  const latest = useRef(onLeave);
  latest.current = onLeave;
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    const stay = () => history.pushState(history.state, "", location.href);
    const stepBack = () => {
      stay();
      latest.current();
    };
    stay();
    window.addEventListener("beforeunload", ask);
    window.addEventListener("popstate", stepBack);
    return () => {
      window.removeEventListener("beforeunload", ask);
      window.removeEventListener("popstate", stepBack);
      history.back();
    };
  }, [isDirty]);
}
