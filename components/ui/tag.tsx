import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export type Tone = "plain" | "good" | "info" | "warn" | "bad" | "accent";

const TONES: Record<Tone, string> = {
  plain: "bg-hover text-soft",
  good: "bg-good-wash text-good",
  info: "bg-info-wash text-info",
  warn: "bg-warn-wash text-warn",
  bad: "bg-bad-wash text-bad",
  accent: "bg-accent-wash text-accent",
};

/** A short word on a tinted ground. The word carries the meaning, the tone repeats it. */
export function Tag({ tone = "plain", children, className }: { tone?: Tone; children: ReactNode; className?: string }) {
  return (
    <span
      className={cx(
        "figures inline-flex h-5 shrink-0 items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap",
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
