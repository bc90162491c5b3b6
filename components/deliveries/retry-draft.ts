import type { FieldProblem } from "#lib/errors.ts";
import type { RetrySchedule } from "#lib/model/retry-schedule.ts";
import { formatSpan, parseSpan, parseSpans } from "./time-spans.ts";

/** A retry schedule as it is typed, and back. */

export type RetryDraft = {
  retry: RetrySchedule["kind"];
  retries: string;
  first: string;
  longest: string;
  delays: string;
};

export const RETRY_KINDS: readonly { value: RetrySchedule["kind"]; label: string }[] = [
  { value: "none", label: "None" },
  { value: "quick", label: "Quick" },
  { value: "exponential", label: "Exponential" },
  { value: "standard", label: "Standard Webhooks" },
  { value: "list", label: "Own list" },
];

export function retryDraftOf(retry: RetrySchedule): RetryDraft {
  const exponential =
    retry.kind === "exponential" ? retry : { kind: "exponential" as const, retries: 8, firstMs: 1000, maxMs: 600_000 };
  return {
    retry: retry.kind,
    retries: String(exponential.retries),
    first: formatSpan(exponential.firstMs),
    longest: formatSpan(exponential.maxMs),
    delays: retry.kind === "list" ? retry.delaysMs.map(formatSpan).join(", ") : "5 s, 1 min, 10 min",
  };
}

/** The schedule; what cannot be read is added to `problems`. */
export function retryOf(draft: RetryDraft, problems: FieldProblem[]): RetrySchedule {
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
        firstMs: spanAt("retry.firstMs", draft.first, problems),
        maxMs: spanAt("retry.maxMs", draft.longest, problems),
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

/** Milliseconds; what cannot be read is added to `problems`. */
export function spanAt(path: string, text: string, problems: FieldProblem[]): number {
  const ms = parseSpan(text);
  if (ms === null) problems.push({ path, message: "Write a time such as 30 s, 5 min or 2 h" });
  return ms ?? 0;
}
