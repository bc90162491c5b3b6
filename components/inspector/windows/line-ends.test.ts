import { expect, test } from "vitest";
import { lineEndsOf } from "./line-ends.ts";

test.each([
  ["", "lf"],
  ["a\nb\n", "lf"],
  ["a\r\nb\r\n", "crlf"],
  ["a\r\nb\n", "mixed"],
  ["a\rb", "mixed"],
  ["a\r\r\nb", "mixed"],
])("the lines of %j end in %s", (text, ends) => {
  expect(lineEndsOf(text)).toBe(ends);
});
