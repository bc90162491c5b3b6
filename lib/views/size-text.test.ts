import { expect, test } from "vitest";
import { sizeText } from "./size-text.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1 kB"],
  [1250, "1.2 kB"],
  [10_240, "10 kB"],
  [999_999, "999 kB"],
  [10_485_760, "10 MB"],
  [5e15, "5000 TB"],
  [-1, "0 B"],
  [Number.NaN, "0 B"],
])("%d bytes are %s", (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
