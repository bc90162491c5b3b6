"use client";
import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { DialogCancel } from "#components/ui/dialog.tsx";
import { leadToProblem } from "./lead-to-problem.ts";
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

/** What is wrong as a whole, left of a footer's buttons. The first field that is marked gets the focus. */
export function FormSentence({ children }: { children: string }) {
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (children !== "") leadToProblem(said.current?.closest("[role=dialog]"));
  }, [children]);
  return children === "" ? null : (
    <p ref={said} role="alert" className="mr-auto text-sm text-bad">
      {children}
    </p>
  );
}
