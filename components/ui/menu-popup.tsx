"use client";
import { Menu as BaseMenu } from "@base-ui/react/menu";
import { type KeyboardEvent as KeyPress, type ReactNode, useCallback, useRef } from "react";
import { focusAfter } from "./focus-after.ts";
import { MenuParts } from "./menu-parts.ts";
import type { Popup } from "./use-popup.ts";

/** The open menu; menu.tsx fetches it when it is needed. */
export function MenuPopup({ popup, label, children }: { popup: Popup; label: string; children: ReactNode }) {
  const { open, setOpen, anchor, by } = popup;
  const chooseFirst = useCallback(
    (list: HTMLElement | null) => {
      if (!list || by !== "key") return;
      // The library chooses the first item itself only when its own trigger heard the key. Its items are known by the next frame.
      const down = new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true });
      requestAnimationFrame(() => list.dispatchEvent(down));
    },
    [by],
  );
  const isLeaving = useRef(false);
  const leave = (event: KeyPress) => {
    isLeaving.current = event.key === "Tab";
    if (!isLeaving.current) return;
    // From the button the browser goes on to the next control.
    anchor.current?.focus();
    setOpen(false);
  };
  return (
    <BaseMenu.Root
      modal={false}
      open={open}
      onOpenChange={(next, { event }) => {
        // A press on the trigger is for the trigger to judge.
        const isOnTrigger = event.target instanceof Node && anchor.current?.contains(event.target);
        if (next || !isOnTrigger) setOpen(next);
      }}
    >
      <BaseMenu.Portal>
        <BaseMenu.Positioner anchor={anchor} sideOffset={5} align="end" className="z-50 outline-none">
          <BaseMenu.Popup
            ref={chooseFirst}
            aria-label={label}
            finalFocus={() => (isLeaving.current ? false : focusAfter(anchor))}
            onKeyDown={leave}
            className="max-h-(--available-height) min-w-44 max-w-80 origin-(--transform-origin) overflow-y-auto rounded-lg border border-line bg-raised p-1 text-sm text-ink shadow-high outline-none transition-[opacity,scale] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0"
          >
            <MenuParts value={BaseMenu}>{children}</MenuParts>
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
