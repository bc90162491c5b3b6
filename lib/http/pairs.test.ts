import { expect, test } from "vitest";
import { allValues, firstValue, type Pairs, pairsFromFlat } from "./pairs.ts";

const PAIRS: Pairs = [
  ["X-A", "1"],
  ["x-a", "2"],
  ["__proto__", "p"],
  ["Empty", ""],
];

test("the first value wins, whatever the case of the name", () => {
  expect(firstValue(PAIRS, "X-a")).toBe("1");
  expect(firstValue(PAIRS, "empty")).toBe("");
  expect(firstValue(PAIRS, "x")).toBeUndefined();
  expect(firstValue(PAIRS, "__PROTO__")).toBe("p");
  expect(firstValue(PAIRS, "constructor")).toBeUndefined();
});

test("repeats come back in their order", () => {
  expect(allValues(PAIRS, "X-A")).toEqual(["1", "2"]);
  expect(allValues(PAIRS, "none")).toEqual([]);
});

test("a flat list becomes pairs and a dangling name is left out", () => {
  expect(pairsFromFlat(["A", "1", "a", "2"])).toEqual([
    ["A", "1"],
    ["a", "2"],
  ]);
  expect(pairsFromFlat(["A", "1", "B"])).toEqual([["A", "1"]]);
  expect(pairsFromFlat([])).toEqual([]);
});
