import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bodyText, byteLiteral, javaLiteral, pythonLiteral, unitLiteral } from "./literal.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

describe("a literal of UTF-16 units", () => {
  test("reads back as the text, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(JSON.parse(unitLiteral(text))).toBe(text);
      }),
    );
  });

  test("hides nothing: controls, bidirectional and invisible characters are written out", () => {
    expect(unitLiteral('a"\\\n\u202e\u200b\x1b é😀')).toBe('"a\\"\\\\\\n\\u202e\\u200b\\u001b é😀"');
    expect(unitLiteral("\u{e0041}")).toBe('"\\udb40\\udc41"');
  });
});

test("Python's literal writes whole characters, not halves", () => {
  expect(pythonLiteral("é\u{e0041}\x7f")).toBe('"é\\U000e0041\\U0000007f"');
});

describe("Java's literal", () => {
  test("never writes a low character as \\u, which Java replaces before it reads quotes", () => {
    expect(javaLiteral('"\x1b\u202e\\u0022')).toBe('"\\"\\033\\u202e\\\\u0022"');
  });

  test("joins pieces when the text is longer than a constant may be", () => {
    const literal = javaLiteral("é".repeat(20_000));
    expect(literal).toMatch(/^String\.join\("", "é+", "é+", "é+"\)$/);
  });
});

describe("a literal of bytes", () => {
  test("shows UTF-8 as text and the rest as \\xNN", () => {
    expect(byteLiteral(utf8("é\t\0"))).toBe('"é\\t\\x00"');
    expect(byteLiteral(new Uint8Array([0x41, 0xff, 0x22]))).toBe('"A\\xff\\""');
    expect(byteLiteral(utf8("\u202e"))).toBe('"\\xe2\\x80\\xae"');
  });

  test("escapes what would start an interpolation", () => {
    expect(byteLiteral(utf8("#{x} $y"), "#")).toBe('"\\#{x} $y"');
    expect(byteLiteral(utf8("#{x} $y"), "$")).toBe('"#{x} \\$y"');
    expect(byteLiteral(new Uint8Array([0x24, 0xff]), "$")).toBe('"\\$\\xff"');
  });
});

test("a body is text unless it is not UTF-8 or holds a NUL", () => {
  expect(bodyText(utf8("é"))).toBe("é");
  expect(bodyText(new Uint8Array([0xff]))).toBeNull();
  expect(bodyText(utf8("a\0"))).toBeNull();
});
