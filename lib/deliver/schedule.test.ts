import { describe, expect, test } from "vitest";
import type { RetrySchedule } from "#lib/model/retry-schedule.ts";
import type { FinishedAttempt } from "./attempt.ts";
import { retryAfterMs } from "./retry-after.ts";
import { afterAttempt, delayAfter } from "./schedule.ts";

const NOW = Date.UTC(2026, 0, 1);

function attempt(number: number, more: Partial<FinishedAttempt> = {}): FinishedAttempt {
  return { number, startedAt: new Date(NOW), durationMs: 1, request: "{}", timings: { totalMs: 1 }, ...more };
}

function delays(schedule: RetrySchedule, random = () => 0): number[] {
  const found: number[] = [];
  for (let number = 1; ; number += 1) {
    const delay = delayAfter(schedule, number, random);
    if (delay === null) return found;
    found.push(delay);
  }
}

describe("schedules", () => {
  test("none, quick and an own list are exact", () => {
    expect(delays({ kind: "none" })).toEqual([]);
    expect(delays({ kind: "quick" }, () => 0.9)).toEqual([1000, 5000, 25_000]);
    expect(delays({ kind: "list", delaysMs: [0, 10, 5] }, () => 0.9)).toEqual([0, 10, 5]);
  });

  test("Standard Webhooks makes ten attempts over 75 hours, 35 minutes and 5 seconds, with a tenth of jitter", () => {
    const least = delays({ kind: "standard" });
    expect(least.map((ms) => ms / 1000)).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    expect(least.reduce((sum, ms) => sum + ms, 0)).toBe(((75 * 60 + 35) * 60 + 5) * 1000);
    expect(delays({ kind: "standard" }, () => 1)).toEqual(least.map((ms) => (ms * 11) / 10));
  });

  test("exponential doubles to its longest delay, and falls anywhere below it", () => {
    const schedule: RetrySchedule = { kind: "exponential", retries: 6, firstMs: 1000, maxMs: 10_000 };
    expect(delays(schedule, () => 1)).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]);
    expect(delays(schedule, () => 0.5)).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
    expect(delays(schedule, () => 0)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe("after an attempt", () => {
  const quick: RetrySchedule = { kind: "quick" };

  test("that was delivered nothing follows", () => {
    expect(afterAttempt(quick, attempt(1, { status: 204 }), NOW)).toEqual({ kind: "done" });
  });

  test.each([301, 404, 500, 503])("answered %i the next one is set", (status) => {
    expect(afterAttempt(quick, attempt(1, { status }), NOW)).toEqual({ kind: "retry", at: NOW + 1000 });
    expect(afterAttempt(quick, attempt(3, { status }), NOW)).toEqual({ kind: "retry", at: NOW + 25_000 });
    expect(afterAttempt(quick, attempt(4, { status }), NOW)).toEqual({ kind: "dead", reason: "exhausted" });
  });

  test("508 stops at once: it goes round in a circle", () => {
    expect(afterAttempt(quick, attempt(1, { status: 508 }), NOW)).toEqual({ kind: "dead", reason: "refused" });
  });

  test("410 stops at once", () => {
    expect(afterAttempt(quick, attempt(1, { status: 410 }), NOW)).toEqual({ kind: "dead", reason: "gone" });
  });

  test("a target that is not allowed is not tried again; one that cannot be reached is", () => {
    const failed = (code: string) => attempt(1, { error: { code, message: "" } });
    expect(afterAttempt(quick, failed("target_not_allowed"), NOW)).toEqual({ kind: "dead", reason: "refused" });
    expect(afterAttempt(quick, failed("loop_detected"), NOW)).toEqual({ kind: "dead", reason: "refused" });
    expect(afterAttempt(quick, failed("connection_refused"), NOW)).toMatchObject({ kind: "retry" });
  });

  test("half an answer of 200 is tried again", () => {
    const half = attempt(1, { status: 200, error: { code: "connection_lost", message: "" } });
    expect(afterAttempt(quick, half, NOW)).toMatchObject({ kind: "retry" });
  });

  test("Retry-After makes the wait longer, never shorter, and at most a day", () => {
    const asked = (value: string) => attempt(1, { status: 503, headers: [["retry-AFTER", value]] });
    expect(afterAttempt(quick, asked("7"), NOW)).toEqual({ kind: "retry", at: NOW + 7000 });
    expect(afterAttempt(quick, asked("0"), NOW)).toEqual({ kind: "retry", at: NOW + 1000 });
    expect(afterAttempt(quick, asked("999999999"), NOW)).toEqual({ kind: "retry", at: NOW + 86_400_000 });
    expect(afterAttempt(quick, asked("Thu, 01 Jan 2026 00:01:00 GMT"), NOW)).toEqual({
      kind: "retry",
      at: NOW + 60_000,
    });
  });
});

test.each([
  "",
  "-5",
  "1.5",
  "soon",
  "2026-01-01T00:01:00Z",
  "Thu, 32 Foo 2026 00:00:00 GMT",
  "Wed, 31 Dec 2025 23:00:00 GMT",
])("Retry-After: %s asks for nothing", (value) => {
  expect(retryAfterMs([["Retry-After", value]], NOW)).toBe(0);
});
