import { encode } from "@msgpack/msgpack";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderView } from "./registry.ts";

const TYPE = "application/msgpack";
const bytes = (...values: number[]) => new Uint8Array(values);

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

test.each([
  [bytes(0xcf, 255, 255, 255, 255, 255, 255, 255, 255), "18446744073709551615"],
  [bytes(0xd3, 0x80, 0, 0, 0, 0, 0, 0, 0), "-9223372036854775808"],
  [bytes(0xe0), "-32"],
  [bytes(0xc4, 2, 1, 255), "h'01ff'"],
  [bytes(0xa1, 0xff), "h'ff'"],
  [bytes(0xd6, 0xff, 0, 0, 0, 1), "1970-01-01T00:00:01Z"],
  [bytes(0xd4, 5, 7), "ext(5, h'07')"],
  [bytes(0x82, 1, 2, 0xc0, 3), '{"1":2,"null":3}'],
  [bytes(0x82, 0xa1, 0x61, 1, 0xa1, 0x61, 2), '{"a":1,"a":2}'],
  [bytes(0x81, 0xa9, ...new TextEncoder().encode("__proto__"), 1), '{"__proto__":1}'],
  [bytes(1, 2), "1\n2"],
])("case %# reads exactly", (body, expected) => {
  expect(text(body)).toBe(expected);
});

describe("hostile bytes", () => {
  test.each([
    ["a string of 4 GB", bytes(0xdb, 255, 255, 255, 255, 1)],
    ["an array of 4 billion", bytes(0xdd, 255, 255, 255, 255, 1)],
    ["a map of 4 billion", bytes(0xdf, 255, 255, 255, 255, 1)],
    ["an end in the middle", bytes(0x92, 1)],
    ["a type that does not exist", bytes(0xc1)],
  ])("%s: hex, and why", (_, body) => {
    expect(renderView({ bytes: body, contentType: TYPE })).toMatchObject({
      view: "hex",
      problem: expect.stringMatching(/^Not shown as MessagePack: /),
    });
  });

  test("a million levels do not overflow the stack", () => {
    const deep = new Uint8Array(1_000_001).fill(0x91);
    deep[1_000_000] = 0xc0;
    expect(text(deep).length).toBe(2_000_004);
  });

  test("any bytes give a view and no exception", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (body) => {
        expect(["msgpack", "text", "hex"]).toContain(renderView({ bytes: body, contentType: TYPE }).view);
      }),
      { numRuns: 500 },
    );
  });
});
