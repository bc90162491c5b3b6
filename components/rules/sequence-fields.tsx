"use client";
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import X from "lucide-react/icons/x";
import { useRef } from "react";
import { AddButton } from "#components/ui/add-button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import type { Scope, Sequence, TemplateWarning } from "#lib/model/rule.ts";
import { StepActionFields } from "./action-fields.tsx";
import { ActionMark } from "./action-mark.tsx";
import { NumberField } from "./number-field.tsx";
import { blankSimpleAction } from "./rule-draft.ts";

const AT_END = [
  { value: "stay", label: "Stay on the last answer" },
  { value: "again", label: "Start again" },
  { value: "pass", label: "Let the rules below answer" },
] as const;

const SCOPES: { value: Scope["kind"]; label: string }[] = [
  { value: "bin", label: "Once for the whole bin" },
  { value: "path", label: "For each path" },
  { value: "value", label: "For each value of…" },
];

export type SequenceFieldsProps = {
  sequence: Sequence;
  onChange: (sequence: Sequence) => void;
  at: (path: string) => string | undefined;
  warnings: readonly TemplateWarning[];
};

/** Answers in turn, what follows the last, and what has a run of its own. */
export function SequenceFields({ sequence, onChange, at, warnings }: SequenceFieldsProps) {
  const { steps, atEnd, scope } = sequence;
  const setSteps = (next: Sequence["steps"]) => onChange({ ...sequence, steps: next });
  const part = useRef<HTMLDivElement>(null);
  const move = (from: number, to: number) => {
    const next = [...steps];
    next.splice(to, 0, ...next.splice(from, 1));
    setSteps(next);
  };
  return (
    <div ref={part} className="flex flex-col gap-4">
      <ol className="flex flex-col gap-2">
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps repeat and are edited in place; the place is their identity
          <li key={`${index} ${step.action.kind}`} className="rounded-lg border bg-canvas p-3">
            <fieldset>
              <legend className="sr-only">Step {index + 1}</legend>
              <div className="mb-3 flex items-center gap-2">
                <span className="text-sm font-medium">Step {index + 1}</span>
                <ActionMark action={step.action} />
                <span className="ml-auto flex">
                  <IconButton
                    label={`Move step ${index + 1} up`}
                    icon={<ArrowUp aria-hidden className="size-4" />}
                    disabled={index === 0}
                    onClick={() => move(index, index - 1)}
                  />
                  <IconButton
                    label={`Move step ${index + 1} down`}
                    icon={<ArrowDown aria-hidden className="size-4" />}
                    disabled={index === steps.length - 1}
                    onClick={() => move(index, index + 1)}
                  />
                  <IconButton
                    label={`Remove step ${index + 1}`}
                    icon={<X aria-hidden className="size-4" />}
                    disabled={steps.length === 1}
                    onClick={() => {
                      // The steps behind it are drawn anew, and the last one left cannot be removed.
                      part.current?.querySelector<HTMLElement>("[data-add-to=steps]")?.focus();
                      setSteps(steps.filter((_, place) => place !== index));
                    }}
                  />
                </span>
              </div>
              <div className="flex flex-col gap-4">
                <NumberField
                  label="How many times"
                  value={step.times}
                  onChange={(times) => setSteps(steps.map((one, place) => (place === index ? { ...one, times } : one)))}
                  problem={at(`steps.${index}.times`)}
                  className="max-w-40"
                />
                <StepActionFields
                  action={step.action}
                  onChange={(action) =>
                    setSteps(steps.map((one, place) => (place === index ? { ...one, action } : one)))
                  }
                  at={(path) => at(`steps.${index}.action.${path}`)}
                  warnings={warnings.filter(({ path }) => path.startsWith(`steps.${index}.`))}
                />
              </div>
            </fieldset>
          </li>
        ))}
      </ol>
      <AddButton
        to="steps"
        className="-mt-2 self-start"
        onClick={() => setSteps([...steps, { times: 1, action: blankSimpleAction("reply") }])}
      >
        Add a step
      </AddButton>
      <div className="grid gap-3 sm:grid-cols-2">
        <Select
          label="After the last step"
          value={atEnd}
          choices={AT_END}
          onChange={(chosen) => onChange({ ...sequence, atEnd: chosen })}
        />
        <Select
          label="Counted"
          value={scope.kind}
          choices={SCOPES}
          onChange={(kind) =>
            onChange({
              ...sequence,
              scope: kind === "value" ? { kind, template: "{{headers.x-github-delivery}}" } : { kind },
            })
          }
        />
        {scope.kind === "value" ? (
          <TextField
            label="Value that has a run of its own"
            value={scope.template}
            onChange={(template) => onChange({ ...sequence, scope: { kind: "value", template } })}
            hint="A template, such as {{headers.idempotency-key}}"
            problem={at("scope")}
            mono
            className="sm:col-span-2"
          />
        ) : null}
      </div>
    </div>
  );
}
