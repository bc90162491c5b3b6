"use client";
import { type ReactNode, useState } from "react";
import { lazyPart } from "./lazy-part.tsx";

const ConfirmWindow = lazyPart(async () => (await import("./confirm-window.tsx")).ConfirmWindow, {
  name: "This window",
  floating: true,
});

export type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
  /** The words of the button that does it, such as "Delete bin". */
  action: string;
  /** What has to be typed first, for what cannot be taken back. */
  typed?: string;
  /** Resolves when done (the dialog closes) or rejects with a sentence to show. */
  onConfirm: () => Promise<void>;
  /** What gets the focus once it is closed, where that which opened it may be gone. */
  finalFocus?: () => HTMLElement | null;
};

/** Asks before something that cannot be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const [wasOpen, setWasOpen] = useState(false);
  if (props.open && !wasOpen) setWasOpen(true);
  // Once it was open it stays in the page, so that it can close in its own time.
  return wasOpen ? <ConfirmWindow {...props} /> : null;
}
