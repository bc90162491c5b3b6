import { expect, test } from "vitest";
import { findText } from "./find-text.ts";

const all = (text: string, needle: string) => [...findText(text, needle)].flat();
const starts = (text: string, needle: string) => all(text, needle).map(({ start }) => start);

test("text is found wherever it stands, without case", () => {
  expect(all("Ada, ada, ÄDA", "ada")).toEqual([
    { start: 0, end: 3 },
    { start: 5, end: 8 },
  ]);
  expect(starts("Straße ÄRGER ärger", "ärger")).toEqual([7, 13]);
  expect(starts("one 😀 two 😀", "😀")).toEqual([4, 11]);
  expect(all("anything", "")).toEqual([]);
});

test("a pattern, a dash and a broken character are searched as the text they are", () => {
  expect(starts("aaaa", "(a+)+$")).toEqual([]);
  expect(starts("x.*y", ".*")).toEqual([1]);
  expect(starts("id 0b5e-4c/11", "5E-4C/")).toEqual([5]);
  expect(starts("[\\d]{2}|^$?", "[\\d]{2}|^$?")).toEqual([0]);
  expect(starts("a\ud83db", "\ud83d")).toEqual([1]);
});

test("what lies across two pieces is found once, and nothing overlaps", () => {
  const edge = 64 * 1024;
  expect(starts(`${"x".repeat(edge - 2)}needle`, "needle")).toEqual([edge - 2]);
  expect(starts(`${"x".repeat(edge)}needle`, "needle")).toEqual([edge]);
  const overlong = starts("a".repeat(edge + 10), "aaa");
  expect(overlong).toHaveLength(Math.floor((edge + 10) / 3));
  expect(overlong.every((start, at) => start === at * 3)).toBe(true);
});

test("it comes in pieces also where nothing is found", () => {
  expect([...findText("x".repeat(200_000), "needle")]).toEqual([[], [], [], []]);
});
