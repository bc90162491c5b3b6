"use client";
import { useState } from "react";
import { TextField } from "#components/ui/text-field.tsx";

export type NumberFieldProps = {
  label: string;
  value: number;
  onChange: (value: number) => void;
  hint?: string;
  problem?: string | undefined;
  labelHidden?: boolean;
  className?: string;
};

/** A whole number. What is no number yet stays as it was typed, and goes up as NaN. */
export function NumberField({ value, onChange, problem, ...rest }: NumberFieldProps) {
  const [text, setText] = useState(() => (Number.isNaN(value) ? "" : String(value)));
  const shown = wholeNumber(text) === value || Number.isNaN(value) ? text : String(value);
  return (
    <TextField
      {...rest}
      value={shown}
      onChange={(typed) => {
        setText(typed);
        onChange(wholeNumber(typed));
      }}
      problem={Number.isNaN(value) ? "Give a whole number" : problem}
      inputMode="numeric"
      autoComplete="off"
      mono
    />
  );
}

function wholeNumber(text: string): number {
  return /^\s*-?\d{1,12}\s*$/.test(text) ? Number(text) : Number.NaN;
}
