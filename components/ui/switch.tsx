"use client";
import { type ReactNode, useId } from "react";

/** On or off, at once. */
export function Switch({
  label,
  checked,
  onChange,
}: {
  label: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <button
        type="button"
        id={id}
        role="switch"
        aria-checked={checked}
        onClick={() => onChange(!checked)}
        className="group relative h-4.5 w-8 shrink-0 rounded-full bg-edge p-0.5 transition-colors aria-checked:bg-ink forced-colors:border forced-colors:bg-[Canvas] forced-colors:p-px forced-colors:aria-checked:bg-[Highlight]"
      >
        <span className="block size-3.5 rounded-full bg-surface shadow-low transition-transform group-aria-checked:translate-x-3.5 forced-colors:bg-[CanvasText] forced-colors:group-aria-checked:bg-[Canvas]" />
      </button>
      <label htmlFor={id} className="text-sm text-soft select-none">
        {label}
      </label>
    </div>
  );
}
