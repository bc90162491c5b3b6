import type { FieldProblem } from "#lib/errors.ts";
import type { Pairs } from "#lib/http/pairs.ts";
import type { Condition } from "#lib/model/condition.ts";
import type { Forward } from "#lib/model/forward.ts";
import type { RetrySchedule } from "#lib/model/retry-schedule.ts";
import { formatSpan, parseSpan, parseSpans } from "./time-spans.ts";

/** A forward as it is typed, and back. */

export type ForwardDraft = {
  /** The id of a saved target; empty while a new one is named by its URL. */
  target: string;
  url: string;
  name: string;
  appendPath: boolean;
  appendQuery: boolean;
  /** The two conditions people want most; empty means any. */
  method: string;
  path: string;
  /** Conditions of other kinds, kept as they are. */
  others: readonly Condition[];
  addHeaders: Pairs;
  /** Names between commas. */
  dropHeaders: string;
  retry: RetrySchedule["kind"];
  retries: string;
  first: string;
  longest: string;
  delays: string;
  answers: boolean;
  answerWithin: string;
};

export const RETRY_KINDS: readonly { value: RetrySchedule["kind"]; label: string }[] = [
  { value: "none", label: "None" },
  { value: "quick", label: "Quick" },
  { value: "exponential", label: "Exponential" },
  { value: "standard", label: "Standard Webhooks" },
  { value: "list", label: "Own list" },
];

export function draftOf(forward: Forward | null, firstTarget: string): ForwardDraft {
  const { conditions = [], retry = { kind: "quick" as const } } = forward ?? {};
  const method = conditions.find(isPlainMethod);
  const path = conditions.find(isPlainPath);
  const exponential =
    retry.kind === "exponential" ? retry : { kind: "exponential" as const, retries: 8, firstMs: 1000, maxMs: 600_000 };
  return {
    target: forward?.target ?? firstTarget,
    url: "",
    name: "",
    appendPath: forward?.appendPath ?? true,
    appendQuery: forward?.appendQuery ?? true,
    method: method ? String(method.value) : "",
    path: path ? String(path.value) : "",
    others: conditions.filter((condition) => condition !== method && condition !== path),
    addHeaders: forward?.addHeaders ?? [],
    dropHeaders: (forward?.dropHeaders ?? []).join(", "),
    retry: retry.kind,
    retries: String(exponential.retries),
    first: formatSpan(exponential.firstMs),
    longest: formatSpan(exponential.maxMs),
    delays: retry.kind === "list" ? retry.delaysMs.map(formatSpan).join(", ") : "5 s, 1 min, 10 min",
    answers: forward !== null && forward.answerWithinMs !== null,
    answerWithin: formatSpan(forward?.answerWithinMs ?? 10_000),
  };
}

export type Settings = Pick<
  Forward,
  "appendPath" | "appendQuery" | "conditions" | "addHeaders" | "dropHeaders" | "retry" | "answerWithinMs"
>;

/** Everything but the target, or what cannot be read. Limits are the server's to judge. */
export function settingsOf(draft: ForwardDraft): { settings: Settings } | { problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const span = (path: string, text: string) => {
    const ms = parseSpan(text);
    if (ms === null) problems.push({ path, message: "Write a time such as 30 s, 5 min or 2 h" });
    return ms ?? 0;
  };
  const settings: Settings = {
    appendPath: draft.appendPath,
    appendQuery: draft.appendQuery,
    conditions: conditionsOf(draft),
    addHeaders: draft.addHeaders
      .filter(([name, value]) => name !== "" || value !== "")
      .map(([name, value]) => [name, value]),
    dropHeaders: draft.dropHeaders
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
    retry: retryOf(draft, span, problems),
    answerWithinMs: draft.answers ? span("answerWithinMs", draft.answerWithin) : null,
  };
  return problems.length > 0 ? { problems } : { settings };
}

function conditionsOf({ method, path, others }: ForwardDraft): Condition[] {
  const wanted: Condition[] = [];
  if (method.trim() !== "") wanted.push({ field: "method", operator: "equals", value: method.trim().toUpperCase() });
  if (path.trim() !== "") wanted.push({ field: "path", operator: "glob", value: path.trim() });
  return [...wanted, ...others];
}

/** Where the problems of the method, the path and the other conditions stand in the answer of the server. */
export function conditionPlaces({ method, path }: ForwardDraft): { method: string; path: string; others: number } {
  const first = method.trim() === "" ? 0 : 1;
  const second = path.trim() === "" ? 0 : 1;
  return {
    method: first ? "conditions.0" : "none",
    path: second ? `conditions.${first}` : "none",
    others: first + second,
  };
}

function retryOf(
  draft: ForwardDraft,
  span: (path: string, text: string) => number,
  problems: FieldProblem[],
): RetrySchedule {
  switch (draft.retry) {
    case "none":
    case "quick":
    case "standard":
      return { kind: draft.retry };
    case "exponential": {
      if (!/^\d{1,3}$/.test(draft.retries.trim())) {
        problems.push({ path: "retry.retries", message: "Write a number from 1 to 30" });
      }
      return {
        kind: "exponential",
        retries: Number(draft.retries),
        firstMs: span("retry.firstMs", draft.first),
        maxMs: span("retry.maxMs", draft.longest),
      };
    }
    case "list": {
      const delaysMs = parseSpans(draft.delays);
      if (delaysMs === null) {
        problems.push({ path: "retry.delaysMs", message: "Write times between commas, such as 5 s, 1 min, 1 h" });
      }
      return { kind: "list", delaysMs: delaysMs ?? [] };
    }
  }
}

function isPlainMethod(condition: Condition): boolean {
  const { field, operator, not } = condition;
  return field === "method" && operator === "equals" && not !== true && condition.ignoreCase !== true;
}

function isPlainPath(condition: Condition): boolean {
  const { field, operator, not } = condition;
  return field === "path" && operator === "glob" && not !== true && condition.ignoreCase !== true;
}
