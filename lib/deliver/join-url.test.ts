import { describe, expect, test } from "vitest";
import { joinUrl, suffixOf } from "./join-url.ts";

describe("a suffix", () => {
  const capture = { rest: "/a//b%2Fc", query: "x=1&x=2" };
  test.each([
    [true, true, "/a//b%2Fc?x=1&x=2"],
    [true, false, "/a//b%2Fc"],
    [false, true, "?x=1&x=2"],
    [false, false, null],
  ])("path %s, query %s", (appendPath, appendQuery, expected) => {
    expect(suffixOf(capture, { appendPath, appendQuery })).toBe(expected);
  });

  test("is nothing when there is nothing behind the bin's address", () => {
    expect(suffixOf({ rest: "", query: null }, { appendPath: true, appendQuery: true })).toBeNull();
  });
});

describe("a target with a suffix", () => {
  test.each([
    ["https://t.example/hook", null, "https://t.example/hook"],
    ["https://t.example/hook", "/a//b%2Fc?x=1", "https://t.example/hook/a//b%2Fc?x=1"],
    ["https://t.example/hook/", "/a", "https://t.example/hook/a"],
    ["https://t.example", "/", "https://t.example/"],
    ["https://t.example/hook?key=1", "?x=2", "https://t.example/hook?key=1&x=2"],
    ["https://t.example/hook?key=1#top", "/a?x=2", "https://t.example/hook/a?key=1&x=2"],
    ["https://t.example/hook", "/a/../b", "https://t.example/hook/b"],
    ["https://t.example/hook", "/a#b\\c", "https://t.example/hook/a%23b%5Cc"],
    ["https://t.example/", "/caf\xc3\xa9?q=\xff", "https://t.example/caf%C3%A9?q=%FF"],
    ["https://t.example/hook", "/?a=../..", "https://t.example/hook/?a=../.."],
    ["https://t.example/hook", "//evil.example/x", "https://t.example/hook//evil.example/x"],
    ["https://t.example", "//evil.example/x", "https://t.example//evil.example/x"],
    ["https://t.example", "@evil.example/x", "https://t.example/@evil.example/x"],
  ])("%s and %s", (base, suffix, expected) => {
    expect(joinUrl(base, suffix)).toBe(expected);
  });

  test.each(["/../admin", "/%2e%2e/admin", "/.%2E/admin", "/a/../../admin", "/..", "/../hook2"])(
    "%s does not climb out of it",
    (suffix) => {
      expect(joinUrl("https://t.example/hook", suffix)).toBeNull();
    },
  );
});
