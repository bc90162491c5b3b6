"use client";
import { Select } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { PACES, type ReplayDraft } from "./replay-draft.ts";

/** How often, and how fast. */
export function ReplayFields({
  draft,
  edit,
  at,
  paces = PACES,
}: {
  draft: ReplayDraft;
  edit: (changes: Partial<ReplayDraft>) => void;
  at: (path: string) => string | undefined;
  paces?: typeof PACES;
}) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-2 text-sm font-semibold">How often and how fast</legend>
      <div className="grid items-start gap-3 sm:grid-cols-[6rem_minmax(0,1fr)_8rem]">
        <TextField
          label="Times"
          value={draft.times}
          onChange={(times) => edit({ times })}
          inputMode="numeric"
          problem={at("times")}
          mono
        />
        <Select label="Pace" value={draft.pace} choices={paces} onChange={(pace) => edit({ pace })} />
        {draft.pace === "rate" ? (
          <TextField
            label="A second"
            value={draft.perSecond}
            onChange={(perSecond) => edit({ perSecond })}
            inputMode="decimal"
            problem={at("pace.perSecond")}
            mono
          />
        ) : null}
        {draft.pace === "original" ? (
          <TextField
            label="Times as fast"
            value={draft.speed}
            onChange={(speed) => edit({ speed })}
            inputMode="decimal"
            hint="0.5 is half as fast"
            problem={at("pace.speed")}
            mono
          />
        ) : null}
      </div>
    </fieldset>
  );
}
