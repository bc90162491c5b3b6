import { filledPairs } from "#components/inspector/windows/filled-rows.ts";
import { type ConditionDraft, flatCondition, wireCondition } from "#components/rules/rule-draft.ts";
import type { FieldProblem } from "#lib/errors.ts";
import type { Pairs } from "#lib/http/pairs.ts";
import type { Forward } from "#lib/model/forward.ts";
import { type RetryDraft, retryDraftOf, retryOf, spanAt } from "./retry-draft.ts";
import { formatSpan } from "./time-spans.ts";

/** A forward as it is typed, and back. */

export type ForwardDraft = RetryDraft & {
  /** The id of a saved target; empty while a new one is named by its URL. */
  target: string;
  url: string;
  name: string;
  appendPath: boolean;
  appendQuery: boolean;
  conditions: readonly ConditionDraft[];
  addHeaders: Pairs;
  /** Names between commas. */
  dropHeaders: string;
  answers: boolean;
  answerWithin: string;
};

export function draftOf(forward: Forward | null, firstTarget: string): ForwardDraft {
  return {
    target: forward?.target ?? firstTarget,
    url: "",
    name: "",
    appendPath: forward?.appendPath ?? true,
    appendQuery: forward?.appendQuery ?? true,
    conditions: (forward?.conditions ?? []).map(flatCondition),
    addHeaders: forward?.addHeaders ?? [],
    dropHeaders: (forward?.dropHeaders ?? []).join(", "),
    ...retryDraftOf(forward?.retry ?? { kind: "quick" }),
    answers: forward !== null && forward.answerWithinMs !== null,
    answerWithin: formatSpan(forward?.answerWithinMs ?? 10_000),
  };
}

/** As it is sent; the server says what is wrong with the conditions. */
export type Settings = Pick<
  Forward,
  "appendPath" | "appendQuery" | "addHeaders" | "dropHeaders" | "retry" | "answerWithinMs"
> & { conditions: readonly object[] };

/** Everything but the target, or what cannot be read. Limits are the server's to judge. */
export function settingsOf(draft: ForwardDraft): { settings: Settings } | { problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const settings: Settings = {
    appendPath: draft.appendPath,
    appendQuery: draft.appendQuery,
    conditions: draft.conditions.map(wireCondition),
    addHeaders: filledPairs(draft.addHeaders),
    dropHeaders: draft.dropHeaders
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
    retry: retryOf(draft, problems),
    answerWithinMs: draft.answers ? spanAt("answerWithinMs", draft.answerWithin, problems) : null,
  };
  return problems.length > 0 ? { problems } : { settings };
}
