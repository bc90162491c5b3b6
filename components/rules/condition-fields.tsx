"use client";
import X from "lucide-react/icons/x";
import { useRef } from "react";
import { AddButton } from "#components/ui/add-button.tsx";
import { cx } from "#components/ui/cx.ts";
import { focusBeforeRemoval } from "#components/ui/focus-in-place.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { type Choice, Select } from "#components/ui/select.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { type Field, OPERATORS_BY_FIELD, type Operator } from "#lib/model/condition-operators.ts";
import { BLANK_CONDITION, type ConditionDraft, canIgnoreCase, HAS_NAME, withField } from "./rule-draft.ts";
import { FIELD_WORDS, OPERATOR_WORDS } from "./say-rule.ts";

const FIELDS: Choice<Field>[] = (
  ["path", "method", "header", "query", "json", "body", "contentType", "address"] as const
).map((value) => ({ value, label: FIELD_WORDS[value] }));

const NAME_WORDS: { readonly [F in Field]?: { label: string; placeholder: string } } = {
  header: { label: "Header name", placeholder: "X-Event" },
  query: { label: "Parameter name", placeholder: "mode" },
  json: { label: "Path in the JSON", placeholder: "data.items[0].id" },
};

const VALUE_EXAMPLES: { readonly [F in Field]?: string } = {
  path: "/orders/:id",
  method: "POST",
  contentType: "application/json",
  address: "10.0.0.0/8, 2001:db8::/32",
};

export type ConditionFieldsProps = {
  conditions: readonly ConditionDraft[];
  onChange: (conditions: ConditionDraft[]) => void;
  /** What it means that there are none. */
  none: string;
  /** The problem with a field below the conditions, such as "0.value". */
  at: (path: string) => string | undefined;
};

/** What has to be true of a message: all of it. */
export function ConditionFields({ conditions, onChange, none, at }: ConditionFieldsProps) {
  const part = useRef<HTMLDivElement>(null);
  const add = () => {
    onChange([...conditions, BLANK_CONDITION]);
    // The new row is in the page after this render.
    requestAnimationFrame(() => part.current?.querySelector<HTMLElement>("li:last-child select")?.focus());
  };
  return (
    <div ref={part}>
      {conditions.length === 0 ? (
        <p className="rounded-md border border-dashed border-line-strong px-3 py-2.5 text-sm text-soft">{none}</p>
      ) : (
        <ol className="flex flex-col gap-2">
          {conditions.map((condition, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions repeat and are edited in place; the place is their identity
            <li key={index}>
              <ConditionRow
                condition={condition}
                place={index + 1}
                onChange={(changed) => onChange(conditions.map((one, place) => (place === index ? changed : one)))}
                onRemove={() => {
                  focusBeforeRemoval("conditions", index, part.current);
                  onChange(conditions.filter((_, place) => place !== index));
                }}
                at={(path) => at(`${index}.${path}`)}
              />
            </li>
          ))}
        </ol>
      )}
      <AddButton to="conditions" className="mt-1.5" onClick={add}>
        Add a condition
      </AddButton>
    </div>
  );
}

type ConditionRowProps = {
  condition: ConditionDraft;
  place: number;
  onChange: (condition: ConditionDraft) => void;
  onRemove: () => void;
  at: (path: string) => string | undefined;
};

function ConditionRow({ condition, place, onChange, onRemove, at }: ConditionRowProps) {
  const { field, name, operator, value, not, ignoreCase } = condition;
  const named = NAME_WORDS[field];
  const operators = OPERATORS_BY_FIELD[field].flatMap((one): Choice<string>[] => [
    { value: one, label: OPERATOR_WORDS[one][0] },
    { value: `!${one}`, label: OPERATOR_WORDS[one][1] },
  ]);
  const change = (part: Partial<ConditionDraft>) => onChange({ ...condition, ...part });
  return (
    <fieldset className="rounded-lg border bg-canvas p-2.5">
      <legend className="sr-only">Condition {place}</legend>
      <div className="flex items-start gap-1.5">
        <div className={cx("grid min-w-0 flex-1 gap-1.5", named ? "sm:grid-cols-2" : "sm:grid-cols-3")}>
          <Select
            label="Looks at"
            labelHidden
            value={field}
            choices={FIELDS}
            onChange={(chosen) => onChange(withField(condition, chosen))}
          />
          {named ? (
            <TextField
              label={named.label}
              labelHidden
              value={name}
              onChange={(typed) => change({ name: typed })}
              placeholder={named.placeholder}
              problem={HAS_NAME.has(field) ? at(field === "json" ? "path" : "name") : undefined}
              mono
            />
          ) : null}
          <Select
            label="How"
            labelHidden
            value={`${not ? "!" : ""}${operator}`}
            choices={operators}
            onChange={(chosen) => {
              const wanted = OPERATORS_BY_FIELD[field].find((one): one is Operator => one === chosen.replace("!", ""));
              if (wanted) change({ operator: wanted, not: chosen.startsWith("!") });
            }}
          />
          {operator === "exists" ? null : (
            <TextField
              label="Value"
              labelHidden
              value={value}
              onChange={(typed) => change({ value: typed })}
              placeholder={operator === "matches" ? "^v\\d+$" : (VALUE_EXAMPLES[field] ?? "value")}
              problem={at("value")}
              mono
            />
          )}
        </div>
        <IconButton
          data-one-of="conditions"
          label={`Remove condition ${place}`}
          icon={<X aria-hidden className="size-4" />}
          onClick={onRemove}
        />
      </div>
      {canIgnoreCase(field, operator) ? (
        <label className="mt-1.5 inline-flex items-center gap-2 text-sm text-soft pointer-coarse:min-h-8">
          <input
            type="checkbox"
            checked={ignoreCase}
            onChange={(event) => change({ ignoreCase: event.target.checked })}
            className="size-3.5 accent-ink"
          />
          Ignore upper and lower case
        </label>
      ) : null}
    </fieldset>
  );
}
