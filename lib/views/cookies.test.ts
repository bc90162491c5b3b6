import { expect, test } from "vitest";
import { cookiesOf } from "./cookies.ts";

test("cookies come in order, with repeats, as they were sent", () => {
  expect(
    cookiesOf([
      ["Cookie", 'a=1; b="x=y"; a=2;;  __proto__=p; bare; e='],
      ["X", "c=3"],
      ["cookie", "d=%20"],
    ]),
  ).toEqual([
    ["a", "1"],
    ["b", '"x=y"'],
    ["a", "2"],
    ["__proto__", "p"],
    ["", "bare"],
    ["e", ""],
    ["d", "%20"],
  ]);
});

test("no Cookie header, no cookies", () => {
  expect(cookiesOf([["Set-Cookie", "a=1"]])).toEqual([]);
});
