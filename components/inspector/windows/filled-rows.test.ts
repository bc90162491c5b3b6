import { expect, test } from "vitest";
import { filled, filledPairs, sentPlace } from "./filled-rows.ts";

const rows = [
  { name: "", value: "" },
  { name: "X-A", value: "1" },
  { name: "", value: "" },
  { name: "", value: "2" },
];

test("rows that nobody has written in are not sent", () => {
  expect(filled(rows)).toEqual([rows[1], rows[3]]);
  expect(filledPairs(rows.map(({ name, value }) => [name, value]))).toEqual([
    ["X-A", "1"],
    ["", "2"],
  ]);
});

test("a row knows its place among those that are sent; an empty one has none", () => {
  expect(rows.map((_, index) => sentPlace(rows, index))).toEqual([null, 0, null, 1]);
});
