import { describe, expect, test } from "vitest";
import { CHARSETS, decodeText, looksLikeText, textStart } from "./decode-text.ts";

const bytes = (...values: number[]) => new Uint8Array(values);
const utf8 = (text: string) => new TextEncoder().encode(text);

describe("the charset", () => {
  test("is UTF-8 unless something says otherwise", () => {
    expect(decodeText({ bytes: utf8("é"), contentType: null })).toEqual({
      text: "é",
      charset: "utf-8",
      from: "assumed",
      warnings: [],
    });
  });

  test("by hand is stronger than the mark, the mark than the header", () => {
    const body = bytes(0xff, 0xfe, 0x41, 0x00);
    expect(decodeText({ bytes: body, contentType: "text/plain; charset=utf-8" })).toMatchObject({
      text: "A",
      charset: "utf-16le",
      from: "bom",
      warnings: ["The header says utf-8, the byte order mark says utf-16le"],
    });
    expect(decodeText({ bytes: body, contentType: null, charset: "windows-1252" })).toMatchObject({
      text: "ÿþA\0",
      from: "chosen",
    });
  });

  test.each([
    ["shift_jis", [0x93, 0xfa], "日"],
    ["gbk", [0xc4, 0xe3], "你"],
    ["iso-8859-1", [0xe9], "é"],
    ["UTF-16BE", [0x00, 0x41], "A"],
  ])("%s is read as declared", (label, values, text) => {
    expect(decodeText({ bytes: bytes(...values), contentType: `text/plain; charset="${label}"` }).text).toBe(text);
  });

  test("an unknown one is reported and UTF-8 taken", () => {
    const { text, from, warnings } = decodeText({ bytes: utf8("é"), contentType: "text/html; charset=utf-7" });
    expect({ text, from }).toEqual({ text: "é", from: "assumed" });
    expect(warnings).toEqual(['The charset "utf-7" is not known here']);
  });

  test("bytes that do not fit are reported; a real U+FFFD is not", () => {
    expect(decodeText({ bytes: bytes(0xff, 0x41), contentType: null }).warnings).toEqual([
      "Some bytes are not utf-8 and show as \ufffd",
    ]);
    expect(decodeText({ bytes: utf8("\ufffd"), contentType: null }).warnings).toEqual([]);
  });
});

test("every charset offered by hand is known to the platform", () => {
  for (const label of CHARSETS) expect(new TextDecoder(label).encoding).toBe(label);
});

test("text is told from binary by its first bytes", () => {
  expect(looksLikeText(utf8("héllo\r\n\t"))).toBe(true);
  expect(looksLikeText(bytes(0xff, 0xfe, 0x41, 0))).toBe(true);
  expect(looksLikeText(bytes(0x63, 0x61, 0x66, 0xe9, 0x20, 0x61, 0x75))).toBe(true);
  expect(looksLikeText(utf8("é".repeat(3000)))).toBe(true);
  expect(looksLikeText(bytes(0x41, 0, 0x41))).toBe(false);
  expect(looksLikeText(bytes(0x82, 0xa1, 0x61, 0xc3, 0x01, 0x02))).toBe(false);
  expect(looksLikeText(bytes())).toBe(true);
});

test("the start of a text has no mark and no leading space", () => {
  expect(textStart(utf8("\ufeff  \n{"))).toBe("{");
});
