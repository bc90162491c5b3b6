import { expect, test } from "vitest";
import { parseJson } from "./parse-json.ts";
import { dottedPath, jsonPointer } from "./tree-path.ts";

const { tree } = parseJson('{"data":{"items":[0,{"odd key":1,"a/b~c":2,"$x":3}]}}', 100);

test("the path to a value, dotted and as a JSON pointer", () => {
  expect(dottedPath(tree, 0)).toBe("");
  expect(jsonPointer(tree, 0)).toBe("");
  expect(dottedPath(tree, 5)).toBe('data.items[1]["odd key"]');
  expect(jsonPointer(tree, 5)).toBe("/data/items/1/odd key");
  expect(dottedPath(tree, 7)).toBe("data.items[1].$x");
  expect(jsonPointer(tree, 6)).toBe("/data/items/1/a~1b~0c");
});

test("a path that starts in an array", () => {
  const { tree: list } = parseJson("[[7]]", 10);
  expect(dottedPath(list, 2)).toBe("[0][0]");
});
