"use client";
import { type ReactNode, useState } from "react";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { useLeaveGuard } from "./use-leave-guard.ts";

export type Discard = {
  /** Does `then` at once while nothing has been changed, and asks first otherwise. */
  leave: (then: () => void) => void;
  /** Leaves by the way that was given. */
  close: () => void;
  /** Has to be in the page. */
  question: ReactNode;
};

/** Nothing written is thrown away unasked, neither by what is done here nor by a step back or by leaving the page. */
export function useDiscard(isDirty: boolean, onClose: () => void): Discard {
  const [asked, setAsked] = useState<{ then: () => void } | null>(null);
  const leave = (then: () => void) => (isDirty ? setAsked({ then }) : then());
  const close = () => leave(onClose);
  useLeaveGuard(isDirty, close);
  return {
    leave,
    close,
    question: (
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title="Leave without saving?"
        action="Discard changes"
        onConfirm={async () => asked?.then()}
      >
        What you changed here is lost then.
      </ConfirmDialog>
    ),
  };
}
