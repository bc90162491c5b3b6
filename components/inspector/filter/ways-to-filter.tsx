"use client";
import Pin from "lucide-react/icons/pin";
import { Fragment } from "react";
import { cx } from "#components/ui/cx.ts";
import { CHIPS } from "./chips.ts";
import type { FilterBoxProps } from "./filter-box.tsx";
import { termIn, withTerm } from "./filter-text.ts";
import { WHERE_WORDS } from "./say-misread.ts";

const HINTS: readonly { term: string; meaning: string }[] = [
  { term: "path:/orders", meaning: "" },
  { term: "seq:10-20", meaning: "" },
  { term: "from:192.0.2.7", meaning: "" },
  { term: "header:x-event=push", meaning: "" },
  { term: "header:accept~json", meaning: " for a part of a value" },
];

/** Chips that write terms, and what else one may type. */
export function WaysToFilter({ text, onChange }: Pick<FilterBoxProps, "text" | "onChange">) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame and a legend this row has no use for
    <div role="group" aria-label="Filter by" className="flex flex-wrap gap-1.5 px-4 pt-0.5 pb-2.5">
      {CHIPS.map(({ term, value, label }) => {
        const isOn = termIn(text, term) === value;
        return (
          <button
            key={label}
            type="button"
            aria-pressed={isOn}
            onClick={() => onChange(withTerm(text, term, isOn ? null : value))}
            className={cx(
              "inline-flex h-6 items-center gap-1 rounded-full border px-2 text-xs font-medium transition-colors pointer-coarse:h-9 pointer-coarse:px-3",
              isOn
                ? "border-accent bg-accent-wash text-accent"
                : "border-line-strong text-soft hover:bg-hover hover:text-ink",
            )}
          >
            {value === "pinned" ? <Pin aria-hidden className="size-3" /> : null}
            {label}
          </button>
        );
      })}
      <p className="w-full pt-1 text-xs text-faint">
        {HINTS.map(({ term, meaning }, index) => (
          <Fragment key={term}>
            {index > 0 ? ", " : "Or type "}
            <code className="text-soft">{term}</code>
            {meaning}
          </Fragment>
        ))}
        . In quotes all is words: <code className="text-soft">"a:b"</code>.
      </p>
      <p className="w-full text-xs text-faint">{WHERE_WORDS}</p>
    </div>
  );
}
