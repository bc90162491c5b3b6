"use client";
import { cx } from "#components/ui/cx.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { Link } from "../session/session.ts";

const STATES: Record<Link, { word: string; hint: string; dot: string }> = {
  connecting: { word: "Connecting", hint: "Opening the live connection", dot: "bg-warn animate-breathe" },
  live: { word: "Live", hint: "New captures appear at once", dot: "bg-good" },
  reconnecting: {
    word: "Reconnecting",
    hint: "The connection was lost. Captures are kept and will appear when it is back",
    dot: "bg-warn animate-breathe",
  },
  offline: {
    word: "Offline",
    hint: "The server cannot be reached. Trying again; nothing that it stores will be missed",
    dot: "bg-bad",
  },
};

/** Whether what is on screen is current. The word says it; shape and colour repeat it. */
export function ConnectionMark({ link }: { link: Link }) {
  const { word, hint, dot } = STATES[link];
  return (
    <Tooltip hint={hint}>
      <output
        aria-label={`Connection: ${word.toLowerCase()}`}
        className={cx(
          "inline-flex h-7 items-center gap-1.5 rounded-full px-2 text-xs font-medium",
          link === "live" || link === "connecting"
            ? "text-soft"
            : link === "offline"
              ? "bg-bad-wash text-bad"
              : "bg-warn-wash text-warn",
        )}
      >
        <span aria-hidden className={cx("size-2", dot, link === "offline" ? "rounded-none" : "rounded-full")} />
        <span className={link === "live" ? "max-sm:sr-only" : ""}>{word}</span>
      </output>
    </Tooltip>
  );
}
