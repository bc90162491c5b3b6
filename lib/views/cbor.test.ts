import { encode } from "cbor2";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderView } from "./registry.ts";

const TYPE = "application/cbor";
const hex = (digits: string) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

function text(body: Uint8Array): string {
  const { result, problem } = renderView({ bytes: body, contentType: TYPE });
  if (result.kind !== "tree") throw new Error(problem ?? result.kind);
  return result.tree.text;
}

/** JSON text has a "-0" that JSON.stringify never writes. */
const withoutMinusZero = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test("what another program encodes is read back", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4, stringUnit: "grapheme" }).map(withoutMinusZero), (value) => {
      expect(JSON.parse(text(encode(value)))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

/** Most of RFC 8949 appendix A. */
test.each([
  ["1bffffffffffffffff", "18446744073709551615"],
  ["c249010000000000000000", "18446744073709551616"],
  ["3bffffffffffffffff", "-18446744073709551616"],
  ["c349010000000000000000", "-18446744073709551617"],
  ["f98000", "-0"],
  ["f93c00", "1"],
  ["f97bff", "65504"],
  ["f90001", "5.960464477539063e-8"],
  ["f97c00", "Infinity"],
  ["f97e00", "NaN"],
  ["fb3ff199999999999a", "1.1"],
  ["f7", "undefined"],
  ["f8ff", "simple(255)"],
  ["4401020304", "h'01020304'"],
  ["5f42010243030405ff", "h'0102030405'"],
  ["7f657374726561646d696e67ff", '"streaming"'],
  ["9f018202039f0405ffff", "[1,[2,3],[4,5]]"],
  ["bf61610161629f0203ffff", '{"a":1,"b":[2,3]}'],
  ["a201020304", '{"1":2,"3":4}'],
  ["a1820102f5", '{"(key)":[1,2],"(value)":true}'],
  ["c074323031332d30332d32315432303a30343a30305a", '{"tag 0":"2013-03-21T20:04:00Z"}'],
  ["d9d9f701", "1"],
  ["0102", "1\n2"],
])("%s is %s", (digits, expected) => {
  expect(text(hex(digits))).toBe(expected);
});

describe("hostile bytes", () => {
  test.each([
    ["a string of 2^63 bytes", "7b8000000000000000ff"],
    ["an array of 2^64", "9bffffffffffffffff"],
    ["an end in the middle", "8201"],
    ["a break where nothing is open", "ff"],
    ["a break between key and value", "bf6161ff"],
    ["a reserved length", "1c"],
    ["an integer without end", "1f"],
    ["a string of other strings", "7f4100ff"],
  ])("%s: hex, and why", (_, digits) => {
    expect(renderView({ bytes: hex(digits), contentType: TYPE })).toMatchObject({
      view: "hex",
      problem: expect.stringMatching(/^Not shown as CBOR: /),
    });
  });

  test("a million levels do not overflow the stack, a huge number costs no time", () => {
    const deep = new Uint8Array(1_000_001).fill(0x81);
    deep[1_000_000] = 0xf6;
    expect(text(deep).length).toBe(2_000_004);
    const number = new Uint8Array(1_000_006).fill(0xff);
    number.set([0xc2, 0x5a, 0, 0x0f, 0x42, 0x40]);
    expect(text(number)).toContain("(1,000,000 bytes)");
  });

  test("any bytes give a view and no exception", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (body) => {
        expect(["cbor", "text", "hex"]).toContain(renderView({ bytes: body, contentType: TYPE }).view);
      }),
      { numRuns: 500 },
    );
  });
});
