import { expect, test } from "vitest";
import { parseJson } from "./parse-json.ts";
import { nodeAtOffset, searchTree } from "./tree-search.ts";

const { tree } = parseJson('{"Name":"ada","tags":["x(1)","name"],"n":null}', 100);

test("keys and values are found, without case", () => {
  expect(searchTree(tree, "NAME")).toEqual([1, 4]);
  expect(searchTree(tree, "ada")).toEqual([1]);
  expect(searchTree(tree, "x(1")).toEqual([3]);
  expect(searchTree(tree, "nowhere")).toEqual([]);
  expect(searchTree(tree, "")).toEqual([]);
  expect(searchTree(tree, "a", 1)).toEqual([1]);
});

test("a regular expression is searched as the text it is", () => {
  expect(searchTree(tree, "(a+)+$")).toEqual([]);
  expect(searchTree(tree, ".*")).toEqual([]);
});

test("an offset before everything belongs to nothing", () => {
  const spaced = parseJson("  1", 10).tree;
  expect(nodeAtOffset(spaced, 0)).toBeNull();
  expect(nodeAtOffset(spaced, 2)).toBe(0);
});
