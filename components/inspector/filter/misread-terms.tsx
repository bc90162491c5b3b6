"use client";
import { useEffect, useState } from "react";
import { cutText } from "#components/ui/cut-text.ts";
import { type Misread, readFilter } from "./filter-text.ts";
import { sayMisread } from "./say-misread.ts";

/** Nobody is interrupted in the middle of a term. */
const REST_MS = 700;
/** More than these would push the list away. */
const MAX_SAID = 3;
const MAX_WRITTEN = 60;

/** What of the filter was not taken as it may have been meant, and what would be; said once the reader stops typing. */
export function MisreadTerms({ text }: { text: string }) {
  const said = useRested(text);
  if (said.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 px-4 pt-1.5 pb-2.5 text-xs text-soft">
      {said.map((one) => (
        <li key={keyOf(one)} className="wrap-anywhere">
          <code className="rounded-sm bg-warn-wash px-1 text-warn">{cutText(one.written, MAX_WRITTEN)}</code>{" "}
          {sayMisread(one)}
        </li>
      ))}
    </ul>
  );
}

/** What was misread at the last rest and still is: what is mended goes at once. */
function useRested(text: string): readonly Misread[] {
  const [rested, setRested] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const before = new Set(readFilter(rested).misread.map(keyOf));
  const still = new Map(readFilter(text).misread.map((one) => [keyOf(one), one]));
  return [...still].flatMap(([key, one]) => (before.has(key) ? [one] : [])).slice(0, MAX_SAID);
}

function keyOf({ kind, written }: Misread): string {
  return `${kind} ${written}`;
}
