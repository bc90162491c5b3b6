"use client";
import ChevronsUpDown from "lucide-react/icons/chevrons-up-down";
import { useId } from "react";
import { cx } from "./cx.ts";
import { INPUT_CLASS } from "./text-field.tsx";

export type Choice<Value extends string> = { value: Value; label: string };

export type SelectProps<Value extends string> = {
  label: string;
  labelHidden?: boolean;
  value: Value;
  choices: readonly Choice<Value>[];
  onChange: (value: Value) => void;
  mono?: boolean;
  /** Without a frame, for a row of tools. */
  quiet?: boolean;
  className?: string;
};

/** The platform's own list: best on phones, works with every assistive tool, costs nothing. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, labelHidden, value, choices, onChange, mono, quiet, className } = props;
  const id = useId();
  return (
    <div className={cx("flex min-w-0 flex-col gap-1", className)}>
      <label htmlFor={id} className={labelHidden ? "sr-only" : "text-sm font-medium text-soft"}>
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          value={value}
          onChange={(event) => {
            const chosen = choices.find((choice) => choice.value === event.target.value);
            if (chosen) onChange(chosen.value);
          }}
          className={cx(
            quiet
              ? "field-sizing-content max-w-full rounded-md bg-transparent pl-2.5 text-sm text-soft hover:bg-hover hover:text-ink pointer-coarse:text-lg"
              : INPUT_CLASS,
            mono && "mono",
            "h-8 appearance-none pr-7 pointer-coarse:h-touch",
          )}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
        <ChevronsUpDown
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-2 size-3.5 -translate-y-1/2 text-faint"
        />
      </div>
    </div>
  );
}
