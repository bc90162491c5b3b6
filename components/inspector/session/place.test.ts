import { expect, test } from "vitest";
import { placePath, seqFromPath } from "./place.ts";

test("an address names a capture or none", () => {
  expect(seqFromPath("/bins/shop")).toBeNull();
  expect(seqFromPath("/bins/shop/12")).toBe(12);
  expect(seqFromPath("/bins/shop/12/")).toBe(12);
  expect(seqFromPath("/bins/shop/latest")).toBeNull();
  expect(seqFromPath("/bins/shop/12/13")).toBeNull();
  expect(seqFromPath(placePath("shop", 7))).toBe(7);
});
