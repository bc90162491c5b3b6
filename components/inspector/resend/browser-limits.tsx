"use client";
import { Notice } from "#components/ui/notice.tsx";
import { Select } from "#components/ui/select.tsx";
import type { BrowserMode, BrowserPlan } from "./browser-plan.ts";

const MODES: readonly { value: BrowserMode; label: string }[] = [
  { value: "cors", label: "Read the answer (the target has to allow it: CORS)" },
  { value: "no-cors", label: "Send blindly (no-cors)" },
];

/** What a page cannot send as it was, said before it is sent. */
export function BrowserLimits({
  plan,
  mode,
  onMode,
}: {
  plan: BrowserPlan;
  mode: BrowserMode;
  onMode: (mode: BrowserMode) => void;
}) {
  return (
    <section aria-label="What this browser changes" className="flex flex-col gap-3 rounded-lg border bg-canvas p-3">
      <Select label="What comes back" value={mode} choices={MODES} onChange={onMode} />
      {plan.refusal ? <Notice tone="bad">{plan.refusal}</Notice> : null}
      <div>
        <p className="text-sm font-medium text-soft">Sent from this page, it is not the message that was captured:</p>
        <ul className="mt-1 list-disc pl-5 text-sm text-soft marker:text-faint">
          {plan.notes.map((note) => (
            <li key={note} className="wrap-anywhere">
              {note}
            </li>
          ))}
          <li>Your browser may ask whether this page may reach your local network.</li>
        </ul>
      </div>
    </section>
  );
}
