import { expect, test } from "vitest";
import type { Pairs } from "#lib/http/pairs.ts";
import { endToEndFields, hopsOf } from "./fields.ts";

test.each([
  [[], 0],
  [[["X-Wirebin-Hop", "2"]], 2],
  [
    [
      ["x-wirebin-hop", "1, 3"],
      ["X-WIREBIN-HOP", "2"],
    ],
    3,
  ],
  [[["X-Wirebin-Hop", "-4"]], 0],
  [[["X-Wirebin-Hop", "1e9"]], 0],
  [[["X-Wirebin-Hop", "many"]], 0],
  [[["X-Other", "9"]], 0],
] as [Pairs, number][])("%j has %i hops behind it", (headers, hops) => {
  expect(hopsOf(headers)).toBe(hops);
});

test("fields that Connection names stay behind, whatever their case, and so does Host", () => {
  const kept: Pairs = [
    ["X-C", "c"],
    ["Authorization", "t"],
    ["__proto__", "x"],
  ];
  const headers: Pairs = [
    ["HOST", "h"],
    ["connection", "x-A , X-b"],
    ["X-A", "a"],
    ["x-B", "b"],
    ...kept,
    ["Connection", ""],
  ];
  expect(endToEndFields(headers)).toEqual(kept);
});
