import { expect, test } from "vitest";
import { shortType } from "./short-type.ts";

test.each([
  [null, ""],
  ["application/json; charset=utf-8", "json"],
  ["application/vnd.api+json", "json"],
  ["application/x-www-form-urlencoded", "form"],
  ["multipart/form-data; boundary=x", "multipart"],
  ["image/png", "png"],
  ["x-nonsense", "?"],
  ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "openxmlformats"],
])("%s is %s", (contentType, name) => {
  expect(shortType(contentType)).toBe(name);
});
