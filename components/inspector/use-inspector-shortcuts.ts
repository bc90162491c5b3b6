"use client";
import type { RefObject } from "react";
import { isWindowOpen } from "#components/ui/window-open.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { Summary } from "#lib/model/capture.ts";
import type { MarkChanges } from "#lib/model/mark.ts";
import { copyAs } from "./copy-as.ts";
import { copyUrl } from "./copy-links.ts";
import type { ListedCaptures } from "./filter/use-list-filter.ts";
import type { InspectorWindow } from "./inspector-windows.tsx";
import { rowAt } from "./list/step.ts";
import type { SessionHandle } from "./session/use-session.ts";
import { type ShortcutActions, useShortcuts } from "./shortcuts.ts";
import type { Choosing } from "./use-choosing.ts";
import type { Pane } from "./use-place.ts";

export type InspectorParts = {
  bin: Bin | null;
  handle: Pick<SessionHandle, "session" | "dispatch">;
  listed: ListedCaptures;
  choosing: Choosing;
  summary: Summary | null;
  /** The capture shown has been read in full. */
  isLoaded: boolean;
  field: RefObject<HTMLInputElement | null>;
  setPane: (pane: Pane) => void;
  /** The window that is open. */
  open: InspectorWindow | null;
  setOpen: (which: InspectorWindow | null) => void;
  /** A window about the capture shown. */
  openOnShown: (which: InspectorWindow) => void;
  openWithChosen: (which: InspectorWindow) => void;
  startNote: () => void;
  sendTest: () => Promise<void>;
  deleteOne: (capture: Summary) => void;
  onMark: (capture: Summary, changes: MarkChanges) => Promise<boolean>;
};

/** Puts every action of the inspector under its key. The palette lists the same ones. */
export function useInspectorShortcuts(parts: InspectorParts): ShortcutActions {
  const { bin, handle, listed, choosing, summary, isLoaded, field, setPane, open, setOpen } = parts;
  const { session, dispatch } = handle;
  const { selected } = session;
  const { rows } = listed.session.window;

  const step = (by: number) => {
    const next = rowAt(rows, selected, by);
    if (next) dispatch({ kind: "select", seq: next.seq });
    focusList();
  };
  const actions: ShortcutActions = {
    next: () => step(1),
    previous: () => step(-1),
    oldest: () => {
      if (listed.isFiltered) return step(rows.length);
      dispatch({ kind: "go", to: "oldest" });
      focusList();
    },
    newest: () => (listed.isFiltered ? step(-rows.length) : dispatch({ kind: "follow", on: true })),
    open: () => {
      setPane("detail");
      focusSoon("article [role=tab][aria-selected=true]");
    },
    back: () => {
      if (choosing.chosen) choosing.stop();
      else setPane("list");
      focusSoon("[role=listbox]");
    },
    filter: () => {
      setPane("list");
      field.current?.focus();
    },
    // What is done, is done to the capture shown: while captures pour in and are followed, the selection is ahead of it.
    choose: () => {
      if (summary) choosing.toggle(summary.seq, false);
      focusList();
    },
    pin: () => summary && parts.onMark(summary, { pinned: !summary.pinned }),
    note: parts.startNote,
    compare: () => {
      if (choosing.chosen?.size === 2) parts.openWithChosen("compare");
      else if (summary) parts.openOnShown("compare");
    },
    palette: () => {
      if (open === "palette") setOpen(null);
      // A window that is open may hold a draft.
      else if (open === null && !isWindowOpen()) setOpen("palette");
    },
    help: () => setOpen("help"),
    editReply: () => setOpen("reply"),
    sendTest: () => void parts.sendTest(),
    copyUrl: () => void (bin && copyUrl(bin, summary)),
    copyCurl: () => void (bin && summary && copyAs(bin, summary.seq, "curl")),
    resend: () => isLoaded && parts.openOnShown("resend"),
    remove: () => {
      if (choosing.chosen?.size) parts.openWithChosen("delete-chosen");
      else if (summary) parts.deleteOne(summary);
    },
  };
  useShortcuts(actions);
  return actions;
}

/** Who moves through the list by keys has its other keys too (Shift with arrows, Ctrl A, End), unless the focus is somewhere already. */
function focusList(): void {
  if (document.activeElement !== document.body) return;
  document.querySelector<HTMLElement>("[role=listbox]")?.focus({ preventScroll: true });
}

/** A pane that was covered can take the focus after the next paint. */
function focusSoon(selector: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
}
