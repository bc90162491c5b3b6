"use client";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { DialogCancel } from "#components/ui/dialog.tsx";
import type { Attempt } from "./use-attempt.ts";

/** Fields that are saved together, by Enter too. */
export function EditForm(props: { onSave: () => unknown; className?: string; children: ReactNode }) {
  return (
    <form
      className={cx("flex flex-col", props.className)}
      onSubmit={(event) => {
        event.preventDefault();
        props.onSave();
      }}
    >
      {props.children}
      <button type="submit" hidden />
    </form>
  );
}

/** The footer of a window that edits something: what is wrong, away, save. */
export function EditFooter(props: { attempt: Attempt; onSave: () => unknown; save: string }) {
  return (
    <>
      <FormSentence>{props.attempt.sentence}</FormSentence>
      <DialogCancel />
      <Button look="primary" busy={props.attempt.busy} onClick={() => props.onSave()}>
        {props.save}
      </Button>
    </>
  );
}

/** What is wrong as a whole, left of a footer's buttons. */
export function FormSentence({ children }: { children: string }) {
  return children === "" ? null : (
    <p role="alert" className="mr-auto text-sm text-bad">
      {children}
    </p>
  );
}
