import { describe, expect, test } from "vitest";
import { mediaType, mediaTypeParameter } from "./media-type.ts";

describe("mediaType", () => {
  test.each([
    ["Text/HTML; charset=x", "text/html"],
    ["application/vnd.api+json", "application/vnd.api+json"],
    ["  a/b  ", "a/b"],
    ["a/b;", "a/b"],
    ["html", ""],
    ["a/b c", ""],
    ["a/b, c/d", ""],
    ["", ""],
    [null, ""],
    [undefined, ""],
  ])("%s gives %j", (value, expected) => {
    expect(mediaType(value)).toBe(expected);
  });
});

describe("mediaTypeParameter", () => {
  test("names are compared without case and quotes are removed", () => {
    expect(mediaTypeParameter("multipart/form-data; Boundary=abc", "boundary")).toBe("abc");
    expect(mediaTypeParameter('a/b; x="1;charset=no"; charset="a\\"b"', "charset")).toBe('a"b');
    expect(mediaTypeParameter("a/b ; charset = utf-8 ; q=1", "charset")).toBe("utf-8");
  });

  test("the first of two wins and what is not there is undefined", () => {
    expect(mediaTypeParameter("a/b; c=1; c=2", "c")).toBe("1");
    expect(mediaTypeParameter("a/b; c=1", "d")).toBeUndefined();
    expect(mediaTypeParameter("a/b; c=", "c")).toBe("");
    expect(mediaTypeParameter(null, "c")).toBeUndefined();
  });

  test("junk neither throws nor takes long", () => {
    const junk = [
      ";".repeat(60_000),
      `a/b;${" ".repeat(60_000)}`,
      `a/b;c="${'\\"'.repeat(30_000)}`,
      ';a="'.repeat(15_000),
    ];
    const started = performance.now();
    for (const value of junk) mediaTypeParameter(value, "boundary");
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
