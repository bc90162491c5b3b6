import { describe, expect, test } from "vitest";
import type { Lane } from "#lib/store/targets.ts";
import { FAILURES_TO_OPEN } from "./circuit.ts";
import { enter, leave } from "./lane.ts";

const lane: Lane = { concurrency: 5, ratePerSecond: null, rateAt: null, failures: 0, openUntil: null };
const NOW = 1_000_000;

describe("a lane", () => {
  test("lets as many through as its concurrency leaves", () => {
    expect(enter(lane, 0, 9, NOW).count).toBe(5);
    expect(enter(lane, 3, 9, NOW).count).toBe(2);
    expect(enter(lane, 5, 9, NOW).count).toBe(0);
    expect(enter(lane, 9, 9, NOW).count).toBe(0);
    expect(enter(lane, 0, 2, NOW).count).toBe(2);
  });

  test("with a slow rate lets one through at a time and says when the next may", () => {
    const slow = { ...lane, ratePerSecond: 2 };
    const first = enter(slow, 0, 9, NOW);
    expect(first).toMatchObject({ count: 1, nextAt: NOW + 500 });
    expect(enter(first.lane, 0, 9, NOW + 499)).toMatchObject({ count: 0, nextAt: NOW + 500 });
    expect(enter(first.lane, 0, 9, NOW + 500)).toMatchObject({ count: 1, nextAt: NOW + 1000 });
  });

  test("never passes its rate by more than a tenth of a second's share", () => {
    const fast = { ...lane, concurrency: 1000, ratePerSecond: 200 };
    let now = NOW;
    let passed = 0;
    let state: Lane = fast;
    while (now <= NOW + 10_000) {
      const taken = enter(state, 0, 1000, now);
      passed += taken.count;
      state = taken.lane;
      now = Math.max(now + 1, taken.nextAt ?? now);
    }
    expect(passed).toBeGreaterThanOrEqual(2000);
    expect(passed).toBeLessThanOrEqual(2021);
  });

  test("does not save up while nothing is sent", () => {
    const fast = { ...lane, concurrency: 1000, ratePerSecond: 100 };
    expect(enter({ ...fast, rateAt: NOW - 60_000 }, 0, 1000, NOW).count).toBe(10);
  });

  test("closes after failures in a row, then lets one through to see", () => {
    let state: Lane = lane;
    for (let i = 0; i < FAILURES_TO_OPEN; i += 1) state = leave(state, false, NOW);
    const closed = enter(state, 0, 9, NOW + 1);
    expect(closed).toMatchObject({ count: 0, nextAt: state.openUntil });
    const later = (state.openUntil ?? 0) + 1;
    const trial = enter(state, 0, 9, later);
    expect(trial.count).toBe(1);
    expect(enter(trial.lane, 1, 9, later).count).toBe(0);
    expect(leave(trial.lane, true, later)).toMatchObject({ failures: 0, openUntil: null });
  });
});
