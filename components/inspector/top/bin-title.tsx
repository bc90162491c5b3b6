"use client";
import Pencil from "lucide-react/icons/pencil";
import { type KeyboardEvent, useRef, useState } from "react";
import { showProblem } from "#components/ui/notify.ts";
import type { Bin } from "#lib/model/bin.ts";
import { api } from "../session/api.ts";
import { sentenceOf } from "../session/use-session.ts";

/** The bin's title, changed in place. Enter keeps, Escape gives up. */
export function BinTitle({ bin, onChanged }: { bin: Bin; onChanged: (bin: Bin) => void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);

  const finish = async (keep: boolean) => {
    if (draft === null) return;
    setDraft(null);
    // The button is not in the page before the next paint.
    requestAnimationFrame(() => button.current?.focus());
    const title = draft.trim();
    if (!keep || title === bin.title) return;
    const before = bin;
    onChanged({ ...bin, title });
    try {
      onChanged(await api.changeBin(bin.id, { title }));
    } catch (error) {
      onChanged(before);
      showProblem(`The title was not changed. ${sentenceOf(error)}`);
    }
  };

  if (draft !== null) {
    const keys = (event: KeyboardEvent) => {
      if (event.key === "Enter") void finish(true);
      if (event.key === "Escape") void finish(false);
    };
    return (
      <input
        aria-label="Title of this bin"
        value={draft}
        maxLength={120}
        placeholder={bin.id}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={keys}
        onBlur={() => void finish(true)}
        // biome-ignore lint/a11y/noAutofocus: the reader has just asked to type here
        autoFocus
        onFocus={(event) => event.target.select()}
        className="h-7 w-full max-w-60 min-w-0 rounded-md border border-edge bg-surface px-1.5 text-base font-medium outline-none focus:border-focus focus:ring-2 focus:ring-focus/30"
      />
    );
  }
  return (
    <h1 className="min-w-0">
      <button
        ref={button}
        type="button"
        onClick={() => setDraft(bin.title)}
        title="Change the title"
        className="group inline-flex h-7 max-w-full min-w-0 items-center gap-1.5 rounded-md px-1.5 text-base font-medium hover:bg-hover"
      >
        <span className="truncate">{bin.title || bin.id}</span>
        <Pencil
          aria-hidden
          className="size-3 shrink-0 text-faint opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
        />
        <span className="sr-only">, change the title</span>
      </button>
    </h1>
  );
}
