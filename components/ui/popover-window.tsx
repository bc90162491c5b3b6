"use client";
import { Popover as BasePopover } from "@base-ui/react/popover";
import { cx } from "./cx.ts";
import { focusAfter } from "./focus-after.ts";
import type { PopoverProps } from "./popover.tsx";
import type { Popup } from "./use-popup.ts";

export type PopoverWindowProps = Omit<PopoverProps, "trigger" | "onHover"> & { popup: Popup };

/** The open popover; popover.tsx fetches it when it is needed. */
export function PopoverWindow({ popup, title, align = "end", children, className }: PopoverWindowProps) {
  const { open, by, setOpen, anchor, stay, leave } = popup;
  return (
    <BasePopover.Root
      open={open}
      onOpenChange={(next, { event }) => {
        // A press on the trigger is for the trigger to judge.
        const isOnTrigger = event.target instanceof Node && anchor.current?.contains(event.target);
        if (next || !isOnTrigger) setOpen(next);
      }}
    >
      <BasePopover.Portal>
        <BasePopover.Positioner anchor={anchor} sideOffset={6} align={align} collisionPadding={12} className="z-50">
          <BasePopover.Popup
            initialFocus={by !== "pointer"}
            finalFocus={() => (by === "pointer" ? false : focusAfter(anchor))}
            onPointerEnter={by === "pointer" ? stay : undefined}
            onPointerLeave={leave}
            className={cx(
              "max-w-(--available-width) origin-(--transform-origin) rounded-lg border border-line bg-raised p-4 shadow-high outline-none transition-[opacity,scale] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0",
              className,
            )}
          >
            <BasePopover.Title className="mb-2 text-sm font-semibold [overflow-wrap:anywhere]">
              {title}
            </BasePopover.Title>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
