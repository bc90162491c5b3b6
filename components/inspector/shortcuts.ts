"use client";
import { useEffect, useRef } from "react";
import { isPaletteKey } from "#components/palette/palette-key.ts";
import { isWindowOpen } from "#components/ui/window-open.ts";
import { currentPreferences } from "./use-preferences.ts";

const KEYS = {
  j: "next",
  k: "previous",
  ArrowDown: "next",
  ArrowUp: "previous",
  G: "oldest",
  Enter: "open",
  Escape: "back",
  "/": "filter",
  x: "choose",
  p: "pin",
  n: "note",
  d: "compare",
  c: "copyCurl",
  y: "copyUrl",
  r: "resend",
  e: "editReply",
  t: "sendTest",
  Delete: "remove",
  Backspace: "remove",
  "?": "help",
} as const;

/** What each shortcut does; "newest" is g g, "palette" Ctrl K (⌘ K on Apple's), which also works while somebody types. */
export type ShortcutActions = Record<(typeof KEYS)[keyof typeof KEYS] | "newest" | "palette", () => unknown>;

/** "g g" within this time. */
const SEQUENCE_MS = 800;

/** Listens on the whole page, but never while somebody types, presses a focused control or has a window open. */
export function useShortcuts(actions: ShortcutActions): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    let lastG = 0;
    const hear = (event: KeyboardEvent) => {
      if (isPaletteKey(event)) {
        event.preventDefault();
        latest.current.palette();
        return;
      }
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event)) return;
      if (isSingle(event.key) && !currentPreferences().singleKeys) return;
      if (event.key === "g") {
        if (event.timeStamp - lastG < SEQUENCE_MS) latest.current.newest();
        lastG = event.timeStamp;
        return;
      }
      lastG = 0;
      if (!isKey(event.key)) return;
      event.preventDefault();
      latest.current[KEYS[event.key]]();
    };
    window.addEventListener("keydown", hear);
    return () => window.removeEventListener("keydown", hear);
  }, []);
}

function isKey(key: string): key is keyof typeof KEYS {
  return Object.hasOwn(KEYS, key);
}

/** Typed by mistake, or by a voice that was misheard, it would do something: a character, or what takes one away. */
function isSingle(key: string): boolean {
  return key.length === 1 || key === "Delete" || key === "Backspace";
}

function isBusy(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof Element)) return false;
  // A window that has just opened may not have the focus yet.
  if (isWindowOpen()) return true;
  // What stands beside something, such as what a header means, takes no keys but those pressed in it, and the one that closes it.
  if (target.closest("[role=dialog]") || (event.key === "Escape" && document.querySelector("[role=dialog]")))
    return true;
  if (target.closest("input, textarea, select, [contenteditable], [role=menu]")) return true;
  // Arrows belong to whatever has the focus; the list has its own, too.
  if (event.key.startsWith("Arrow")) return target !== document.body;
  // Enter presses what has the focus.
  return event.key === "Enter" && target.closest("button, a, summary, [role=tab], [role=tree]") !== null;
}
