import { expect, test } from "vitest";
import { ByteReader, bytesText, numberText, stringToken } from "./byte-reader.ts";

const bytes = (...values: number[]) => new Uint8Array(values);

test("numbers are read big-endian, from a part of a buffer too", () => {
  const reader = new ByteReader(bytes(9, 1, 2, 0xff, 0xfe, 0x3f, 0x80, 0, 0).subarray(1));
  expect([reader.uint(2), reader.int(2), reader.float(4), reader.left]).toEqual([0x0102, -2, 1, 0]);
  expect(new ByteReader(bytes(255, 255, 255, 255, 255, 255, 255, 255)).uint64()).toBe(2n ** 64n - 1n);
});

test("a length past the end is an error that allocates nothing", () => {
  const reader = new ByteReader(bytes(1, 2, 3));
  reader.uint(1);
  expect(() => reader.take(4_294_967_295)).toThrow("At byte 1: 4,294,967,295 bytes are announced, 2 are left");
  expect(() => reader.checkCount(2, 2)).toThrow("2 values are announced");
  expect(() => reader.uint64()).toThrow("announced");
  expect(reader.left).toBe(2);
});

test("bytes, strings and numbers as they stand in a tree", () => {
  expect(bytesText(bytes(0, 255))).toBe("h'00ff'");
  expect(bytesText(new Uint8Array(65))).toBe(`h'${"00".repeat(64)}…' (65 bytes)`);
  expect(stringToken(new TextEncoder().encode('a"\n'))).toBe('"a\\"\\n"');
  expect(stringToken(bytes(0xff))).toBeNull();
  expect([numberText(-0), numberText(1.5), numberText(Number.NaN)]).toEqual(["-0", "1.5", "NaN"]);
});
