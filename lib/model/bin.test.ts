import { describe, expect, test } from "vitest";
import { binChangesSchema, isBinId, newBinSchema, RESERVED_NAMES } from "./bin.ts";

describe("a bin's address", () => {
  test.each(["abc", "my-bin-1", "019a8f00-0000-7000-8000-000000000000", "a".repeat(63)])("%s is one", (name) => {
    expect(isBinId(name)).toBe(true);
  });

  test.each(["", "ab", "-abc", "ABC", "a_b", "a.b", "a/b", "abc\n", "__proto__", "a".repeat(64)])(
    "%j is not",
    (name) => {
      expect(isBinId(name)).toBe(false);
    },
  );

  test("names the app uses are refused", () => {
    for (const name of RESERVED_NAMES) {
      expect(isBinId(name)).toBe(false);
      expect(newBinSchema.safeParse({ name }).success).toBe(false);
    }
  });
});

test("unknown keys and empty changes are refused", () => {
  expect(newBinSchema.safeParse({}).success).toBe(true);
  expect(newBinSchema.safeParse({ ownerHash: "x" }).success).toBe(false);
  expect(newBinSchema.safeParse({ keep: { captures: -1 } }).success).toBe(false);
  expect(binChangesSchema.safeParse({}).success).toBe(false);
  expect(binChangesSchema.safeParse({ id: "other" }).success).toBe(false);
  expect(binChangesSchema.parse({ title: "  a  " })).toEqual({ title: "a" });
});
