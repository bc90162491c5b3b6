import { expect, test } from "vitest";
import { cutText } from "./cut-text.ts";

test("a text is cut between characters", () => {
  expect(cutText("abcdef", 3)).toBe("abc");
  expect(cutText("abc", 3)).toBe("abc");
  expect(cutText("a👍b", 2)).toBe("a");
  expect(cutText("a👍b", 3)).toBe("a👍");
  expect(cutText("👍", 1)).toBe("");
});
