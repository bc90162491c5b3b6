import { expect, test } from "vitest";
import { filterFromHash, filterHash, placePath, seqFromPath, withFilterHash } from "./place.ts";

test("an address names a capture or none", () => {
  expect(seqFromPath("/bins/shop")).toBeNull();
  expect(seqFromPath("/bins/shop/12")).toBe(12);
  expect(seqFromPath("/bins/shop/12/")).toBe(12);
  expect(seqFromPath("/bins/shop/latest")).toBeNull();
  expect(seqFromPath("/bins/shop/12/13")).toBeNull();
  expect(seqFromPath(placePath("shop", 7))).toBe(7);
});

test("a filter comes back from the address as it was written", () => {
  for (const text of ["", "status:4xx path:/a", 'header:"X-Sum=a+b%20c#" ünï "q:r"']) {
    expect(filterFromHash(new URL(filterHash(text), "http://a/").hash)).toBe(text);
  }
  expect(filterHash("path:/orders")).toBe("#filter=path:/orders");
  expect(filterFromHash("#filter=50%")).toBe("50%");
  expect(filterFromHash("#key=abc")).toBe("");
});

test("a key in the address is not touched", () => {
  expect(withFilterHash("#key=abc", "")).toBe("#key=abc");
  expect(withFilterHash("#filter=a", "")).toBe("");
  expect(withFilterHash("", "#filter=b")).toBe("#filter=b");
});
