import { expect, test } from "vitest";
import { hexRows } from "./hex-rows.ts";

const bytes = Uint8Array.from({ length: 35 }, (_, i) => i + 0x30);

test("rows carry offset, digits and printable text", () => {
  expect(hexRows(new Uint8Array([0, 0x41, 0xff, 0x7f]), 0, 10)).toEqual([
    { offset: 0, hex: ["00", "41", "ff", "7f"], text: ".A.." },
  ]);
});

test("only the rows asked for are made", () => {
  const rows = hexRows(bytes, 1, 5);
  expect(rows.map((row) => row.offset)).toEqual([16, 32]);
  expect(rows[1]?.hex).toHaveLength(3);
  expect(hexRows(bytes, 3, 1)).toEqual([]);
  expect(hexRows(new Uint8Array(), 0, 1)).toEqual([]);
});
