"use client";
import { Switch as BaseSwitch } from "@base-ui/react/switch";
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
      <BaseSwitch.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        className="relative h-4.5 w-8 shrink-0 rounded-full bg-edge p-0.5 transition-colors data-checked:bg-ink"
      >
        <BaseSwitch.Thumb className="block size-3.5 rounded-full bg-surface shadow-low transition-transform data-checked:translate-x-3.5" />
      </BaseSwitch.Root>
      <label htmlFor={id} className="text-sm text-soft select-none">
        {label}
      </label>
    </div>
  );
}
