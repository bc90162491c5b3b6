"use client";
import { useEffect, useRef, useState } from "react";
import { shownTarget } from "#components/bin/address.ts";
import type { Session } from "./session/session.ts";

/** Speaking at most this often keeps a burst from drowning everything else. */
const EVERY_MS = 5000;

/** Tells screen readers of new captures, politely and in summary. */
export function Announcer({ bin, session }: { bin: string; session: Session }) {
  const { known, window: held } = session;
  const [said, setSaid] = useState("");
  const told = useRef<number | null>(null);
  const spokeAt = useRef(0);
  const newest = held.newer === 0 ? held.rows[0] : undefined;
  const latest = useRef(newest);
  latest.current = newest;

  useEffect(() => {
    if (known === null) return;
    if (told.current === null) told.current = known;
    if (known <= told.current) return;
    const speak = () => {
      const count = known - (told.current ?? known);
      told.current = known;
      spokeAt.current = Date.now();
      const row = latest.current;
      const what = row ? `${row.method} ${shownTarget(bin, row.target).slice(0, 80)}, answered ${row.replyStatus}` : "";
      setSaid(count === 1 ? `New capture: ${what}` : `${count} new captures, the newest ${what}`);
    };
    const timer = setTimeout(speak, Math.max(300, spokeAt.current + EVERY_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [bin, known]);

  return (
    <p role="status" aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
