"use client";
import ListFilter from "lucide-react/icons/list-filter";
import Pin from "lucide-react/icons/pin";
import Search from "lucide-react/icons/search";
import X from "lucide-react/icons/x";
import { Fragment, type RefObject, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { usePreferences } from "../use-preferences.ts";
import { CHIPS } from "./chips.ts";
import { termIn, withTerm } from "./filter-text.ts";

export type FilterBoxProps = {
  text: string;
  onChange: (text: string) => void;
  /** Escape in the empty box, or Enter: the reader goes on to the list. */
  onLeave: () => void;
  field: RefObject<HTMLInputElement | null>;
};

/** What the list shows: words and terms one types, or chips that write the terms. */
export function FilterBox({ text, onChange, onLeave, field }: FilterBoxProps) {
  const [open, setOpen] = useState(false);
  const { singleKeys } = usePreferences();
  return (
    <search className="shrink-0 border-b">
      <div className="flex h-10 items-center gap-1 pr-2 pl-4 -outline-offset-2 outline-focus focus-within:bg-sunken has-[input:focus]:outline-2">
        <Search aria-hidden className="size-4 shrink-0 text-faint" />
        <input
          ref={field}
          type="text"
          aria-label="Filter the captures"
          placeholder="Filter by words, path:, header:, …"
          value={text}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          autoComplete="off"
          onFocus={() => setOpen(true)}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape" && text !== "") onChange("");
            else if (event.key === "Escape") {
              setOpen(false);
              onLeave();
            } else if (event.key === "Enter" || event.key === "ArrowDown") onLeave();
            else return;
            event.preventDefault();
          }}
          className="mono h-full min-w-0 flex-1 bg-transparent px-1.5 text-sm outline-none pointer-coarse:text-lg"
        />
        {text === "" && singleKeys ? (
          <span aria-hidden className="pointer-coarse:hidden">
            <Kbd>/</Kbd>
          </span>
        ) : null}
        {text === "" ? null : (
          <IconButton
            size="sm"
            label="Clear the filter"
            icon={<X aria-hidden className="size-4" />}
            onClick={() => {
              onChange("");
              field.current?.focus();
            }}
          />
        )}
        <IconButton
          label="Ways to filter"
          icon={<ListFilter aria-hidden className="size-4" />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
      </div>
      {open ? <Chips text={text} onChange={onChange} /> : null}
    </search>
  );
}

const HINTS: readonly { term: string; meaning: string }[] = [
  { term: "path:/orders", meaning: "" },
  { term: "seq:10-20", meaning: "" },
  { term: "from:192.0.2.7", meaning: "" },
  { term: "header:x-event=push", meaning: "" },
  { term: "header:accept~json", meaning: " for a part of a value" },
];

function Chips({ text, onChange }: Pick<FilterBoxProps, "text" | "onChange">) {
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
        .
      </p>
    </div>
  );
}
