import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBytes, encodeBytes, fromBase64, latin1Bytes, toBase64, utf8OrNull } from "./bytes.ts";

describe("bytes inside JSON", () => {
  test("any bytes survive the round trip", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeBytes(encodeBytes(bytes))).toEqual(bytes);
      }),
    );
  });

  test("valid UTF-8 is text, with its byte order mark and NUL; anything else is base64", () => {
    expect(encodeBytes(new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0]))).toEqual({ encoding: "utf8", data: "\ufeffa\0" });
    expect(encodeBytes(new Uint8Array([0xff, 0xfe]))).toEqual({ encoding: "base64", data: "//4=" });
    expect(encodeBytes(new Uint8Array([0xed, 0xa0, 0x80])).encoding).toBe("base64");
    expect(utf8OrNull(new Uint8Array([0xc3]))).toBeNull();
    expect(utf8OrNull(new Uint8Array())).toBe("");
  });

  test("large bodies do not overflow the stack", () => {
    const bytes = new Uint8Array(300_000).fill(255);
    expect(Buffer.compare(fromBase64(toBase64(bytes)), bytes)).toBe(0);
  });

  test("what is not base64 is a RangeError", () => {
    expect(() => decodeBytes({ encoding: "base64", data: "€" })).toThrow(RangeError);
    expect(() => fromBase64("a")).toThrow(RangeError);
  });
});

test("latin1 text turns into one byte per unit", () => {
  expect(latin1Bytes("Aé\xff\0")).toEqual(new Uint8Array([0x41, 0xe9, 0xff, 0]));
});
