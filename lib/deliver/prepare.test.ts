import { describe, expect, test } from "vitest";
import { isAppError } from "#lib/errors.ts";
import { prepare, type Source } from "./prepare.ts";

const source: Source = {
  seq: 7,
  kind: "message",
  method: "PATCH",
  headers: [
    ["Host", "hooks.example"],
    ["X-GitHub-Delivery", "72d3162e"],
    ["x-dup", "1"],
    ["X-Dup", "2"],
    ["Content-Length", "3"],
    ["Connection", "close, X-Hop"],
    ["X-Hop", "a"],
    ["X-Name", "caf\u00e9"],
  ],
  body: Uint8Array.of(0, 255, 10),
};

describe("a request made from a capture", () => {
  test("without edits is the capture, end to end", () => {
    expect(prepare(source, {})).toEqual({
      method: "PATCH",
      headers: [
        ["X-GitHub-Delivery", "72d3162e"],
        ["x-dup", "1"],
        ["X-Dup", "2"],
        ["X-Name", "caf\u00e9"],
      ],
      body: Uint8Array.of(0, 255, 10),
      hops: 0,
    });
  });

  test("takes each edit in place of what was captured", () => {
    const edits = { method: "GET", headers: [["A", "b"] as [string, string]] };
    expect(prepare(source, { ...edits, body: { encoding: "base64", data: "AAE=" } })).toEqual({
      ...edits,
      body: Uint8Array.of(0, 1),
      hops: 0,
    });
    expect(prepare(source, { body: { encoding: "utf8", data: "" } }).body).toHaveLength(0);
    expect(prepare(source, { headers: [] }).headers).toEqual([]);
  });

  test("counts hops from the capture even when the edit drops the header", () => {
    const travelled: Source = { ...source, headers: [["x-wirebin-hop", "2"]] };
    expect(prepare(travelled, {})).toMatchObject({ hops: 2, headers: [] });
    expect(prepare(travelled, { headers: [] }).hops).toBe(2);
  });

  test.each([
    ["rejected", {}, ["body"]],
    ["rejected", { body: { encoding: "utf8", data: "x" } }, []],
    ["malformed", {}, ["method", "headers", "body"]],
    ["malformed", { method: "POST", headers: [] }, ["body"]],
    ["message", { body: { encoding: "base64", data: "*" } }, ["body.data"]],
  ] as const)("a %s capture with %j asks for %j", (kind, edits, paths) => {
    let asked: string[] = [];
    try {
      prepare({ ...source, kind }, edits as unknown as Parameters<typeof prepare>[1]);
    } catch (error) {
      if (!isAppError(error) || error.code !== "invalid_input") throw error;
      asked = error.problems.map((problem) => problem.path);
    }
    expect(asked).toEqual(paths);
  });
});
