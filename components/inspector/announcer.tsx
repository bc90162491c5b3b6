"use client";
import { useState } from "react";
import { sayReply } from "#components/bin/status-text.ts";
import { shownTarget } from "#lib/http/target.ts";
import type { Session } from "./session/session.ts";
import { useGathered } from "./use-gathered.ts";

/** Speaking at most this often keeps a burst from drowning everything else. */
const EVERY_MS = 5000;
const GATHER_MS = 300;

/** Tells screen readers of new captures, politely and in summary. */
export function Announcer({ bin, session }: { bin: string; session: Session }) {
  const { known, window: held } = session;
  const [said, setSaid] = useState("");
  const row = held.newer === 0 ? held.rows[0] : undefined;
  const what = row ? `${row.method} ${shownTarget(bin, row.target).slice(0, 80)}, ${sayReply(row.replyStatus)}` : "";
  useGathered({
    known,
    gatherMs: GATHER_MS,
    everyMs: EVERY_MS,
    tell: (count) => {
      setSaid(count === 1 ? `New capture: ${what}` : `${count} new captures, the newest ${what}`);
      return true;
    },
  });
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
