import { describe, expect, test } from "vitest";
import {
  decodeFormText,
  firstSegment,
  latin1Text,
  parseForm,
  shownTarget,
  splitTarget,
  utf8FromLatin1,
} from "./target.ts";

describe("splitTarget", () => {
  test.each([
    ["/a/b?x=1", "/a/b", "x=1", null],
    ["/a", "/a", null, null],
    ["/a?", "/a", "", null],
    ["//a//../%2e%2e/?x=%00?y", "//a//../%2e%2e/", "x=%00?y", null],
    ["http://h:80/a?b", "/a", "b", "h:80"],
    ["http://h", "", null, "h"],
    ["http://h?b", "", "b", "h"],
    ["*", "*", null, null],
    ["h:443", "h:443", null, null],
    ["", "", null, null],
  ])("%s keeps its path and query as written", (target, path, query, authority) => {
    expect(splitTarget(target)).toEqual({ path, query, authority });
  });
});

test("the first segment is what stands before the second slash", () => {
  expect(firstSegment("/a/b")).toBe("a");
  expect(firstSegment("/a")).toBe("a");
  expect(firstSegment("a/b")).toBe("a");
  expect(firstSegment("//b")).toBe("");
  expect(firstSegment("/")).toBe("");
});

describe("parseForm", () => {
  test("order and repeats are kept, a name without '=' has an empty value", () => {
    expect(parseForm("b=2&a=1&b=3&c&=d&&e==")).toEqual([
      ["b", "2"],
      ["a", "1"],
      ["b", "3"],
      ["c", ""],
      ["", "d"],
      ["", ""],
      ["e", "="],
    ]);
    expect(parseForm("")).toEqual([]);
  });

  test("plus and escapes are decoded as UTF-8", () => {
    expect(parseForm("a+b=%C3%A9%2B")).toEqual([["a b", "é+"]]);
  });
});

describe("decodeFormText", () => {
  test.each(["%", "%zz+", "%ff", "100%&"])("a bad escape stays as written: %s", (text) => {
    expect(decodeFormText(text)).toBe(text);
  });

  test("raw UTF-8 bytes kept as latin1 units are joined again, other latin1 stays", () => {
    expect(decodeFormText("Ã©")).toBe("é");
    expect(decodeFormText("é")).toBe("é");
  });
});

test("typed text and kept text turn into each other", () => {
  expect(latin1Text("/caf\u00e9")).toBe("/caf\u00c3\u00a9");
  for (const text of ["/a", "/\u{1F600}", ""]) expect(utf8FromLatin1(latin1Text(text))).toBe(text);
});

test("a target is shown from where the bin's address ends, untouched", () => {
  expect(shownTarget("shop", "/shop")).toBe("/");
  expect(shownTarget("shop", "/shop?a=1")).toBe("/?a=1");
  expect(shownTarget("shop", "/shop/a//b%2Fc?x=1&x=2")).toBe("/a//b%2Fc?x=1&x=2");
});

test("a target that is not below the bin's address stays whole", () => {
  expect(shownTarget("shop", "/shopping")).toBe("/shopping");
  expect(shownTarget("shop", "*")).toBe("*");
  expect(shownTarget("shop", "http://h/shop/a")).toBe("http://h/shop/a");
});
