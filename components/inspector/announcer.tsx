"use client";
import { useState } from "react";
import { spokenWords } from "./alerts/alert-words.ts";
import type { Session } from "./session/session.ts";
import { useGathered } from "./use-gathered.ts";

/** Speaking at most this often keeps a burst from drowning everything else. */
const EVERY_MS = 5000;
const GATHER_MS = 300;

/** Tells screen readers of new captures, politely and in summary. */
export function Announcer({ bin, session }: { bin: string; session: Session }) {
  const { known, window: held } = session;
  const [said, setSaid] = useState({ times: 0, words: "" });
  const newest = (held.newer === 0 && held.rows[0]) || null;
  useGathered({
    known,
    gatherMs: GATHER_MS,
    everyMs: EVERY_MS,
    tell: (count) => {
      setSaid(({ times }) => ({ times: times + 1, words: spokenWords(bin, count, newest) }));
      return true;
    },
  });
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {/* Its own element each time: the same words again would change nothing, and nothing would be said. */}
      <span key={said.times}>{said.words}</span>
    </p>
  );
}
