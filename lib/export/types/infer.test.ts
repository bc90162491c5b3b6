import { expect, test } from "vitest";
import { choicesOf, inferShape } from "./infer.ts";

const shapeOf = (...samples: string[]) => inferShape(samples).shape;

test("a field that is not in every object was seen less often than the object", () => {
  const { object } = shapeOf('{"a":1,"b":null}', '{"a":2.5}');
  expect(object?.seen).toBe(2);
  expect(object?.fields.get("a")).toMatchObject({ seen: 2, integers: 1, fractions: 1 });
  expect(object?.fields.get("b")).toMatchObject({ seen: 1, nulls: 1 });
});

test("large integers are told from others by how they are written", () => {
  expect(shapeOf("[9007199254740991, 9007199254740993]").items).toMatchObject({ integers: 1, largeIntegers: 1 });
});

test("a few repeated strings are a choice; different ones, long ones and formatted ones are not", () => {
  const choice = (...values: string[]) => choicesOf(shapeOf(JSON.stringify(values)).items ?? shapeOf());
  expect(choice("paid", "open", "paid", "open")).toEqual(["paid", "open"]);
  expect(choice("paid", "open", "void")).toBeNull();
  expect(choice("paid", "paid")).toBeNull();
  expect(choice("2026-01-01", "2026-01-02", "2026-01-01", "2026-01-02")).toBeNull();
  expect(choice("x".repeat(50), "x".repeat(50), "y", "y")).toBeNull();
});

test("a format counts only when all strings share it", () => {
  const url = '"https://a.example/"';
  expect(shapeOf(`[${url},${url}]`).items?.format).toBe("uri");
  expect(shapeOf(`[${url},"x",${url}]`).items?.format).toBeNull();
});

test("what is not JSON is counted; what is deep or wide is cut", () => {
  expect(inferShape(["{", "1", "<x>"])).toMatchObject({ samples: 1, skipped: 2, cut: false });
  expect(inferShape(["[".repeat(5000) + "]".repeat(5000)])).toMatchObject({ samples: 1, cut: true });
  const wide = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`k${i}`, i]));
  const inferred = inferShape([JSON.stringify(wide)]);
  expect(inferred).toMatchObject({ cut: true });
  expect(inferred.shape.object?.fields.size).toBe(300);
});
