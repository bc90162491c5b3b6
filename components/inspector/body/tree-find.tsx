"use client";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronUp from "lucide-react/icons/chevron-up";
import Search from "lucide-react/icons/search";
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useState } from "react";
import { formatCount } from "#components/ui/format.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { Tree } from "#lib/views/tree.ts";
import { searchTree } from "#lib/views/tree-search.ts";

/** As many as are marked at most. */
const LIMIT = 1000;

export type TreeFindProps = {
  tree: Tree;
  onFound: (nodes: ReadonlySet<number>) => void;
  onGoTo: (node: number) => void;
};

/** Finds keys and values in a tree. Enter goes to the next, Shift and Enter to the one before. */
export function TreeFind({ tree, onFound, onGoTo }: TreeFindProps) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(-1);
  const wanted = useDeferredValue(text);
  const found = useMemo(() => searchTree(tree, wanted, LIMIT), [tree, wanted]);
  useEffect(() => {
    onFound(new Set(found));
    setAt(-1);
  }, [found, onFound]);

  const step = (by: number) => {
    if (found.length === 0) return;
    // Before the first step one stands in front of the first.
    const next = at < 0 && by < 0 ? found.length - 1 : (at + by + found.length) % found.length;
    setAt(next);
    const node = found[next];
    if (node !== undefined) onGoTo(node);
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape" && text !== "") setText("");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const count = found.length === LIMIT ? `${formatCount(LIMIT)}+` : formatCount(found.length);
  return (
    <search className="flex items-center gap-1 border-b pr-1 pl-3">
      <Search aria-hidden className="size-3.5 shrink-0 text-faint" />
      <input
        type="text"
        aria-label="Find in this body"
        placeholder="Find a key or value"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={keys}
        autoComplete="off"
        spellCheck={false}
        className="inset-focus h-8 min-w-0 flex-1 rounded-xs bg-transparent px-1.5 text-sm pointer-coarse:h-11 pointer-coarse:text-lg"
      />
      <output className="figures shrink-0 px-1 text-xs text-faint">
        {wanted === ""
          ? ""
          : found.length === 0
            ? "none"
            : at < 0
              ? `${count} found`
              : `${formatCount(at + 1)} of ${count}`}
      </output>
      {found.length > 0 ? (
        <>
          <IconButton
            size="sm"
            label="Previous match"
            icon={<ChevronUp aria-hidden className="size-3.5" />}
            onClick={() => step(-1)}
          />
          <IconButton
            size="sm"
            label="Next match"
            icon={<ChevronDown aria-hidden className="size-3.5" />}
            onClick={() => step(1)}
          />
        </>
      ) : null}
    </search>
  );
}
