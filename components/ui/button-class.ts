import { cx } from "./cx.ts";

export type ButtonLook = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const LOOKS: Record<ButtonLook, string> = {
  primary: "bg-ink text-on-ink hover:not-data-disabled:bg-ink-hover shadow-low",
  secondary:
    "bg-surface text-ink border border-line-strong shadow-low hover:not-data-disabled:bg-hover active:not-data-disabled:bg-pressed data-popup-open:bg-hover",
  ghost:
    "text-soft hover:not-data-disabled:bg-hover hover:not-data-disabled:text-ink active:not-data-disabled:bg-pressed data-popup-open:bg-hover data-popup-open:text-ink",
  danger: "bg-bad-solid text-on-bad hover:not-data-disabled:bg-bad-solid-hover shadow-low",
};

const SIZES: Record<ButtonSize, string> = {
  sm: "h-7 px-2.5 text-sm gap-1.5 rounded-md",
  md: "h-8 px-3 text-sm gap-1.5 rounded-md",
  lg: "h-11 px-5 text-lg gap-2 rounded-lg",
};

/** Class names of a button, for the few places where another element must look like one. */
export function buttonClass(look: ButtonLook = "secondary", size: ButtonSize = "md"): string {
  return cx(
    "inline-flex shrink-0 items-center justify-center font-medium whitespace-nowrap select-none transition-colors",
    "data-disabled:opacity-50 pointer-coarse:min-h-10",
    LOOKS[look],
    SIZES[size],
  );
}
