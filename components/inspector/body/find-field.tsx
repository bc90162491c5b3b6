"use client";
import ChevronDown from "lucide-react/icons/chevron-down";
import ChevronUp from "lucide-react/icons/chevron-up";
import Search from "lucide-react/icons/search";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useOffer } from "#components/palette/on-screen.ts";
import { formatCount } from "#components/ui/format.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { type Findable, find } from "#lib/views/find.ts";
import type { Found } from "#lib/views/find-text.ts";
import { type Findings, findAll } from "./find-all.ts";

/** As many as are counted and marked at most. */
const LIMIT = 100_000;

const NOTHING: Findings = { found: [], isDone: true };

const WORDS: Record<Findable["kind"], { label: string; placeholder: string }> = {
  tree: { label: "Find in this body", placeholder: "Find a key or value" },
  text: { label: "Find in this text", placeholder: "Find text" },
  bytes: { label: "Find in these bytes", placeholder: "Find text or hex digits" },
};

export type FindFieldProps = {
  /** The same as long as it holds the same. */
  what: Findable;
  onFound: (found: readonly Found[]) => void;
  /** Goes to one of what was found last. */
  onGoTo: (index: number) => void;
};

/** Finds text in what is shown below. Enter goes to the next, Shift and Enter to the one before, Esc clears. */
export function FindField({ what, onFound, onGoTo }: FindFieldProps) {
  const [wanted, setWanted] = useState("");
  const [{ found, isDone }, setFindings] = useState(NOTHING);
  const [at, setAt] = useState(-1);
  /** A step that was asked for before anything was found. */
  const due = useRef(0);
  const field = useRef<HTMLInputElement>(null);
  useOffer(() => [{ label: WORDS[what.kind].label, run: () => field.current?.focus() }]);

  useEffect(() => {
    const stop = new AbortController();
    const say = (findings: Findings) => {
      setFindings(findings);
      onFound(findings.found);
    };
    setAt(-1);
    due.current = 0;
    if (wanted === "") say(NOTHING);
    else {
      say({ found: [], isDone: false });
      void findAll(find(what, wanted), { limit: LIMIT, signal: stop.signal, say });
    }
    return () => stop.abort();
  }, [what, wanted, onFound]);

  const step = (by: number) => {
    if (found.length === 0) {
      due.current = by;
      return;
    }
    // Before the first step one stands in front of the first.
    const next = at < 0 && by < 0 ? found.length - 1 : (at + by + found.length) % found.length;
    setAt(next);
    onGoTo(next);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once something is found
  useEffect(() => {
    if (due.current === 0 || found.length === 0) return;
    step(due.current);
    due.current = 0;
  }, [found]);

  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape" && wanted !== "") setWanted("");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className="sticky top-(--find-top) z-9 flex items-center gap-1 border-b bg-surface pr-1 pl-3">
      <Search aria-hidden className="size-3.5 shrink-0 text-faint" />
      <input
        ref={field}
        type="text"
        aria-label={WORDS[what.kind].label}
        placeholder={WORDS[what.kind].placeholder}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        onKeyDown={keys}
        autoComplete="off"
        spellCheck={false}
        className="inset-focus h-8 min-w-0 flex-1 rounded-xs bg-transparent px-1.5 text-sm pointer-coarse:h-touch-row pointer-coarse:text-lg"
      />
      <output className="figures shrink-0 px-1 text-xs text-faint">
        {wanted === "" ? "" : countWords(found.length, isDone, at)}
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

function countWords(count: number, isDone: boolean, at: number): string {
  if (!isDone) return count === 0 ? "searching…" : `${formatCount(count)} so far…`;
  if (count === 0) return "none";
  const all = count >= LIMIT ? `${formatCount(LIMIT)}+` : formatCount(count);
  return at < 0 ? `${all} found` : `${formatCount(at + 1)} of ${all}`;
}
