"use client";
import { useEffect, useRef } from "react";

/** What the keyboard can do, as the help window lists it. */
export const SHORTCUTS: readonly { keys: readonly string[]; label: string }[] = [
  { keys: ["j", "↓"], label: "Next (older)" },
  { keys: ["k", "↑"], label: "Previous (newer)" },
  { keys: ["g", "g"], label: "Newest, and follow" },
  { keys: ["G"], label: "Oldest loaded" },
  { keys: ["Enter"], label: "Open the detail" },
  { keys: ["Esc"], label: "Back to the list" },
  { keys: ["/"], label: "Filter the list" },
  { keys: ["x"], label: "Choose several" },
  { keys: ["Shift", "↓"], label: "Choose a range" },
  { keys: ["Ctrl", "A"], label: "Choose all loaded" },
  { keys: ["p"], label: "Pin, unpin" },
  { keys: ["n"], label: "Write a note" },
  { keys: ["d"], label: "Compare with the previous" },
  { keys: ["c"], label: "Copy as curl" },
  { keys: ["y"], label: "Copy the URL" },
  { keys: ["r"], label: "Resend" },
  { keys: ["e"], label: "Edit the reply" },
  { keys: ["t"], label: "Send a test request" },
  { keys: ["Del"], label: "Delete the capture" },
  { keys: ["Ctrl", "K"], label: "Every action and bin" },
  { keys: ["?"], label: "This help" },
];

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

/** What each shortcut does; "newest" is g g, "palette" Ctrl or ⌘ K, which works everywhere. */
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
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
        event.preventDefault();
        latest.current.palette();
        return;
      }
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event)) return;
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

function isBusy(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof Element)) return false;
  // A window that has just opened may not have the focus yet.
  if (document.querySelector("[role=dialog], [role=alertdialog]")) return true;
  if (target.closest("input, textarea, select, [contenteditable], [role=menu]")) return true;
  // Arrows belong to whatever has the focus; the list has its own, too.
  if (event.key.startsWith("Arrow")) return target !== document.body;
  // Enter presses what has the focus.
  return event.key === "Enter" && target.closest("button, a, summary, [role=tab], [role=tree]") !== null;
}
