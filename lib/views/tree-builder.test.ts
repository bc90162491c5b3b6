import { expect, test } from "vitest";
import { TreeBuilder } from "./tree-builder.ts";

test("nodes stand in document order with their parents, and what is open is closed at the end", () => {
  const builder = new TreeBuilder(1000);
  builder.open("object", -1, -1, 0);
  builder.leaf("number", 1, 4, 5, 6);
  builder.open("array", 7, 8, 9);
  builder.leaf("null", -1, -1, 10, 14);
  expect(builder.childCount()).toBe(1);
  const tree = builder.finish("x".repeat(20));
  expect([...tree.parent]).toEqual([-1, 0, 0, 2]);
  expect([...tree.depth]).toEqual([0, 1, 1, 2]);
  expect([...tree.position]).toEqual([0, 0, 1, 0]);
  expect([...tree.next]).toEqual([4, 2, 4, 4]);
  expect([...tree.childCount]).toEqual([2, 0, 1, 0]);
  expect([...tree.end]).toEqual([20, 6, 20, 14]);
});

test("it grows past its first size and says when it is full", () => {
  const builder = new TreeBuilder(1000);
  builder.open("array", -1, -1, 0);
  while (!builder.isFull) builder.leaf("number", -1, -1, 0, 1);
  expect(builder.finish("1").count).toBe(1000);
});

test("rewinding forgets a failed part", () => {
  const builder = new TreeBuilder(1000);
  builder.open("array", -1, -1, 0);
  builder.leaf("number", -1, -1, 1, 2);
  builder.open("object", -1, -1, 3);
  builder.leaf("null", -1, -1, 4, 5);
  builder.rewind(2, 0, 1);
  builder.leaf("string", -1, -1, 6, 7);
  const tree = builder.finish("x".repeat(8));
  expect(tree.count).toBe(3);
  expect([...tree.childCount]).toEqual([2, 0, 0]);
  expect([...tree.parent]).toEqual([-1, 0, 0]);
  expect([...tree.position]).toEqual([0, 0, 1]);
});
