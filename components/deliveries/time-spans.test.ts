import { expect, test } from "vitest";
import { formatSpan, parseSpan, parseSpans } from "./time-spans.ts";

test("a span is written in the largest unit that leaves no rest", () => {
  expect([0, 250, 1000, 90_000, 300_000, 7_200_000, 604_800_000].map(formatSpan)).toEqual([
    "0 s",
    "250 ms",
    "1 s",
    "90 s",
    "5 min",
    "2 h",
    "7 d",
  ]);
});

test("what is written is read back", () => {
  for (const ms of [0, 250, 1000, 1500, 90_000, 86_400_000]) expect(parseSpan(formatSpan(ms))).toBe(ms);
});

test("a bare number is seconds, and short units are understood", () => {
  expect(["5", "5s", "1.5 min", "2m", "1h"].map(parseSpan)).toEqual([5000, 5000, 90_000, 120_000, 3_600_000]);
});

test("what cannot be read is null", () => {
  expect(["", "soon", "-1 s", "5 weeks", "1e3"].map(parseSpan)).toEqual([null, null, null, null, null]);
});

test("a list is read whole or not at all", () => {
  expect(parseSpans("1 s, 5 s,25s,")).toEqual([1000, 5000, 25_000]);
  expect(parseSpans("1 s, soon")).toBeNull();
  expect(parseSpans(" , ")).toBeNull();
});
