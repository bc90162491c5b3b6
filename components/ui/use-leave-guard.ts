"use client";
import { useEffect, useRef, useState } from "react";

/** The guards that stand, the latest last: a step back is for that one. */
const standing: object[] = [];
/** Entries of guards that have gone and are still to be taken back, one after the other. */
let owed = 0;

/** Does the step back or forward that is just heard of belong to a guard? Then it leads nowhere, and nothing on the page follows it. */
export function isGuarded(): boolean {
  return standing.length > 0 || owed > 0;
}

/**
 * Keeps what is changed here from being left unasked: the browser asks before the page is closed or another site is opened, and `onLeave` is
 * called in place of a step back. From the first change on an entry of the history with the same address takes that step.
 */
export function useLeaveGuard(isDirty: boolean, onLeave: () => void): void {
  const latest = useRef({ isDirty, onLeave });
  latest.current = { isDirty, onLeave };
  const [isGuarding, setIsGuarding] = useState(false);
  if (isDirty && !isGuarding) setIsGuarding(true);
  useEffect(() => {
    if (!isGuarding) return;
    const ask = (event: BeforeUnloadEvent) => latest.current.isDirty && event.preventDefault();
    const stay = () => history.pushState(history.state, "", location.href);
    const guard = {};
    const stepBack = () => {
      if (owed > 0 || standing.at(-1) !== guard) return;
      stay();
      latest.current.onLeave();
    };
    standing.push(guard);
    stay();
    window.addEventListener("beforeunload", ask);
    window.addEventListener("popstate", stepBack);
    return () => {
      window.removeEventListener("beforeunload", ask);
      window.removeEventListener("popstate", stepBack);
      standing.splice(standing.indexOf(guard), 1);
      owed += 1;
      // What takes the place of the guarded part may set the address in this very moment.
      if (owed === 1) queueMicrotask(takeBack);
    };
  }, [isGuarding]);
}

/** Removes the guard's entry; the address stays what it is now. */
function takeBack(): void {
  const { state } = history;
  const { href } = location;
  const arrived = () => {
    owed -= 1;
    history.replaceState(state, "", href);
    if (owed > 0) takeBack();
  };
  window.addEventListener("popstate", arrived, { once: true });
  history.back();
}
