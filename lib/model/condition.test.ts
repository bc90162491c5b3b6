import { describe, expect, test } from "vitest";
import { conditionSchema, conditionsSchema } from "./condition.ts";
import { OPERATORS_BY_FIELD, toNumber } from "./condition-operators.ts";

describe("conditionSchema", () => {
  test.each([
    [{ field: "method", operator: "greater", value: "1" }, "operator"],
    [{ field: "query", name: "x", operator: "equals" }, "value"],
    [{ field: "query", name: "x", operator: "exists", value: "1" }, "value"],
    [{ field: "query", name: "", operator: "exists" }, "name"],
    [{ field: "header", name: "x", operator: "greater", value: "many" }, "value"],
    [{ field: "json", path: "a", operator: "contains", value: 1 }, "value"],
    [{ field: "json", path: "a", operator: "matches", value: "x".repeat(501) }, "value"],
    [{ field: "address", operator: "equals", value: "::1" }, "operator"],
    [{ field: "body", operator: "contains", value: "x".repeat(2001) }, "value"],
  ])("%j is refused at %s", (condition, path) => {
    const parsed = conditionSchema.safeParse(condition);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.path.join(".")).toBe(path);
  });

  test("every operator that a field is said to have is taken", () => {
    for (const [field, operators] of Object.entries(OPERATORS_BY_FIELD)) {
      for (const operator of operators) {
        const named = field === "query" || field === "header" ? { name: "x" } : field === "json" ? { path: "x" } : {};
        const value = operator === "exists" ? {} : { value: "1" };
        expect(conditionSchema.safeParse({ field, operator, ...named, ...value }).error).toBeUndefined();
      }
    }
  });

  test("a list has at most twenty", () => {
    const one = { field: "body", operator: "exists" };
    expect(conditionsSchema.safeParse(Array.from({ length: 20 }, () => one)).success).toBe(true);
    expect(conditionsSchema.safeParse(Array.from({ length: 21 }, () => one)).success).toBe(false);
  });
});

test.each([
  ["42", 42],
  [" -1.5e3 ", -1500],
  ["", null],
  ["0x10", null],
  ["1,5", null],
  ["Infinity", null],
])("toNumber(%j) is %s", (text, expected) => {
  expect(toNumber(text)).toBe(expected);
});
