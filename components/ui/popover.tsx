"use client";
import type { ReactNode } from "react";
import { lazyPart } from "./lazy-part.tsx";
import { type Trigger, usePopup } from "./use-popup.ts";

const load = async () => (await import("./popover-window.tsx")).PopoverWindow;
const PopoverWindow = lazyPart(load, { name: "This window", floating: true });

export type PopoverProps = {
  trigger: Trigger;
  title: string;
  /** Opens under the pointer too, not only when pressed. */
  onHover?: boolean;
  align?: "start" | "end";
  children: ReactNode;
  className?: string;
};

/** A small window anchored to its button. */
export function Popover({ trigger, onHover = false, ...rest }: PopoverProps) {
  const popup = usePopup({ kind: "dialog", trigger, load: warmUp, onHover });
  return (
    <>
      {popup.trigger}
      {popup.isNeeded ? <PopoverWindow popup={popup} {...rest} /> : null}
    </>
  );
}

function warmUp(): void {
  // What does not come now is asked for again when the window opens.
  load().catch(() => undefined);
}
