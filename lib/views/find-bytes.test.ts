import { expect, test } from "vitest";
import { findBytes } from "./find-bytes.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const all = (haystack: Uint8Array, needle: string) => [...findBytes(haystack, needle)].flat();
const starts = (haystack: Uint8Array, needle: string) => all(haystack, needle).map(({ start }) => start);

test("text is found by its UTF-8 bytes, ASCII without case", () => {
  expect(starts(bytes("Paid paid PAID"), "paid")).toEqual([0, 5, 10]);
  expect(all(bytes("caf\u00e9"), "\u00e9")).toEqual([{ start: 3, end: 5 }]);
  expect(starts(bytes("a.c abc"), "a.c")).toEqual([0]);
  expect(all(bytes("anything"), "")).toEqual([]);
});

test("pairs of hex digits mean bytes, and the text they are", () => {
  const mixed = Uint8Array.of(0xca, 0xfe, ...bytes("Cafe"), 0xca);
  expect(all(mixed, "cafe")).toEqual([
    { start: 0, end: 2 },
    { start: 2, end: 6 },
  ]);
  expect(starts(mixed, "CA FE")).toEqual([0]);
  expect(starts(mixed, "ca")).toEqual([0, 2, 6]);
  // Half a pair is text alone.
  expect(starts(mixed, "caf")).toEqual([2]);
});

test("a byte is no letter because it could be one in another case", () => {
  expect(starts(Uint8Array.of(0x41, 0x61), "61")).toEqual([1]);
});

test("what lies across two pieces is found once", () => {
  const edge = 64 * 1024;
  expect(starts(bytes(`${"x".repeat(edge - 2)}needle`), "needle")).toEqual([edge - 2]);
  expect([...findBytes(new Uint8Array(edge * 3), "needle")]).toEqual([[], [], []]);
});
