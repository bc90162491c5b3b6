"use client";
import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";

/** A hint beside a control. The control needs its own accessible name: a hint is not announced everywhere. */
export function Tooltip({ hint, keys, children }: { hint: ReactNode; keys?: string; children: ReactElement }) {
  return (
    <BaseTooltip.Root>
      <BaseTooltip.Trigger delay={450} render={children} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner sideOffset={6} className="z-50">
          <BaseTooltip.Popup className="flex max-w-80 items-center gap-2 rounded-md border border-line bg-raised px-2 py-1 text-xs text-ink shadow-high transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {hint}
            {keys ? <kbd className="rounded-xs bg-hover px-1 text-2xs text-soft">{keys}</kbd> : null}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}
