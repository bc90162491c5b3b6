import fc from "fast-check";
import { expect, test } from "vitest";
import type { Pairs } from "#lib/http/pairs.ts";
import { comparePairs } from "./compare-pairs.ts";

const headers = (before: Pairs, after: Pairs) =>
  comparePairs(before, after, (name) => name.toLowerCase()).map((change) => [
    change.kind,
    change.kind === "added" ? null : change.before.value,
    change.kind === "removed" ? null : change.after.value,
  ]);

test("added, removed and changed", () => {
  const before: Pairs = [
    ["Host", "h"],
    ["X-Old", "1"],
    ["Date", "mon"],
  ];
  const after: Pairs = [
    ["Host", "h"],
    ["Date", "tue"],
    ["__proto__", "2"],
  ];
  expect(headers(before, after)).toEqual([
    ["changed", "mon", "tue"],
    ["added", null, "2"],
    ["removed", "1", null],
  ]);
});

test("as little as possible counts as moved", () => {
  const names = ["a", "b", "c", "d", "e"];
  const pairs = (order: string[]): Pairs => order.map((name) => [name, name]);
  expect(headers(pairs(names), pairs(["b", "c", "d", "e", "a"]))).toEqual([["moved", "a", "a"]]);
  expect(headers(pairs(names), pairs(["b", "c", "e"]))).toEqual([
    ["removed", "a", null],
    ["removed", "d", null],
  ]);
});

test("repeats belong together by value first, then in order", () => {
  const before: Pairs = [
    ["Via", "1"],
    ["Via", "2"],
    ["Via", "3"],
  ];
  expect(
    headers(before, [
      ["Via", "1"],
      ["Via", "3"],
    ]),
  ).toEqual([["removed", "2", null]]);
  expect(
    headers(before, [
      ["Via", "1"],
      ["Via", "9"],
      ["Via", "3"],
      ["via", "4"],
    ]),
  ).toEqual([
    ["changed", "2", "9"],
    ["added", null, "4"],
  ]);
});

test("a name in another case is a change of a header, another parameter of a query", () => {
  expect(headers([["X-A", "1"]], [["x-a", "1"]])).toEqual([["changed", "1", "1"]]);
  expect(comparePairs([["A", "1"]], [["a", "1"]]).map(({ kind }) => kind)).toEqual(["added", "removed"]);
});

test("the same pairs have no changes, and every difference is told once", () => {
  const pairs = fc.array(fc.tuple(fc.constantFrom("a", "b", "A"), fc.constantFrom("1", "2")), { maxLength: 12 });
  fc.assert(
    fc.property(pairs, pairs, (before, after) => {
      expect(comparePairs(before, before)).toEqual([]);
      const changes = comparePairs(before, after);
      const count = (kind: string) => changes.filter((change) => change.kind === kind).length;
      expect(after.length - before.length).toBe(count("added") - count("removed"));
    }),
  );
});
