import fc from "fast-check";
import { expect, test } from "vitest";
import { RowHeights } from "./row-heights.ts";

test("rows stand below each other, whatever was learned of their heights", () => {
  const learned = fc.array(fc.tuple(fc.nat(999), fc.integer({ min: 1, max: 400 })), { maxLength: 60 });
  fc.assert(
    fc.property(learned, fc.nat(999), (pairs, row) => {
      const rows = new RowHeights(1000, 20);
      const plain = Array<number>(1000).fill(20);
      for (const [at, height] of pairs) {
        rows.learn(at, height);
        plain[at] = height;
      }
      const top = plain.slice(0, row).reduce((sum, height) => sum + height, 0);
      expect(rows.topOf(row)).toBe(top);
      expect(rows.rowAt(top)).toBe(row);
      expect(rows.rowAt(top + (plain[row] ?? 0) - 0.5)).toBe(row);
      expect(rows.total).toBe(plain.reduce((sum, height) => sum + height, 0));
    }),
  );
});

test("beyond the ends are the first and the last", () => {
  const rows = new RowHeights(10_000_000, 20);
  expect(rows.rowAt(-5)).toBe(0);
  expect(rows.rowAt(1e12)).toBe(9_999_999);
  expect(new RowHeights(0, 20).total).toBe(0);
});

test("what was learned stays when rows come or go, and is of no use for rows of another kind", () => {
  const rows = new RowHeights(100, 20);
  rows.learn(3, 60);
  rows.learn(90, 60);
  expect(new RowHeights(50, 20, rows).total).toBe(50 * 20 + 40);
  expect(new RowHeights(200, 20, rows).total).toBe(200 * 20 + 80);
  expect(new RowHeights(100, 22, rows).total).toBe(100 * 22);
});
