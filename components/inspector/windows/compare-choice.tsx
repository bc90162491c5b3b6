"use client";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { ComparedWith } from "./compared-with.ts";

const EARLIER = [
  { value: "path", label: "The previous with the same path" },
  { value: "previous", label: "The previous capture" },
] as const;

export type CompareChoiceProps = {
  /** The capture that is compared. */
  seq: number;
  value: ComparedWith;
  onChange: (value: ComparedWith) => void;
};

/** What to compare with: one of those before it, or a number and Enter. */
export function CompareChoice({ seq, value, onChange }: CompareChoiceProps) {
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState("");
  const take = () => {
    const number = /^\s*#?(\d{1,15})\s*$/.exec(typed)?.[1];
    if (number === undefined) return setProblem("Write the number of a capture, such as 12");
    if (Number(number) === seq) return setProblem(`This is #${seq} itself`);
    setProblem("");
    setTyped("");
    onChange(Number(number));
  };
  return (
    <form
      className="mb-5 flex flex-wrap items-start gap-x-3 gap-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <Select
        label={`Compare #${seq} with`}
        value={String(value)}
        choices={[...EARLIER, ...(typeof value === "number" ? [{ value: String(value), label: `#${value}` }] : [])]}
        onChange={(chosen) => {
          setTyped("");
          setProblem("");
          onChange(chosen === "path" || chosen === "previous" ? chosen : Number(chosen));
        }}
        className="w-72 max-sm:w-full"
      />
      <TextField
        label="or with number"
        value={typed}
        onChange={(text) => {
          setTyped(text);
          setProblem("");
        }}
        placeholder="#"
        inputMode="numeric"
        autoComplete="off"
        problem={problem || undefined}
        mono
        className="w-40 max-sm:min-w-0 max-sm:flex-1"
      />
      {/* As low as the fields, whose labels stand above them. */}
      <Button type="submit" className="mt-6">
        Compare
      </Button>
    </form>
  );
}
