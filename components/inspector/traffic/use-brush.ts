"use client";
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { between, placeOf, type Strip } from "./strip.ts";

export type Brush = {
  /** The places under the pointer or the keyboard's cursor, in any order; null while neither is there. */
  ends: { anchor: number; cursor: number } | null;
  /** A range is being drawn. */
  isDrawing: boolean;
  pointer: {
    onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    onPointerCancel: () => void;
    onPointerLeave: () => void;
  };
  onKeyDown: (event: KeyboardEvent) => void;
  onBlur: () => void;
};

export type BrushOptions = {
  strip: Strip;
  first: number;
  last: number;
  /** The captures of the range that was drawn; null when there are none in it. */
  onSelect: (range: { from: number; to: number } | null) => void;
  onClear: () => boolean;
};

/** Ends are kept as times: slots may move or join under them. */
type Ends = { anchor: number; cursor: number; by: "hover" | "drag" | "keys" };

/**
 * Drawing a range of slots. Pointer: press, draw, let go; a click takes one slot. Keys: arrows move, Shift with them draws, Page Up and Down
 * go to the next slot that has something, Enter takes the range, Escape gives it back.
 */
export function useBrush({ strip, first, last, onSelect, onClear }: BrushOptions): Brush {
  const [ends, setEnds] = useState<Ends | null>(null);
  const inside = (place: number) => Math.min(Math.max(place, first), last);
  const timeOf = (place: number) => strip.from + place * strip.stepMs;
  const places = ends && { anchor: inside(placeOf(strip, ends.anchor)), cursor: inside(placeOf(strip, ends.cursor)) };

  const placeUnder = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return inside(first + Math.floor(((event.clientX - left) / Math.max(1, width)) * (last - first + 1)));
  };
  const select = (anchor: number, cursor: number) => {
    const slot = between(strip, anchor, cursor);
    onSelect(slot && { from: slot.firstSeq, to: slot.lastSeq });
  };

  const goTo = (place: number, isDrawing: boolean) => {
    const cursor = timeOf(inside(place));
    setEnds((before) => ({ cursor, anchor: isDrawing && before?.by === "keys" ? before.anchor : cursor, by: "keys" }));
  };
  const nextBusy = (from: number, by: 1 | -1) => {
    const busy = [...strip.slots.keys()].filter((place) => (by > 0 ? place > from : place < from));
    return busy.length === 0 ? from : by > 0 ? Math.min(...busy) : Math.max(...busy);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = ends?.by === "keys" && places ? places.cursor : last + 1;
    const targets: Record<string, () => number> = {
      ArrowLeft: () => at - 1,
      ArrowDown: () => at - 1,
      ArrowRight: () => at + 1,
      ArrowUp: () => at + 1,
      Home: () => first,
      End: () => last,
      PageUp: () => nextBusy(at, 1),
      PageDown: () => nextBusy(at, -1),
    };
    const target = targets[event.key];
    if (target) goTo(target(), event.shiftKey);
    else if ((event.key === "Enter" || event.key === " ") && places) select(places.anchor, places.cursor);
    else if (event.key !== "Escape" || !(onClear() || ends?.by === "keys")) return;
    else setEnds(null);
    event.preventDefault();
  };

  return {
    ends: places,
    isDrawing: ends !== null && ends.by !== "hover" && ends.anchor !== ends.cursor,
    pointer: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const time = timeOf(placeUnder(event));
        setEnds({ anchor: time, cursor: time, by: "drag" });
      },
      onPointerMove: (event) => {
        const time = timeOf(placeUnder(event));
        const { pointerType } = event;
        setEnds((before) => {
          if (before?.by === "drag") return before.cursor === time ? before : { ...before, cursor: time };
          return pointerType === "touch" ? before : { anchor: time, cursor: time, by: "hover" };
        });
      },
      onPointerUp: (event) => {
        if (ends?.by !== "drag" || !places) return;
        select(places.anchor, placeUnder(event));
        setEnds(null);
      },
      onPointerCancel: () => setEnds(null),
      onPointerLeave: () => setEnds((before) => (before?.by === "hover" ? null : before)),
    },
    onKeyDown,
    onBlur: () => setEnds((before) => (before?.by === "keys" ? null : before)),
  };
}
