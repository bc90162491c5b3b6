import { expect, test } from "vitest";
import { HOP_BY_HOP, isFieldValue, isToken } from "./field.ts";

test("a name or method is one token", () => {
  for (const good of ["X-A", "__proto__", "M-SEARCH", "!#$%&'*+.^_`|~9"]) expect(isToken(good)).toBe(true);
  for (const bad of ["", "a b", "a:", "é", "a\r\n", "a\0", "(x)"]) expect(isToken(bad)).toBe(false);
});

test("a value is one line of latin1 without control characters", () => {
  for (const good of ["", "a b\tc", "é\xff", "';`$()@"]) expect(isFieldValue(good)).toBe(true);
  for (const bad of ["a\r", "a\nB: c", "\0", "\x7f", "\x1b[0m", "€"]) expect(isFieldValue(bad)).toBe(false);
});

test("framing and connection fields are hop by hop; Host, Cookie and content fields are not", () => {
  for (const name of ["connection", "content-length", "transfer-encoding", "upgrade", "te", "trailer"]) {
    expect(HOP_BY_HOP.has(name)).toBe(true);
  }
  for (const name of ["host", "cookie", "content-type", "content-encoding", "authorization"]) {
    expect(HOP_BY_HOP.has(name)).toBe(false);
  }
});
