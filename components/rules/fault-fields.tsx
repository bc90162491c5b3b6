"use client";
import { type Choice, Select } from "#components/ui/select.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { Fault } from "#lib/model/fault.ts";
import type { SimpleAction, TemplateWarning } from "#lib/model/rule.ts";
import { NumberField } from "./number-field.tsx";
import { ReplyFields } from "./reply-fields.tsx";
import { BLANK_REPLY, blankFault } from "./rule-draft.ts";

const FAULTS: Choice<Fault["kind"]>[] = [
  { value: "hold", label: "Say nothing, then close" },
  { value: "close", label: "Close before any answer" },
  { value: "reset", label: "Reset the connection" },
  { value: "cut", label: "Close in the middle of the body" },
  { value: "drip", label: "Drip the body slowly" },
  { value: "wrongLength", label: "Give a wrong Content-Length" },
  { value: "badChunk", label: "Send a malformed chunk" },
];

/** These go wrong in the middle of a reply, so it matters which. */
const WITH_REPLY: ReadonlySet<Fault["kind"]> = new Set<Fault["kind"]>(["cut", "drip", "wrongLength", "badChunk"]);

type FaultAction = Extract<SimpleAction, { kind: "fault" }>;

export type FaultFieldsProps = {
  action: FaultAction;
  onChange: (action: FaultAction) => void;
  at: (path: string) => string | undefined;
  warnings: readonly TemplateWarning[];
};

/** How it goes wrong. The capture is stored first, whatever happens then. */
export function FaultFields({ action, onChange, at, warnings }: FaultFieldsProps) {
  const { fault, reply } = action;
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-3 sm:grid-cols-2">
        <Select
          label="How"
          value={fault.kind}
          choices={FAULTS}
          onChange={(kind) => {
            const next = blankFault(kind);
            onChange({ kind: "fault", fault: next, ...(WITH_REPLY.has(kind) && reply && { reply }) });
          }}
        />
        <Parameter
          key={fault.kind}
          fault={fault}
          onChange={(changed) => onChange({ ...action, fault: changed })}
          at={(path) => at(`fault.${path}`)}
        />
      </div>
      {WITH_REPLY.has(fault.kind) ? (
        <Switch
          label="With a reply of its own (a plain 200 without)"
          checked={reply !== undefined}
          onChange={(own) => onChange({ kind: "fault", fault, ...(own && { reply: BLANK_REPLY }) })}
        />
      ) : null}
      {reply ? (
        <ReplyFields
          reply={reply}
          onChange={(changed) => onChange({ ...action, reply: changed })}
          at={(path) => at(`reply.${path}`)}
          warnings={warnings}
        />
      ) : null}
    </div>
  );
}

type ParameterProps = {
  fault: Fault;
  onChange: (fault: Fault) => void;
  at: (path: string) => string | undefined;
};

function Parameter({ fault, onChange, at }: ParameterProps) {
  switch (fault.kind) {
    case "hold":
      return (
        <NumberField
          label="For, ms"
          value={fault.forMs}
          onChange={(forMs) => onChange({ ...fault, forMs })}
          hint="Up to 120,000"
          problem={at("forMs")}
        />
      );
    case "cut":
      return (
        <NumberField
          label="After so many bytes"
          value={fault.afterBytes}
          onChange={(afterBytes) => onChange({ ...fault, afterBytes })}
          problem={at("afterBytes")}
        />
      );
    case "drip":
      return (
        <NumberField
          label="Bytes a second"
          value={fault.bytesPerSecond}
          onChange={(bytesPerSecond) => onChange({ ...fault, bytesPerSecond })}
          problem={at("bytesPerSecond")}
        />
      );
    case "wrongLength":
      return (
        <NumberField
          label="Off by so many bytes"
          value={fault.byBytes}
          onChange={(byBytes) => onChange({ ...fault, byBytes })}
          hint="Below zero: too short"
          problem={at("byBytes")}
        />
      );
    case "close":
    case "reset":
    case "badChunk":
      return null;
  }
}
