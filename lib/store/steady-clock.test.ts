import { expect, test } from "vitest";
import { createSetBackWatch, createSteadyClock } from "./steady-clock.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A clock that is asked once a minute; `jump` moves its hands. */
function clock() {
  let wall = 1_800_000_000_000;
  let passed = 0;
  const isSteady = createSteadyClock(
    () => wall,
    () => passed,
  );
  const after = (minutes: number) => {
    let answer = true;
    for (let i = 0; i < minutes; i += 1) {
      wall += MINUTE;
      passed += MINUTE;
      answer = isSteady();
    }
    return answer;
  };
  return {
    after,
    jump: (ms: number) => {
      wall += ms;
    },
  };
}

test("a clock that goes well is trusted, also one that is set right by a little", () => {
  const { after, jump } = clock();
  expect(after(1)).toBe(true);
  jump(30_000);
  expect(after(1)).toBe(true);
  jump(-30_000);
  expect(after(600)).toBe(true);
});

test("one that is days ahead for some minutes is not, nor when it is set back", () => {
  const { after, jump } = clock();
  expect(after(5)).toBe(true);
  jump(8 * DAY);
  for (let i = 0; i < 10; i += 1) expect(after(1)).toBe(false);
  jump(-8 * DAY);
  expect(after(1)).toBe(false);
  expect(after(59)).toBe(false);
  expect(after(1)).toBe(true);
});

test("one that was set on for good is trusted after an hour", () => {
  const { after, jump } = clock();
  jump(8 * DAY);
  expect(after(1)).toBe(false);
  expect(after(60)).toBe(true);
});

test("a clock that was set back says so once", () => {
  let wall = 1_800_000_000_000;
  let passed = 0;
  const wasSetBack = createSetBackWatch(
    () => wall,
    () => passed,
  );
  const after = (wallMs: number, ms = 1000) => {
    wall += wallMs;
    passed += ms;
    return wasSetBack();
  };
  expect(after(1000)).toBe(false);
  expect(after(-MINUTE)).toBe(true);
  expect(after(1000)).toBe(false);
  expect(after(DAY)).toBe(false);
  // Put right by a little, and a thread that was busy for long.
  expect(after(600)).toBe(false);
  expect(after(20_000, 20_000)).toBe(false);
  expect(after(-DAY)).toBe(true);
});
