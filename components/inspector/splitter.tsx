"use client";
import type { KeyboardEvent, PointerEvent } from "react";
import { clampWidth, MAX_LIST_WIDTH, MIN_LIST_WIDTH } from "./preferences.ts";
import { setPreferences, usePreferences } from "./use-preferences.ts";

const STEP = 24;

/** The line between list and detail, moved by pointer or arrow keys. */
export function Splitter() {
  const { listWidth } = usePreferences();
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1) return;
    setPreferences({ listWidth: clampWidth(event.clientX) });
  };
  const keys = (event: KeyboardEvent) => {
    const step = event.key === "ArrowLeft" ? -STEP : event.key === "ArrowRight" ? STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    setPreferences({ listWidth: clampWidth(listWidth + step) });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved has no element of its own
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label="Width of the list"
      aria-valuenow={listWidth}
      aria-valuemin={MIN_LIST_WIDTH}
      aria-valuemax={MAX_LIST_WIDTH}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={keys}
      className="group relative z-20 w-px shrink-0 cursor-col-resize bg-line outline-none max-md:hidden"
    >
      <span className="absolute inset-y-0 -left-1.5 w-3" />
      <span className="absolute inset-y-0 -left-px w-0.75 bg-focus opacity-0 transition-opacity group-hover:opacity-60 group-focus-visible:opacity-100" />
    </div>
  );
}
