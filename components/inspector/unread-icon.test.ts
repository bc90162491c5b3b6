import { expect, test } from "vitest";
import { unreadIcon } from "./unread-icon.ts";

test.each([
  [1, ">1<"],
  [9, ">9<"],
  [10, ">9+<"],
  [5000, ">9+<"],
])("%i unread are written %s", (unread, text) => {
  expect(decodeURIComponent(unreadIcon(unread))).toContain(text);
});
