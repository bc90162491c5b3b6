import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createNames, propertyKey, quoted, singular } from "./names.ts";

test("names are made of words, and never twice", () => {
  const nameFor = createNames();
  expect(["line_items", "lineItems", "URL", "3d", "", "string", "\u00e9"].map(nameFor)).toEqual([
    "LineItems",
    "LineItems2",
    "Url",
    "Value3D",
    "Value",
    "String2",
    "Value2",
  ]);
});

test("one of many", () => {
  expect(["items", "companies", "status", "data"].map(singular)).toEqual([
    "item",
    "company",
    "status item",
    "data item",
  ]);
});

describe("whatever the text", () => {
  test("a name is an identifier", () => {
    const nameFor = createNames();
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => /^[A-Z][A-Za-z0-9]*$/.test(nameFor(text))));
  });

  test("a literal is one line of ASCII that reads as the text again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(JSON.parse(quoted(text))).toBe(text);
        expect(quoted(text)).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
  });
});

test("keys are bare when they can be", () => {
  expect(["a", "$b_1", "1", "a-b", '"', "__proto__"].map((key) => propertyKey(key, "type"))).toEqual([
    "a",
    "$b_1",
    '"1"',
    '"a-b"',
    '"\\""',
    '"__proto__"',
  ]);
  expect(propertyKey("__proto__", "object")).toBe('["__proto__"]');
});
