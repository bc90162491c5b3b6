"use client";
import { type Choice, Select } from "#components/ui/select.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { Action, SimpleAction, TemplateWarning } from "#lib/model/rule.ts";
import { DelayFields } from "./delay-fields.tsx";
import { FaultFields } from "./fault-fields.tsx";
import { NumberField } from "./number-field.tsx";
import { ReplyFields } from "./reply-fields.tsx";
import { blankAction, blankSimpleAction } from "./rule-draft.ts";
import { SequenceFields } from "./sequence-fields.tsx";

const SIMPLE: Choice<SimpleAction["kind"]>[] = [
  { value: "reply", label: "Give a reply" },
  { value: "echo", label: "Echo the body that came" },
  { value: "busy", label: "Say busy: 429 or 503 with Retry-After" },
  { value: "redirectLoop", label: "Redirect in a loop" },
  { value: "fault", label: "Break the connection" },
];
const ALL: Choice<Action["kind"]>[] = [...SIMPLE, { value: "sequence", label: "Give several answers in turn" }];

const REDIRECTS = ["301", "302", "303", "307", "308"].map((value) => ({ value, label: value }));
const BUSY = [
  { value: "429", label: "429 Too Many Requests" },
  { value: "503", label: "503 Service Unavailable" },
] as const;

type Shared = {
  /** The problem with a field below the action. */
  at: (path: string) => string | undefined;
  warnings: readonly TemplateWarning[];
};

export type ActionFieldsProps = Shared & { action: Action; onChange: (action: Action) => void };

/** What the sender hears when the rule answers. */
export function ActionFields({ action, onChange, ...shared }: ActionFieldsProps) {
  return (
    <div className="flex flex-col gap-4">
      <Select
        label="What it does"
        value={action.kind}
        choices={ALL}
        onChange={(kind) => kind !== action.kind && onChange(blankAction(kind))}
      />
      {action.kind === "sequence" ? (
        <SequenceFields sequence={action} onChange={onChange} {...shared} />
      ) : (
        <SimpleFields action={action} onChange={onChange} {...shared} />
      )}
    </div>
  );
}

export type StepActionProps = Shared & { action: SimpleAction; onChange: (action: SimpleAction) => void };

/** The same for one step of a sequence, which is no sequence itself. */
export function StepActionFields({ action, onChange, ...shared }: StepActionProps) {
  return (
    <div className="flex flex-col gap-4">
      <Select
        label="What it does"
        value={action.kind}
        choices={SIMPLE}
        onChange={(kind) => kind !== action.kind && onChange(blankSimpleAction(kind))}
      />
      <SimpleFields action={action} onChange={onChange} {...shared} />
    </div>
  );
}

function SimpleFields({ action, onChange, at, warnings }: StepActionProps) {
  switch (action.kind) {
    case "reply":
      return (
        <ReplyFields
          reply={action.reply}
          onChange={(reply) => onChange({ ...action, reply })}
          at={(path) => at(`reply.${path}`)}
          warnings={warnings}
        />
      );
    case "echo":
      return (
        <div className="grid gap-3 sm:grid-cols-[8rem_minmax(0,1fr)]">
          <NumberField
            label="Status"
            value={action.status}
            onChange={(status) => onChange({ ...action, status })}
            problem={at("status")}
          />
          <DelayFields
            delay={action.delayMs}
            onChange={(delayMs) => onChange({ ...action, delayMs })}
            problem={at("delayMs")}
          />
        </div>
      );
    case "busy":
      return (
        <div className="flex flex-col gap-3">
          <div className="grid gap-3 sm:grid-cols-2">
            <Select
              label="Status"
              value={action.status === 429 ? "429" : "503"}
              choices={BUSY}
              onChange={(status) => onChange({ ...action, status: status === "429" ? 429 : 503 })}
            />
            <NumberField
              label="Retry after, seconds"
              value={action.retryAfterSeconds}
              onChange={(retryAfterSeconds) => onChange({ ...action, retryAfterSeconds })}
              problem={at("retryAfterSeconds")}
            />
          </div>
          <Switch
            label="Write Retry-After as a date"
            checked={action.asDate}
            onChange={(asDate) => onChange({ ...action, asDate })}
          />
        </div>
      );
    case "redirectLoop":
      return (
        <Select
          label="Status"
          value={String(action.status)}
          choices={REDIRECTS}
          onChange={(status) => onChange({ ...action, status: Number(status) })}
          className="max-w-40"
        />
      );
    case "fault":
      return <FaultFields action={action} onChange={onChange} at={at} warnings={warnings} />;
  }
}
