"use client";
import { Select } from "#components/ui/select.tsx";
import type { Delay } from "#lib/model/rule.ts";
import { NumberField } from "./number-field.tsx";

type Kind = "none" | "fixed" | "range";

const KINDS: { value: Kind; label: string }[] = [
  { value: "none", label: "At once" },
  { value: "fixed", label: "After a fixed wait" },
  { value: "range", label: "After a random wait" },
];

/** How long the reply waits. */
export function DelayFields({
  delay,
  onChange,
  problem,
}: {
  delay: Delay;
  onChange: (delay: Delay) => void;
  problem: string | undefined;
}) {
  const kind: Kind = typeof delay !== "number" ? "range" : delay === 0 ? "none" : "fixed";
  const change = (chosen: Kind) => {
    const ms = typeof delay === "number" ? delay : delay.fromMs;
    if (chosen === "none") onChange(0);
    if (chosen === "fixed") onChange(ms || 1000);
    if (chosen === "range") onChange({ fromMs: ms || 1000, toMs: Math.min(30_000, (ms || 1000) * 3) });
  };
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-2">
      <Select label="Sent" value={kind} choices={KINDS} onChange={change} />
      {kind === "fixed" && typeof delay === "number" ? (
        <NumberField label="Wait, ms" value={delay} onChange={onChange} hint="Up to 30,000" problem={problem} />
      ) : null}
      {typeof delay === "number" ? null : (
        <div className="grid grid-cols-2 gap-2">
          <NumberField label="From, ms" value={delay.fromMs} onChange={(fromMs) => onChange({ ...delay, fromMs })} />
          <NumberField
            label="To, ms"
            value={delay.toMs}
            onChange={(toMs) => onChange({ ...delay, toMs })}
            problem={problem}
          />
        </div>
      )}
    </div>
  );
}
