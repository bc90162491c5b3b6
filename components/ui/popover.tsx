"use client";
import { Popover as BasePopover } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { cx } from "./cx.ts";

export type PopoverProps = {
  trigger: ReactElement;
  title: string;
  /** Opens under the pointer too, not only when pressed. */
  onHover?: boolean;
  align?: "start" | "end";
  children: ReactNode;
  className?: string;
};

/** A small window anchored to its button. */
export function Popover({ trigger, title, onHover = false, align = "end", children, className }: PopoverProps) {
  return (
    <BasePopover.Root>
      <BasePopover.Trigger render={trigger} openOnHover={onHover} delay={350} />
      <BasePopover.Portal>
        <BasePopover.Positioner sideOffset={6} align={align} collisionPadding={12} className="z-50">
          <BasePopover.Popup
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
