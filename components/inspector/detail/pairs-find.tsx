"use client";
import Search from "lucide-react/icons/search";
import X from "lucide-react/icons/x";
import { useRef } from "react";
import { useOffer } from "#components/palette/on-screen.ts";
import { RowTool } from "#components/ui/row-tool.tsx";

export type PairsFindProps = {
  /** What is looked through: "headers". */
  what: string;
  text: string;
  onChange: (text: string) => void;
};

/** Narrows a table of many pairs as one types. Escape empties it. */
export function PairsFind({ what, text, onChange }: PairsFindProps) {
  const field = useRef<HTMLInputElement>(null);
  // The palette gives the focus back once it has closed.
  useOffer(() => [{ label: `Find among the ${what}`, run: () => requestAnimationFrame(() => field.current?.focus()) }]);
  return (
    <search className="flex h-7 min-w-0 items-center rounded-md border border-edge bg-surface pl-2 outline-focus hover:border-soft has-[input:focus]:border-focus has-[input:focus]:ring-2 has-[input:focus]:ring-focus/30 pointer-coarse:h-9">
      <Search aria-hidden className="size-3.5 shrink-0 text-faint" />
      <input
        ref={field}
        type="text"
        aria-label={`Find among the ${what}`}
        placeholder="Find"
        value={text}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || text === "") return;
          event.preventDefault();
          event.stopPropagation();
          onChange("");
        }}
        className="h-full w-32 min-w-0 bg-transparent px-1.5 text-sm outline-none pointer-coarse:text-lg"
      />
      <RowTool
        label="Find everything again"
        icon={<X aria-hidden className="size-3.5" />}
        onClick={() => {
          onChange("");
          field.current?.focus();
        }}
        className={text === "" ? "invisible" : ""}
      />
    </search>
  );
}
