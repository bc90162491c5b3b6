import { filledPairs } from "#components/inspector/windows/filled-rows.ts";
import type { Condition } from "#lib/model/condition.ts";
import { type Field, OPERATORS_BY_FIELD, type Operator } from "#lib/model/condition-operators.ts";
import type { Fault } from "#lib/model/fault.ts";
import type { Action, NewRule, Rule, RuleReply, SimpleAction } from "#lib/model/rule.ts";

/** A rule while it is edited. Conditions are flat, so that changing the field keeps what was typed. */

export type ConditionDraft = {
  field: Field;
  /** Of a header or parameter, or the path of a JSON value. */
  name: string;
  operator: Operator;
  value: string;
  /** What `value` was when it was not text: sent back as long as nobody has typed another. */
  literal?: number | boolean | null;
  not: boolean;
  ignoreCase: boolean;
};

export type RuleDraft = {
  id?: string;
  name: string;
  enabled: boolean;
  percent: number;
  conditions: ConditionDraft[];
  action: Action;
};

/** A rule as it is sent; the server says what is wrong with it. */
export type WireRule = Omit<RuleDraft, "conditions"> & { conditions: readonly object[] };

export const HAS_NAME: ReadonlySet<Field> = new Set<Field>(["query", "header", "json"]);

export function draftOf(rule: NewRule): RuleDraft {
  const { id, name, enabled, percent = 100, conditions, action } = rule;
  return { ...(id !== undefined && { id }), name, enabled, percent, conditions: conditions.map(flatCondition), action };
}

export function flatCondition(condition: Condition): ConditionDraft {
  const { field, operator, not = false } = condition;
  const name = "name" in condition ? condition.name : "path" in condition ? condition.path : "";
  const value = condition.value === undefined ? "" : String(condition.value);
  const ignoreCase = "ignoreCase" in condition && condition.ignoreCase === true;
  const draft = { field, name, operator, value, not, ignoreCase };
  return condition.value === undefined || typeof condition.value === "string"
    ? draft
    : { ...draft, literal: condition.value };
}

export function wireOf(draft: RuleDraft): WireRule {
  return { ...draft, conditions: draft.conditions.map(wireCondition), action: wireAction(draft.action) };
}

/** Header rows that nobody has written in are not sent. */
function wireAction(action: Action): Action {
  if (action.kind !== "sequence") return wireSimpleAction(action);
  return { ...action, steps: action.steps.map((step) => ({ ...step, action: wireSimpleAction(step.action) })) };
}

function wireSimpleAction(action: SimpleAction): SimpleAction {
  if (action.kind !== "reply") return action;
  return { ...action, reply: { ...action.reply, headers: filledPairs(action.reply.headers) } };
}

/** A saved rule as it is sent back, without what it did. */
export function keptRule({ id, name, enabled, percent, conditions, action }: Rule): WireRule {
  return { id, name, enabled, percent, conditions, action };
}

/** A condition as it is sent; the server says what is wrong with it. */
export function wireCondition(draft: ConditionDraft): object {
  const { field, name, operator, not, ignoreCase, literal } = draft;
  const value = literal !== undefined && String(literal) === draft.value ? literal : draft.value;
  return {
    field,
    ...(HAS_NAME.has(field) && (field === "json" ? { path: name } : { name })),
    operator,
    ...(operator !== "exists" && { value }),
    ...(not && { not }),
    ...(ignoreCase && canIgnoreCase(field, operator) && { ignoreCase }),
  };
}

/** Comparing numbers, ranges or presence knows no case. */
export function canIgnoreCase(field: Field, operator: Operator): boolean {
  return field !== "address" && operator !== "exists" && operator !== "greater" && operator !== "less";
}

export const BLANK_CONDITION: ConditionDraft = {
  field: "path",
  name: "",
  operator: "glob",
  value: "",
  not: false,
  ignoreCase: false,
};

/** The same condition about another field, with an operator that field has. */
export function withField(condition: ConditionDraft, field: Field): ConditionDraft {
  const operators = OPERATORS_BY_FIELD[field];
  const operator = operators.includes(condition.operator) ? condition.operator : (operators[0] ?? "equals");
  const { literal: _, ...rest } = condition;
  return { ...rest, field, operator };
}

export const BLANK_REPLY: RuleReply = {
  status: 200,
  headers: [["Content-Type", "application/json"]],
  body: { encoding: "utf8", data: '{"ok":true}' },
  delayMs: 0,
  templates: true,
};

export function blankRule(): RuleDraft {
  return { name: "", enabled: true, percent: 100, conditions: [], action: { kind: "reply", reply: BLANK_REPLY } };
}

export function blankSimpleAction(kind: SimpleAction["kind"]): SimpleAction {
  switch (kind) {
    case "reply":
      return { kind, reply: BLANK_REPLY };
    case "echo":
      return { kind, status: 200, delayMs: 0 };
    case "busy":
      return { kind, status: 503, retryAfterSeconds: 5, asDate: false };
    case "redirectLoop":
      return { kind, status: 302 };
    case "fault":
      return { kind, fault: { kind: "close" } };
  }
}

export function blankAction(kind: Action["kind"]): Action {
  if (kind !== "sequence") return blankSimpleAction(kind);
  return {
    kind,
    steps: [
      { times: 2, action: blankSimpleAction("busy") },
      { times: 1, action: blankSimpleAction("reply") },
    ],
    atEnd: "stay",
    scope: { kind: "path" },
  };
}

export function blankFault(kind: Fault["kind"]): Fault {
  switch (kind) {
    case "hold":
      return { kind, forMs: 30_000 };
    case "cut":
      return { kind, afterBytes: 10 };
    case "drip":
      return { kind, bytesPerSecond: 20 };
    case "wrongLength":
      return { kind, byBytes: 10 };
    case "close":
    case "reset":
    case "badChunk":
      return { kind };
  }
}
