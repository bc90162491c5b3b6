import { expect, test } from "vitest";
import { find } from "./find.ts";
import { parseJson } from "./parse-json.ts";

test("a place is a node of a tree, a character of a text, a byte of bytes", () => {
  const document = '["\u00e9", "needle"]';
  const start = (what: Parameters<typeof find>[0]) => [...find(what, "needle")].flat()[0]?.start;
  expect(start({ kind: "tree", tree: parseJson(document, 10).tree })).toBe(2);
  expect(start({ kind: "text", text: document })).toBe(7);
  expect(start({ kind: "bytes", bytes: new TextEncoder().encode(document) })).toBe(8);
});
