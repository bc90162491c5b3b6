import fc from "fast-check";
import { expect, test } from "vitest";
import { compareJson } from "./compare-json.ts";

const changes = (before: unknown, after: unknown) =>
  compareJson(JSON.stringify(before), JSON.stringify(after))?.changes.map((change) => `${change.kind} ${change.path}`);

test("added, removed and changed values are named by path", () => {
  expect(changes({ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 3], "odd key": null } })).toEqual([
    "changed b.c[1]",
    'added b["odd key"]',
    "removed a",
  ]);
  expect(changes([1], { a: 1 })).toEqual(["changed "]);
});

test("the order of keys, white space and escapes do not count", () => {
  expect(compareJson('{"a":1,"b":"\\u0041"}', '{ "b": "A",\n"a": 1 }')).toEqual({ changes: [], more: false });
});

test("numbers count as they are written, however large", () => {
  const large = compareJson('{"id":12345678901234567890}', '{"id":12345678901234567891}');
  expect(large?.changes).toEqual([
    { kind: "changed", path: "id", before: "12345678901234567890", after: "12345678901234567891" },
  ]);
  expect(compareJson("1", "1.0")?.changes).toHaveLength(1);
});

test("one item more in the middle is one item more", () => {
  expect(changes([{ a: 1 }, { b: 2 }, { c: 3 }], [{ a: 1 }, { x: 9 }, { b: 2 }, { c: 3 }])).toEqual(["added [1]"]);
  expect(changes([1, 2, 3], [1, 3])).toEqual(["removed [1]"]);
});

test("a key that stands twice is matched in turn", () => {
  expect(compareJson('{"a":1,"a":2,"__proto__":1}', '{"a":1,"a":3}')?.changes).toMatchObject([
    { kind: "changed", path: "a", before: "2", after: "3" },
    { kind: "removed", path: "__proto__" },
  ]);
});

test("what is not JSON is not compared; what is deep or long is bounded", () => {
  expect(compareJson("{", "{}")).toBeNull();
  const deep = (leaf: string) => "[".repeat(50_000) + leaf + "]".repeat(50_000);
  const difference = compareJson(deep("1"), deep("2"));
  expect(difference?.changes).toMatchObject([{ kind: "changed" }]);
  expect(difference?.changes[0]?.path).toHaveLength(300);
  const many = (value: number) => JSON.stringify(Array.from({ length: 5000 }, () => value));
  expect(compareJson(many(1), many(2))).toMatchObject({ more: true, changes: { length: 1000 } });
});

test("a value has no differences from itself, and any other has some", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (one, other) => {
      expect(changes(one, one)).toEqual([]);
      if (JSON.stringify(one) !== JSON.stringify(other) && typeof one !== "object") {
        expect(changes(one, other)).not.toEqual([]);
      }
    }),
  );
});
