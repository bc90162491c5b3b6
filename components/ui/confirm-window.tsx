"use client";
import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useState } from "react";
import { Button } from "./button.tsx";
import type { ConfirmDialogProps } from "./confirm-dialog.tsx";
import { TextField } from "./text-field.tsx";

/** The open question; confirm-dialog.tsx fetches it when it is needed. */
export function ConfirmWindow(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, children, action, typed, onConfirm, finalFocus } = props;
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const ready = typed === undefined || text.trim() === typed;

  const change = (next: boolean) => {
    setText("");
    setProblem("");
    onOpenChange(next);
  };
  const confirm = async () => {
    if (!ready) return;
    setBusy(true);
    setProblem("");
    try {
      await onConfirm();
      change(false);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "This did not work. Try again.");
    } finally {
      setBusy(false);
    }
  };

  return (
    <AlertDialog.Root open={open} onOpenChange={change}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-40 bg-veil transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <AlertDialog.Popup
          {...(finalFocus && { finalFocus })}
          className="fixed top-1/2 left-1/2 z-40 w-[calc(100vw-1.5rem)] max-w-md -translate-x-1/2 -translate-y-1/2 overflow-hidden rounded-xl border bg-surface shadow-high outline-none transition-[opacity,scale] data-ending-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0"
        >
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void confirm();
            }}
          >
            <div className="flex flex-col gap-3 p-5">
              <AlertDialog.Title className="text-lg font-semibold tracking-tight">{title}</AlertDialog.Title>
              <AlertDialog.Description render={<div />} className="text-base text-soft">
                {children}
              </AlertDialog.Description>
              {typed === undefined ? null : (
                <TextField
                  label={
                    <>
                      Type <strong className="font-semibold text-ink select-all">{typed}</strong> to confirm
                    </>
                  }
                  value={text}
                  onChange={setText}
                  mono
                  autoComplete="off"
                />
              )}
              {problem ? (
                <p role="alert" className="text-sm text-bad">
                  {problem}
                </p>
              ) : null}
            </div>
            <div className="flex justify-end gap-2 border-t bg-sunken px-5 py-3">
              <AlertDialog.Close render={<Button>Cancel</Button>} />
              <Button type="submit" look="danger" busy={busy} disabled={!ready}>
                {action}
              </Button>
            </div>
          </form>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
