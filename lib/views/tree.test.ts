import { expect, test } from "vitest";
import { parseJson } from "./parse-json.ts";
import { childrenOf, keyOf, nodeAt, valueText, visibleNodes } from "./tree.ts";

const { tree } = parseJson('{"a":[10,{"x\\n":"y\\u00e9"}],"b":{},"c":null}', 100);

test("a node says its kind, key, place and size", () => {
  expect(nodeAt(tree, 0)).toMatchObject({ kind: "object", key: null, depth: 0, childCount: 3 });
  expect(nodeAt(tree, 1)).toMatchObject({ kind: "array", key: "a", depth: 1, childCount: 2 });
  expect(nodeAt(tree, 3)).toMatchObject({ kind: "object", key: 1, depth: 2, childCount: 1 });
  expect(keyOf(tree, 4)).toBe("x\n");
  expect(valueText(tree, 4)).toBe("yé");
  expect(valueText(tree, 2)).toBe("10");
});

test("children come in order, and a part of them when asked", () => {
  expect(childrenOf(tree, 0)).toEqual([1, 5, 6]);
  expect(childrenOf(tree, 0, 1, 1)).toEqual([5]);
  expect(childrenOf(tree, 5)).toEqual([]);
});

test("only the children of open nodes are on screen", () => {
  expect([...visibleNodes(tree, new Set())]).toEqual([0]);
  expect([...visibleNodes(tree, new Set([0]))]).toEqual([0, 1, 5, 6]);
  expect([...visibleNodes(tree, new Set([0, 1]))]).toEqual([0, 1, 2, 3, 5, 6]);
  expect([...visibleNodes(tree, new Set([1]))]).toEqual([0]);
});
