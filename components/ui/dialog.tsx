"use client";
import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import X from "lucide-react/icons/x";
import { createContext, type ReactNode, use, useRef } from "react";
import { Button } from "./button.tsx";
import { cx } from "./cx.ts";
import { IconButton } from "./icon-button.tsx";
import { type Discard, useDiscard } from "./use-discard.tsx";

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Something was changed and is not saved: it closes only when that may go. */
  isDirty?: boolean;
  title: string;
  /** One sentence under the title. */
  description?: ReactNode;
  /** card: in the middle; sheet: from the right edge, from below on a phone. */
  shape?: "card" | "sheet";
  width?: string;
  children: ReactNode;
  /** Buttons, always visible. */
  footer?: ReactNode;
};

const SHAPES = {
  card: "top-1/2 left-1/2 max-h-[min(44rem,calc(100dvh-2rem))] w-[calc(100vw-1.5rem)] -translate-x-1/2 -translate-y-1/2 rounded-xl border data-ending-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0",
  sheet:
    "inset-y-0 right-0 w-full border-l data-ending-style:translate-x-6 data-ending-style:opacity-0 data-starting-style:translate-x-6 data-starting-style:opacity-0 sm:w-[calc(100vw-3rem)]",
} as const;

const Leaving = createContext<Discard["leave"]>((then) => then());

/** A window over the page: holds focus, closes with Escape, gives focus back. */
export function Dialog(props: DialogProps) {
  const { open, onOpenChange, isDirty = false, title, description, shape = "card", width, children, footer } = props;
  const discard = useDiscard(open && isDirty, () => onOpenChange(false));
  const popup = useRef<HTMLDivElement>(null);
  // Into the first field; on a touch screen that would raise the keyboard. Never onto the close button, whose hint would take the first
  // Escape for itself.
  const firstFocus = (by: string) =>
    (by !== "touch" && popup.current?.querySelector<HTMLElement>("input:not([type=checkbox]), textarea")) ||
    popup.current;
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => (next ? onOpenChange(true) : discard.close())}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-40 bg-veil transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <BaseDialog.Popup
          ref={popup}
          initialFocus={firstFocus}
          className={cx(
            "fixed z-40 flex flex-col overflow-hidden bg-surface shadow-high outline-none transition-[opacity,scale,translate]",
            SHAPES[shape],
            width ?? (shape === "card" ? "max-w-md" : "max-w-2xl"),
          )}
        >
          <header className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <BaseDialog.Title className="text-lg font-semibold tracking-tight text-balance">{title}</BaseDialog.Title>
              {description ? (
                <BaseDialog.Description className="mt-0.5 text-sm text-soft">{description}</BaseDialog.Description>
              ) : null}
            </div>
            <BaseDialog.Close
              render={<IconButton label="Close" icon={<X aria-hidden className="size-4" />} className="-mr-2" />}
            />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pb-5">
            <Leaving value={discard.leave}>{children}</Leaving>
          </div>
          {footer ? (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t bg-sunken px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {footer}
            </footer>
          ) : null}
          {discard.question}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

/** Closes the window around it, as Escape does. */
export function DialogCancel() {
  return <BaseDialog.Close render={<Button>Cancel</Button>} />;
}

/** Leads from the window around it to something else, which takes its place. */
export function DialogLeave({ onLeave, children }: { onLeave: () => void; children: ReactNode }) {
  const leave = use(Leaving);
  return (
    <Button look="danger" onClick={() => leave(onLeave)}>
      {children}
    </Button>
  );
}
