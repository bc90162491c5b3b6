import { expect, test } from "vitest";
import { afterTry, beforeTry, type Circuit, CLOSED_CIRCUIT, FAILURES_TO_OPEN, isPassable } from "./circuit.ts";

function failing(times: number, now = 0, from: Circuit = CLOSED_CIRCUIT): Circuit {
  let circuit = from;
  for (let at = 0; at < times; at += 1) circuit = afterTry(circuit, false, now);
  return circuit;
}

test("a target may fail a few times before it is left alone", () => {
  expect(isPassable(failing(FAILURES_TO_OPEN - 1), 0)).toBe(true);
  expect(isPassable(failing(FAILURES_TO_OPEN), 0)).toBe(false);
});

test("only failures in a row count", () => {
  const recovered = afterTry(failing(FAILURES_TO_OPEN - 1), true, 0);
  expect(isPassable(failing(FAILURES_TO_OPEN - 1, 0, recovered), 0)).toBe(true);
});

test("after the pause one goes ahead and the rest wait for it", () => {
  const open = failing(FAILURES_TO_OPEN, 1000);
  const until = open.openUntil ?? 0;
  expect(until).toBe(31_000);
  expect(isPassable(open, until - 1)).toBe(false);
  expect(isPassable(open, until)).toBe(true);
  const trying = beforeTry(open, until);
  expect(isPassable(trying, until)).toBe(false);
  expect(afterTry(trying, true, until + 5)).toEqual(CLOSED_CIRCUIT);
  expect(afterTry(trying, false, until + 5).openUntil).toBe(until + 5 + 60_000);
});

test("one that went ahead and was never heard of again does not block the target for ever", () => {
  const open = failing(FAILURES_TO_OPEN);
  const trying = beforeTry(open, 30_000);
  expect(isPassable(trying, 60_000)).toBe(true);
});

test("the pause grows to a quarter of an hour and no further", () => {
  expect(failing(500).openUntil).toBe(15 * 60_000);
});

test("sending does not change a closed circuit", () => {
  expect(beforeTry(CLOSED_CIRCUIT, 5)).toBe(CLOSED_CIRCUIT);
});
