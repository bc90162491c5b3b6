"use client";
import ListFilter from "lucide-react/icons/list-filter";
import Search from "lucide-react/icons/search";
import X from "lucide-react/icons/x";
import { type RefObject, useId, useState } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { usePreferences } from "../use-preferences.ts";

const MisreadTerms = lazyPart(async () => (await import("./misread-terms.tsx")).MisreadTerms, {
  name: "What the filter does not understand",
});
const WaysToFilter = lazyPart(async () => (await import("./ways-to-filter.tsx")).WaysToFilter, {
  name: "Ways to filter",
});

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
  const misread = useId();
  return (
    <search className="shrink-0 border-b">
      <div className="flex h-10 items-center gap-1 pr-2 pl-4 -outline-offset-2 outline-focus focus-within:bg-sunken has-[input:focus]:outline-2">
        <Search aria-hidden className="size-4 shrink-0 text-faint" />
        <input
          ref={field}
          type="text"
          aria-label="Filter the captures"
          aria-describedby={misread}
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
      <div id={misread} role="status">
        {text === "" ? null : <MisreadTerms text={text} />}
      </div>
      {open ? <WaysToFilter text={text} onChange={onChange} /> : null}
    </search>
  );
}
