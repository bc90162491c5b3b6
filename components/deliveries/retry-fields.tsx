"use client";
import { Select } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { RETRY_KINDS, type RetryDraft } from "./retry-draft.ts";

const HINTS: Record<RetryDraft["retry"], string> = {
  none: "One attempt. What is not taken becomes a dead letter at once.",
  quick: "After 1 s, 5 s and 25 s: for a server that restarts while you work.",
  exponential: "Waits double up to the longest, each cut to a random part, so that many do not come at once.",
  standard: "After 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, as Standard Webhooks suggests.",
  list: "Exactly these waits, one after another.",
};

/** When a delivery that was not taken is tried again. */
export function RetryFields({
  draft,
  edit,
  at,
}: {
  draft: RetryDraft;
  edit: (changes: Partial<RetryDraft>) => void;
  at: (path: string) => string | undefined;
}) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-2 text-sm font-semibold">When it is not taken</legend>
      <div className="flex flex-col gap-1">
        <Select
          label="Retries"
          value={draft.retry}
          choices={RETRY_KINDS}
          onChange={(retry) => edit({ retry })}
          className="sm:max-w-64"
        />
        <p className="text-sm text-faint">{HINTS[draft.retry]}</p>
      </div>
      {draft.retry === "exponential" ? (
        <div className="grid grid-cols-3 gap-3">
          <TextField
            label="Retries at most"
            value={draft.retries}
            onChange={(retries) => edit({ retries })}
            inputMode="numeric"
            problem={at("retry.retries")}
            mono
          />
          <TextField
            label="First wait"
            value={draft.first}
            onChange={(first) => edit({ first })}
            problem={at("retry.firstMs")}
            mono
          />
          <TextField
            label="Longest wait"
            value={draft.longest}
            onChange={(longest) => edit({ longest })}
            problem={at("retry.maxMs")}
            mono
          />
        </div>
      ) : null}
      {draft.retry === "list" ? (
        <TextField
          label="Waits"
          value={draft.delays}
          onChange={(delays) => edit({ delays })}
          hint="Up to 30, between commas: 5 s, 1 min, 2 h"
          problem={at("retry.delaysMs")}
          mono
        />
      ) : null}
      <p className="text-sm text-faint">
        Only a 2xx answer counts as taken. 410 ends the attempts; Retry-After makes a wait longer.
      </p>
    </fieldset>
  );
}
