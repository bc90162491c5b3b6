"use client";
import { useEffect, useMemo, useState } from "react";

export type Hint = { control: HTMLElement; text: string; keys: string | undefined };

/** How long the pointer rests on a control before its hint appears; the next control's follows at once. */
const REST_MS = 450;
/** Time to get from the control to its hint, and to the next control. */
const LEAVE_MS = 150;

/**
 * Which hint is to be seen: of the control the pointer rests on, or that the keyboard reached. It stays as long as the pointer is on it or
 * its control, and goes at a press, a key or when things move under it (WCAG 2.2, 1.4.13).
 */
export function useHint(): { hint: Hint | null; keep: () => void; leave: () => void } {
  const [hint, setHint] = useState<Hint | null>(null);
  const aim = useMemo(() => createAim(setHint), []);

  useEffect(() => {
    const enter = ({ pointerType, target }: PointerEvent) => {
      const under = pointerType === "touch" ? null : hintOf(target);
      aim.at(under, under === null ? LEAVE_MS : aim.isShown() ? 0 : REST_MS);
    };
    const exit = ({ relatedTarget }: PointerEvent) => {
      if (relatedTarget === null) aim.at(null, LEAVE_MS);
    };
    const focus = ({ target }: FocusEvent) => {
      if (target instanceof Element && target.matches(":focus-visible")) aim.at(hintOf(target), 0);
    };
    const hide = () => aim.at(null, 0);
    const gone = new AbortController();
    const options = { capture: true, passive: true, signal: gone.signal };
    document.addEventListener("pointerover", enter, options);
    document.addEventListener("pointerout", exit, options);
    document.addEventListener("focusin", focus, options);
    for (const name of ["focusout", "pointerdown", "keydown", "scroll"]) document.addEventListener(name, hide, options);
    return () => {
      gone.abort();
      aim.stop();
    };
  }, [aim]);

  return { hint, keep: aim.stop, leave: () => aim.at(null, LEAVE_MS) };
}

/** The one hint that is shown or about to be. Aiming at the same control again changes nothing. */
function createAim(show: (hint: Hint | null) => void) {
  let wanted: Hint | null = null;
  let shown: Hint | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    isShown: () => shown !== null,
    at: (hint: Hint | null, afterMs: number) => {
      if (hint?.control === wanted?.control) return;
      clearTimeout(timer);
      wanted = hint;
      const arrive = () => {
        shown = wanted;
        show(wanted);
      };
      if (afterMs === 0) arrive();
      else timer = setTimeout(arrive, afterMs);
    },
    /** Stays with what is shown. */
    stop: () => {
      clearTimeout(timer);
      wanted = shown;
    },
  };
}

function hintOf(target: EventTarget | null): Hint | null {
  const control = target instanceof Element ? target.closest<HTMLElement>("[data-hint]") : null;
  const text = control?.dataset.hint;
  // What has opened says more than its hint.
  if (!control || !text || control.hasAttribute("data-popup-open")) return null;
  return { control, text, keys: control.dataset.hintKeys };
}
