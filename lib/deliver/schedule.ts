import { assertNever } from "#lib/errors.ts";
import type { RetrySchedule } from "#lib/model/retry-schedule.ts";
import { type FinishedAttempt, isDelivered } from "./attempt.ts";
import { retryAfterMs } from "./retry-after.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const QUICK = [SECOND, 5 * SECOND, 25 * SECOND];
/** Standard Webhooks 1.0, "Deliverability and reliability": the delays after the first attempt. */
const STANDARD = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
/** The same text recommends some jitter; a tenth keeps the schedule recognisable. */
const STANDARD_JITTER = 0.1;
/** A target may ask for patience, not for a place in the queue for ever. */
const MAX_RETRY_AFTER_MS = 24 * HOUR;

/** RFC 5842 section 7.2; what a Wirebin answers to what has gone round too often. */
const LOOP_DETECTED = 508;

/** Failures that another try cannot mend. */
const FINAL: ReadonlySet<string> = new Set([
  "target_not_allowed",
  "invalid_target",
  "invalid_request",
  "loop_detected",
]);

/** True for a failure that says nothing about the target: it was not even asked. */
export function isFinal(code: string): boolean {
  return FINAL.has(code);
}

export type Next =
  | { kind: "done" }
  | { kind: "retry"; at: number }
  /** `gone`: the target said 410. `refused`: it can never be sent there. `exhausted`: the schedule ended. */
  | { kind: "dead"; reason: "gone" | "refused" | "exhausted" };

/**
 * What follows an attempt that ended at `endedAt` (milliseconds): nothing, another try, or none ever. `attempt.number` counts from 1. An answer's
 * Retry-After can only make the wait longer, up to 24 hours.
 */
export function afterAttempt(
  schedule: RetrySchedule,
  attempt: Pick<FinishedAttempt, "number" | "status" | "headers" | "error">,
  endedAt: number,
  random: () => number = Math.random,
): Next {
  if (isDelivered(attempt)) return { kind: "done" };
  if (attempt.status === 410) return { kind: "dead", reason: "gone" };
  if (attempt.status === LOOP_DETECTED || (attempt.error && isFinal(attempt.error.code))) {
    return { kind: "dead", reason: "refused" };
  }
  const delayMs = delayAfter(schedule, attempt.number, random);
  if (delayMs === null) return { kind: "dead", reason: "exhausted" };
  const askedMs = Math.min(retryAfterMs(attempt.headers ?? [], endedAt), MAX_RETRY_AFTER_MS);
  return { kind: "retry", at: endedAt + Math.max(delayMs, askedMs) };
}

/** The wait after attempt `number`, in milliseconds, or null when that was the last. */
export function delayAfter(schedule: RetrySchedule, number: number, random: () => number): number | null {
  switch (schedule.kind) {
    case "none":
      return null;
    case "quick":
      return QUICK[number - 1] ?? null;
    case "standard": {
      const delay = STANDARD[number - 1];
      return delay === undefined ? null : Math.round(delay * (1 + random() * STANDARD_JITTER));
    }
    case "exponential":
      if (number > schedule.retries) return null;
      return Math.round(random() * Math.min(schedule.maxMs, schedule.firstMs * 2 ** (number - 1)));
    case "list":
      return schedule.delaysMs[number - 1] ?? null;
    default:
      return assertNever(schedule);
  }
}
