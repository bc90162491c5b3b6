"use client";
import { Button } from "#components/ui/button.tsx";
import { WHERE_WORDS } from "./say-misread.ts";

/** In place of a list of nothing. `byWords`: the filter holds words, which are not looked for everywhere. */
export function NothingFits({ byWords, onClear }: { byWords: boolean; onClear: () => void }) {
  return (
    <div className="flex flex-col items-center gap-3 px-6 py-14 text-center">
      <p className="text-base font-medium">Nothing fits this filter</p>
      <p className="max-w-xs text-sm text-soft">Captures that arrive and fit will appear here.</p>
      {byWords ? <p className="max-w-xs text-sm text-soft">{WHERE_WORDS}</p> : null}
      <Button onClick={onClear}>Clear the filter</Button>
    </div>
  );
}
