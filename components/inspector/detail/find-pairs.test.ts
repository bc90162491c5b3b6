import { expect, test } from "vitest";
import { coverHeader } from "#components/bin/cover-value.ts";
import { findPairs } from "./find-pairs.ts";

const PAIRS: [string, string][] = [
  ["Host", "Example.com"],
  ["X-Forwarded-Host", "proxy.example"],
  ["Authorization", "Bearer example-token"],
  ["Accept", "*/*"],
];
const found = (wanted: string) => [...findPairs(PAIRS, wanted, coverHeader)];

test("names and values are looked at, in any case, and both together as they are written", () => {
  expect(found("HOST")).toEqual([0, 1]);
  expect(found(" example ")).toEqual([0, 1]);
  expect(found("host: ex")).toEqual([0]);
  expect(found("nothing")).toEqual([]);
});

test("what a secret hides is not found by trying, its name and its scheme are", () => {
  expect(found("token")).toEqual([]);
  expect(found("authorization")).toEqual([2]);
  expect(found("bearer")).toEqual([2]);
});
