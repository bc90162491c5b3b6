import { expect, test } from "vitest";
import { parseJson } from "./parse-json.ts";
import { nodeAtOffset, searchTree } from "./tree-search.ts";

const { tree } = parseJson('{"Name":"ada","tags":["x(1)","a name, a name"],"n":null}', 100);
const nodes = (needle: string) => [...searchTree(tree, needle)].flat().map(({ start }) => start);

test("keys and values are found, without case, a node once however often it holds the text", () => {
  expect(nodes("NAME")).toEqual([1, 4]);
  expect(nodes("ada")).toEqual([1]);
  expect(nodes("x(1")).toEqual([3]);
  expect(nodes("nowhere")).toEqual([]);
  expect(nodes("")).toEqual([]);
});

test("an offset before everything belongs to nothing", () => {
  const spaced = parseJson("  1", 10).tree;
  expect(nodeAtOffset(spaced, 0)).toBeNull();
  expect(nodeAtOffset(spaced, 2)).toBe(0);
});
