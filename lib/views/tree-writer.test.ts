import { expect, test } from "vitest";
import { childrenOf, keyOf, type Tree, valueText } from "./tree.ts";
import { TreeWriter } from "./tree-writer.ts";

const entries = (tree: Tree, index = 0) =>
  childrenOf(tree, index).map((child) => [keyOf(tree, child), valueText(tree, child)]);

test("values fall into the objects and arrays announced before them", () => {
  const writer = new TreeWriter(100);
  writer.begin("object", 2);
  writer.scalar("string", '"a"');
  writer.begin("array", 2);
  writer.scalar("number", "1");
  writer.begin("object", 0);
  writer.scalar("number", "7");
  writer.scalar("null", "null");
  expect(writer.isOutside).toBe(true);
  const tree = writer.finish();
  expect(tree.text).toBe('{"a":[1,{}],"7":null}');
  expect(entries(tree)).toEqual([
    ["a", "[1,{}]"],
    ["7", "null"],
  ]);
});

test("an object without a size ends when it is told, and only between pairs", () => {
  const writer = new TreeWriter(100);
  expect(writer.endOpen()).toBe(false);
  writer.begin("object", Number.POSITIVE_INFINITY);
  writer.scalar("string", '"k"');
  expect(writer.endOpen()).toBe(false);
  writer.begin("array", 1);
  expect(writer.endOpen()).toBe(false);
  writer.scalar("number", "1");
  expect(writer.endOpen()).toBe(true);
  expect(writer.finish().text).toBe('{"k":[1]}');
});

test("a key that is an object stands beside its value", () => {
  const writer = new TreeWriter(100);
  writer.begin("object", 2);
  writer.begin("array", 1);
  writer.scalar("number", "1");
  writer.scalar("string", '"v"');
  writer.begin("object", 0);
  writer.scalar("string", '"w"');
  expect(writer.isOutside).toBe(true);
  expect(writer.finish().text).toBe('{"(key)":[1],"(value)":"v","(key)":{},"(value)":"w"}');
});

test("tags wrap what follows, several roots stand on lines of their own", () => {
  const writer = new TreeWriter(100);
  writer.beginTag("tag 1");
  writer.beginTag("tag 2");
  writer.scalar("number", "5");
  writer.scalar("boolean", "true");
  const tree = writer.finish();
  expect(tree.text).toBe('{"tag 1":{"tag 2":5}}\ntrue');
  expect(tree.parent[3]).toBe(-1);
});

test("100,000 levels are closed without recursion", () => {
  const writer = new TreeWriter(200_000);
  for (let i = 0; i < 100_000; i += 1) writer.begin("array", 1);
  writer.scalar("null", "null");
  expect(writer.isOutside).toBe(true);
  expect(writer.finish().count).toBe(100_001);
});
