import { expect, test } from "vitest";
import { lineAt, lineStarts } from "./text-lines.ts";

const lines = (text: string, max?: number) => {
  const starts = lineStarts(text, max);
  return [...starts].slice(0, -1).map((start, i) => text.slice(start, starts[i + 1]));
};

test("rows end at any line end", () => {
  expect(lines("a\nb\r\nc\rd")).toEqual(["a\n", "b\r\n", "c\r", "d"]);
  expect(lines("a\n")).toEqual(["a\n", ""]);
  expect(lines("")).toEqual([""]);
});

test("a long line is broken, but not before its own end nor inside a character", () => {
  expect(lines("aaaabb", 4)).toEqual(["aaaa", "bb"]);
  expect(lines("aaaa\nb", 4)).toEqual(["aaaa\n", "b"]);
  expect(lines("aaa😀b", 4)).toEqual(["aaa😀", "b"]);
});

test("a megabyte on one line is many rows", () => {
  const rows = lines("x".repeat(1_000_000));
  expect(rows.length).toBe(500);
  expect(rows.join("").length).toBe(1_000_000);
});

test("a character is in the row that holds it", () => {
  const starts = lineStarts("one\ntwo\n");
  expect([0, 3, 4, 7, 8].map((offset) => lineAt(starts, offset))).toEqual([0, 0, 1, 1, 2]);
  expect(lineAt(lineStarts(""), 0)).toBe(0);
});
