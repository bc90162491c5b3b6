"use client";
import { useLayoutEffect, useRef, useState } from "react";
import { keysHere } from "./keys-here.ts";
import { type Hint, useHint } from "./use-hint.ts";

/** Between a control and its hint, and between a hint and the edge of the window, in pixels. */
const GAP = 6;

/** The place where the hints of every <Tooltip> appear. One per page. */
export function Hints() {
  const { hint, keep, leave } = useHint();
  return hint ? <Bubble key={hint.text} hint={hint} onEnter={keep} onLeave={leave} /> : null;
}

function Bubble({ hint, onEnter, onLeave }: { hint: Hint; onEnter: () => void; onLeave: () => void }) {
  const bubble = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);
  useLayoutEffect(() => {
    if (bubble.current) setPlace(placeBeside(hint.control.getBoundingClientRect(), bubble.current));
  }, [hint]);
  return (
    // For the eye alone: the control has the same words as its name.
    <div
      ref={bubble}
      aria-hidden
      onPointerEnter={onEnter}
      onPointerLeave={onLeave}
      style={place ?? { left: 0, top: 0, visibility: "hidden" }}
      className="fixed z-50 flex w-max max-w-80 animate-appear items-center gap-2 rounded-md border border-line bg-raised px-2 py-1 text-xs text-ink shadow-high"
    >
      {hint.text}
      {hint.keys ? <kbd className="rounded-xs bg-hover px-1 text-2xs text-soft">{keysHere(hint.keys)}</kbd> : null}
    </div>
  );
}

/** Above the control or, where there is no room, below it; never beyond the edges of the window. */
function placeBeside(control: DOMRect, { offsetWidth: width, offsetHeight: height }: HTMLElement) {
  const above = control.top - GAP - height;
  const middle = control.left + control.width / 2 - width / 2;
  return {
    left: Math.max(GAP, Math.min(middle, document.documentElement.clientWidth - width - GAP)),
    top: above >= GAP ? above : control.bottom + GAP,
  };
}
