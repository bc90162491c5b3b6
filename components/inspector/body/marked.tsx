"use client";
import { cx } from "#components/ui/cx.ts";
import type { Span } from "./highlight-line.ts";
import { type Mark, markSpans } from "./mark-spans.ts";

const ROLES: Record<Span["role"], string> = {
  plain: "",
  name: "text-info",
  string: "text-good",
  number: "text-violet",
  word: "text-warn",
  quiet: "text-faint",
};

export type MarkedProps = {
  spans: readonly Span[];
  marks: readonly Mark[];
  /** Hears of the element of the match one stands at. */
  onCurrent: (element: HTMLElement | null) => void;
};

/** The pieces of a line in their colours; what was found is marked. */
export function Marked({ spans, marks, onCurrent }: MarkedProps) {
  return markSpans(spans, marks).map(({ text, role, mark }, index) =>
    mark === null ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one line never move
      <span key={index} className={ROLES[role]}>
        {text}
      </span>
    ) : (
      <mark
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one line never move
        key={index}
        ref={mark === "current" ? onCurrent : undefined}
        aria-current={mark === "current" ? "true" : undefined}
        className={cx(
          "scroll-mx-16 scroll-my-20 rounded-xs bg-accent-wash -outline-offset-1 outline-accent",
          ROLES[role] || "text-current",
          // In the reader's own colours a wash is not drawn.
          "forced-colors:outline-1 forced-colors:outline-dashed",
          mark === "current" && "outline-2 forced-colors:outline-2",
        )}
      >
        {text}
      </mark>
    ),
  );
}
