import { describe, expect, test } from "vitest";
import { type Comparable, compareBodies, compareMessages } from "./compare.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const BASE: Comparable = { method: "POST", target: "/b/x?a=1&b=2", headers: [["Host", "h"]], body: bytes("{}") };

test("the same message has no differences", () => {
  expect(compareMessages(BASE, BASE)).toEqual({
    method: null,
    path: null,
    query: [],
    headers: [],
    body: { kind: "same" },
  });
});

test("each part is told by itself, and all of it is plain data", () => {
  const other: Comparable = { ...BASE, method: "PUT", target: "/b/y?b=3", headers: [["host", "h"]], body: bytes("[]") };
  const comparison = compareMessages(BASE, other);
  expect(comparison).toMatchObject({
    method: { before: "POST", after: "PUT" },
    path: { before: "/b/x", after: "/b/y" },
    query: [
      { kind: "changed", before: { value: "2" } },
      { kind: "removed", before: { name: "a" } },
    ],
    headers: [{ kind: "changed", before: { name: "Host" }, after: { name: "host" } }],
    body: { kind: "json", changes: [{ kind: "changed", path: "" }] },
  });
  expect(structuredClone(comparison)).toEqual(comparison);
});

describe("bodies are compared", () => {
  test("as JSON when both are, even when only the writing differs", () => {
    expect(compareBodies(bytes('{"a":1}'), bytes('{ "a": 1 }'))).toEqual({ kind: "json", changes: [], more: false });
  });

  test("as text when one is not JSON", () => {
    expect(compareBodies(bytes('{"a":1}'), bytes("a=1"))).toMatchObject({ kind: "text", exact: true });
  });

  test("by their bytes when one is no text, or very long", () => {
    const noText = Uint8Array.from([0x7b, 0xff]);
    expect(compareBodies(bytes("{}"), noText)).toEqual({
      kind: "binary",
      beforeBytes: 2,
      afterBytes: 2,
      firstDifference: 1,
    });
    const long = bytes("x".repeat(5_000_000));
    expect(compareBodies(long, long.subarray(1))).toMatchObject({ kind: "binary", firstDifference: 4_999_999 });
  });
});
