"use client";
import ExternalLink from "lucide-react/icons/external-link";
import { useEffect, useState } from "react";
import { Popover } from "#components/ui/popover.tsx";
import { whenIdle } from "#components/ui/when-idle.ts";
import type { HeaderNote } from "#lib/views/well-known-headers.ts";

export type HeaderNotes = (name: string) => HeaderNote | null;

/** What is known about headers; nothing before it is fetched. */
export function useHeaderNotes(): HeaderNotes {
  const [notes, setNotes] = useState<{ of: HeaderNotes }>({ of: () => null });
  useEffect(() => {
    let left = false;
    const load = async () => {
      const { headerNote } = await import("#lib/views/well-known-headers.ts");
      if (!left) setNotes({ of: headerNote });
    };
    // Explanations are a help, not a need: without them names are plain.
    whenIdle(() => left || load().catch(() => undefined));
    return () => {
      left = true;
    };
  }, []);
  return notes.of;
}

/** A header's name, exactly as it was written. A well-known one says on hover, or when pressed, what it means and where that is written down. */
export function HeaderName({ name, note }: { name: string; note: HeaderNote | null }) {
  if (note === null) return <>{name}</>;
  return (
    <Popover
      title={name}
      onHover
      align="start"
      className="max-w-80"
      trigger={
        <button
          type="button"
          className="verbatim rounded-xs text-left decoration-dotted decoration-line-strong underline-offset-4 hover:text-ink hover:underline focus-visible:underline data-popup-open:text-ink data-popup-open:underline"
        >
          {name}
        </button>
      }
    >
      <p className="text-sm text-soft text-pretty">{note.text}</p>
      <a
        href={note.url}
        target="_blank"
        rel="noreferrer"
        className="mt-2 inline-flex min-h-6 items-center gap-1.5 rounded-xs text-sm text-accent hover:underline"
      >
        {note.source}
        <ExternalLink aria-hidden className="size-3" />
      </a>
    </Popover>
  );
}
