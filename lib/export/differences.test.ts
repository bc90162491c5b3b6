import { describe, expect, test } from "vitest";
import type { Pairs } from "#lib/http/pairs.ts";
import {
  type Client,
  differences,
  dotSegmentNotes,
  emptyQueryNotes,
  encodedTarget,
  joinRepeats,
} from "./differences.ts";
import { sendable } from "./message.ts";

const CLIENT: Client = { name: "C", repeats: "joined", names: "lower", keepsOrder: false, adds: ["Accept"] };
const notes = (headers: Pairs, client: Partial<Client> = {}) =>
  differences(sendable({ method: "GET", url: "http://h/", headers, body: new Uint8Array() }), { ...CLIENT, ...client });

test("only what touches this message is said", () => {
  expect(notes([["accept", "x"]])).toEqual([]);
  expect(notes([])).toEqual(["C adds Accept"]);
  expect(
    notes([
      ["Accept", "x"],
      ["X-A", "1"],
      ["x-a", "2"],
    ]),
  ).toEqual([
    "C sends one header a name: repeated ones are joined",
    "C writes header names in lower case",
    "C puts the headers in an order of its own",
  ]);
  expect(notes([["accept", "x"]], { names: "capitalised" })).toEqual(["C writes header names Like-This"]);
});

test("repeats are joined where the first stood, cookies in their own way", () => {
  expect(
    joinRepeats([
      ["X-A", "1"],
      ["Cookie", "a=1"],
      ["x-a", "2"],
      ["cookie", "b=2"],
      ["__proto__", "p"],
    ]),
  ).toEqual([
    ["X-A", "1, 2"],
    ["Cookie", "a=1; b=2"],
    ["__proto__", "p"],
  ]);
});

describe("an address for strict parsers", () => {
  test.each([
    ["/a%20b?x[]=1&y='", "/a%20b?x[]=1&y=%27"],
    ["/[x]/é", "/%5Bx%5D/%E9"],
    ["/100%", "/100%25"],
    ["/a#b", "/a%23b"],
    ['/"<>\\^`{|}', "/%22%3C%3E%5C%5E%60%7B%7C%7D"],
  ])("%s becomes %s and is noted", (target, encoded) => {
    expect(encodedTarget(target)).toEqual({ target: encoded, notes: [expect.stringContaining("percent-encoded")] });
  });

  test("one that is fine stays", () => {
    expect(encodedTarget("/a%2Fb//c?d=%C3%A9&e[]=f")).toEqual({ target: "/a%2Fb//c?d=%C3%A9&e[]=f", notes: [] });
  });

  test("dot segments and an empty query are noted", () => {
    expect(dotSegmentNotes("/a/../b")).toHaveLength(1);
    expect(dotSegmentNotes("/a/%2E%2e")).toHaveLength(1);
    expect(dotSegmentNotes("/a..b/.c?/../")).toEqual([]);
    expect(emptyQueryNotes("/a?")).toHaveLength(1);
    expect(emptyQueryNotes("/a?b?")).toEqual([]);
  });
});
