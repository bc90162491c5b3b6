"use client";
import StickyNote from "lucide-react/icons/sticky-note";
import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { useDiscard } from "#components/ui/use-discard.tsx";
import type { NoteWriting } from "../use-note-drafts.ts";

/** As many as the server takes. */
const MAX_CHARS = 2000;

export type NotePartProps = {
  note: string;
  writing: NoteWriting;
  /** Resolves with whether it is kept. An empty one removes the note. */
  onSave: (note: string) => Promise<boolean>;
};

/** What somebody wrote to a capture, and where one writes it. */
export function NotePart({ note, writing, onSave }: NotePartProps) {
  if (writing.text !== null) return <NoteEditor note={note} text={writing.text} writing={writing} onSave={onSave} />;
  if (note === "") return null;
  return (
    <section
      aria-label="Note"
      className="flex items-start gap-2.5 rounded-lg border border-l-3 border-l-accent bg-surface px-3 py-2 text-sm"
    >
      <StickyNote aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
      <p
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        tabIndex={0}
        className="max-h-32 min-w-0 flex-1 overflow-y-auto rounded-xs [overflow-wrap:anywhere] whitespace-pre-wrap [unicode-bidi:plaintext]"
      >
        {note}
      </p>
      <Button size="sm" look="ghost" onClick={writing.begin} className="-my-0.5">
        Edit<span className="sr-only"> the note</span>
      </Button>
    </section>
  );
}

function NoteEditor({ note, text, writing, onSave }: NotePartProps & { text: string }) {
  const [busy, setBusy] = useState(false);
  const from = useRef<Element | null>(null);
  const end = () => {
    // What the focus goes to is to stand there before it does, however busy the page is.
    flushSync(() => writing.write(null));
    focusBack(from.current);
  };
  const { close, question } = useDiscard(text !== note, end);
  const part = useRef<HTMLDivElement>(null);
  const { begun } = writing;
  useEffect(() => {
    if (begun === 0) return;
    from.current = document.activeElement;
    const field = part.current?.querySelector("textarea");
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  }, [begun]);
  const save = async () => {
    setBusy(true);
    const kept = await onSave(text.trim());
    setBusy(false);
    if (kept) end();
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: hears keys of the field inside it */}
      <div
        ref={part}
        className="flex flex-col gap-2"
        onKeyDown={(event) => {
          if (event.key === "Escape") close();
          else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        <TextField label="Note" value={text} onChange={writing.write} rows={3} maxLength={MAX_CHARS} />
        <div className="flex gap-2">
          <Button look="primary" size="sm" busy={busy} onClick={() => void save()}>
            Save the note
          </Button>
          <Button size="sm" look="ghost" onClick={close}>
            Cancel
          </Button>
        </div>
      </div>
      {question}
    </>
  );
}

/**
 * To where the writer came from; else to the note, or without one to the tabs below it. Who came through a menu chose the note there: whether the
 * menu had already given the focus back to its button is no matter.
 */
function focusBack(from: Element | null): void {
  // A question that was answered goes first.
  requestAnimationFrame(() => {
    const isThere =
      from instanceof HTMLElement &&
      from !== document.body &&
      from.closest("[aria-haspopup=menu], [role=menu]") === null &&
      from.checkVisibility();
    const next = "article [aria-label=Note] button, article [role=tab][aria-selected=true]";
    (isThere ? from : document.querySelector<HTMLElement>(next))?.focus();
  });
}
