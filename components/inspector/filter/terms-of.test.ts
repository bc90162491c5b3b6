import { expect, test } from "vitest";
import { contentTypeTerm, cookieTerm, queryTerm } from "./terms-of.ts";

test("a query value is looked for as it stands in the target", () => {
  expect(queryTerm("/b/x?a=1&q=a+b%21&q=2", "q", "a b!")).toEqual(["path", "q=a+b%21"]);
  expect(queryTerm("/b/x?n=caf\u00c3\u00a9", "n", "café")).toEqual(["path", "n=café"]);
  expect(queryTerm("/b/x?flag", "flag", "")).toEqual(["path", "flag"]);
});

test("a cookie is looked for inside the Cookie header", () => {
  expect(cookieTerm([["Cookie", "a=1; sid=x y"]], "sid", "x y")).toEqual(["header", "cookie~sid=x y"]);
  expect(cookieTerm([["cookie", 'sid="x"']], "sid", "x")).toEqual(["header", "cookie~sid="]);
});

test("a content type is looked for without its parameters, junk as it came", () => {
  expect(contentTypeTerm("Text/HTML; charset=utf-8")).toEqual(["header", "content-type~text/html"]);
  expect(contentTypeTerm("junk")).toEqual(["header", "content-type=junk"]);
});
