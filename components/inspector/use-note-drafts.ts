"use client";
import { useEffect, useState } from "react";
import type { Summary } from "#lib/model/capture.ts";

type Draft = { text: string; note: string };

/** The note being written to the capture shown. */
export type NoteWriting = {
  text: string | null;
  /** How often it was begun since this capture is shown: each time the writer goes into it. */
  begun: number;
  begin: () => void;
  /** What stands in it now; null ends it. */
  write: (text: string | null) => void;
};

/** Notes being written: each waits at its capture while others are looked at, and the browser asks before a page is closed with one. */
export function useNoteDrafts(shown: Summary | null, deleted: ReadonlySet<number>): NoteWriting {
  const [drafts, setDrafts] = useState<ReadonlyMap<number, Draft>>(new Map());
  const [begun, setBegun] = useState<{ at: number; times: number } | null>(null);
  const seq = shown?.seq ?? null;
  if (begun !== null && begun.at !== seq) setBegun(null);
  const isWaiting = [...drafts].some(([one, { text, note }]) => one !== seq && text !== note && !deleted.has(one));
  useEffect(() => {
    if (!isWaiting) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isWaiting]);

  const write = (text: string | null) => {
    if (!shown) return;
    setDrafts((before) => {
      const others = [...before].filter(([one]) => one !== shown.seq);
      return new Map(text === null ? others : [...others, [shown.seq, { text, note: shown.note ?? "" }]]);
    });
  };
  const draft = seq === null ? undefined : drafts.get(seq);
  const begin = () => {
    if (seq === null) return;
    setBegun((before) => ({ at: seq, times: (before?.times ?? 0) + 1 }));
    if (!draft) write(shown?.note ?? "");
  };
  return { text: draft?.text ?? null, begun: begun?.times ?? 0, begin, write };
}
