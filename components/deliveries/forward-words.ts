import { flatCondition } from "#components/rules/rule-draft.ts";
import { sayCondition } from "#components/rules/say-rule.ts";
import type { Condition } from "#lib/model/condition.ts";
import type { Delivery } from "#lib/model/delivery.ts";
import type { Forward } from "#lib/model/forward.ts";
import type { RetrySchedule } from "#lib/model/retry-schedule.ts";
import type { Target } from "#lib/model/target.ts";
import { formatSpan } from "./time-spans.ts";

/** A forward, its schedule and its health in sentences. */

/** "the method is POST", in the words that rules use. */
function conditionWords(condition: Condition): string {
  return sayCondition(flatCondition(condition))
    .map(({ text }) => text)
    .join(" ");
}

/** "a, b and c" */
export function listWords(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** What is sent, in one sentence. */
export function forwardSentence({ conditions, appendPath, appendQuery }: Forward): string {
  const which =
    conditions.length === 0 ? "Every capture" : `Captures where ${listWords(conditions.map(conditionWords))}`;
  const tail =
    appendPath && appendQuery
      ? "with sub-path and query"
      : appendPath
        ? "with sub-path, without query"
        : appendQuery
          ? "with query, always to the same path"
          : "always to the same address";
  return `${which}, ${tail}.`;
}

/** What is changed on the way, or null. */
export function headerSentence({ addHeaders, dropHeaders }: Forward): string | null {
  const added = addHeaders.length === 0 ? [] : [`adds ${listWords(addHeaders.map(([name]) => name))}`];
  const dropped = dropHeaders.length === 0 ? [] : [`drops ${listWords(dropHeaders)}`];
  const said = listWords([...added, ...dropped]);
  return said === "" ? null : `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}

/** When a failed delivery is tried again. */
export function retrySentence(retry: RetrySchedule): string {
  switch (retry.kind) {
    case "none":
      return "One attempt, no retries.";
    case "quick":
      return "Retries after 1 s, 5 s and 25 s.";
    case "standard":
      return "Retries nine times over three days, as Standard Webhooks suggests.";
    case "exponential":
      return `Retries up to ${retry.retries} times, waits growing from ${formatSpan(retry.firstMs)} to ${formatSpan(retry.maxMs)}.`;
    case "list":
      return `Retries after ${listWords(retry.delaysMs.map(formatSpan))}.`;
  }
}

export type Health =
  | { kind: "off" }
  | { kind: "paused"; until: string | null; waiting: number }
  | { kind: "waiting"; waiting: number }
  | { kind: "healthy" };

/** What the target's circuit and the waiting deliveries say about a forward. */
export function healthOf(forward: Forward, target: Target | undefined, waiting: readonly Delivery[]): Health {
  const count = waiting.filter((delivery) => delivery.forward === forward.id).length;
  if (target?.circuit.state === "open") return { kind: "paused", until: target.circuit.openUntil, waiting: count };
  if (!forward.enabled && count === 0) return { kind: "off" };
  return count > 0 ? { kind: "waiting", waiting: count } : { kind: "healthy" };
}

/** Why a delivery was given up. */
export function reasonSentence(reason: Delivery["reason"]): string | null {
  switch (reason) {
    case null:
      return null;
    case "gone":
      return "The target answered 410: it wants no more of these.";
    case "refused":
      return "It may not or cannot be sent to this address.";
    case "exhausted":
      return "The last attempt of its schedule failed.";
    case "interrupted":
      return "The server stopped twice in the middle of an attempt.";
    case "cancelled":
      return "Its target or its replay was taken away.";
  }
}
