import { expect, test } from "vitest";
import type { Summary } from "#lib/model/capture.ts";
import {
  filterQuery,
  fits,
  type ListFilter,
  needsServer,
  parseFilter,
  termIn,
  withTerm,
  withWords,
} from "./filter-text.ts";

const capture: Summary = {
  seq: 12,
  id: "x",
  kind: "message",
  receivedAt: "2026-11-21T10:00:00.000Z",
  method: "POST",
  target: "/bin/Orders?x=1",
  path: "/Orders",
  contentType: null,
  bodyBytes: 5,
  remoteIp: "127.0.0.1",
  userAgent: null,
  replyStatus: 404,
  preview: "Hello Ünsal",
};

test("words and terms stand in any order", () => {
  expect(parseFilter('hello method:POST world status:4xx is:pinned kind:message path:"/a b" seq:3-9')).toEqual({
    method: "POST",
    status: "4xx",
    pinned: "true",
    kind: "message",
    path: "/a b",
    seq: { from: 3, to: 9 },
    text: "hello world",
  });
  expect(parseFilter("   ")).toBeNull();
});

test("a term without sense is looked for as it is written", () => {
  expect(parseFilter("status:9xx kind:odd is:blue http://a seq:x")).toEqual({
    text: "status:9xx kind:odd is:blue http://a seq:x",
  });
});

test("a term takes the place of another of its kind, and goes again", () => {
  expect(withTerm("a method:GET b", "method", "POST")).toBe("a b method:POST");
  expect(withTerm("method:GET", "method", null)).toBe("");
  expect(withTerm("", "path", "/a b")).toBe('path:"/a b"');
  expect(termIn('x path:"/a b"', "path")).toBe("/a b");
  expect(termIn("xmethod:GET", "method")).toBeNull();
});

test("words take the place of other words, and terms stay", () => {
  expect(withWords("old method:GET words from:2001:db8::1 http://x", "new")).toBe("method:GET from:2001:db8::1 new");
  const found = withWords("", 'a:b "c"');
  expect(parseFilter(found)).toEqual({ text: 'a:b "c"' });
});

test("a sender's address is a term", () => {
  expect(parseFilter("from:2001:db8::1 x")).toEqual({ from: "2001:db8::1", text: "x" });
  expect(fits(capture, { bin: "b", filter: { from: "127.0.0.1" } })).toBe(true);
  expect(fits(capture, { bin: "b", filter: { from: "127.0.0.2" } })).toBe(false);
});

test("headers are terms too, several of them, with quotes where they hold spaces or quotes", () => {
  const etag = withTerm("header:accept~json", "header", 'ETag="a b"');
  expect(etag).toBe('header:accept~json header:"ETag=""a b"""');
  expect(parseFilter(etag)).toEqual({ header: ["accept~json", 'ETag="a b"'] });
  expect(parseFilter('header:accept="a b" c')).toEqual({ header: ["accept=a b"], text: "c" });
  expect(withTerm(etag, "header", "etag=2")).toBe("header:accept~json header:etag=2");
  expect(parseFilter("header:two: header:a header:b header:c header:d header:e")).toEqual({
    header: ["a", "b", "c", "d"],
    text: "header:two: header:e",
  });
  expect(filterQuery({ header: ["a=1&2", "b"] }, 7)).toBe("limit=100&header=a%3D1%262&header=b&after=7");
});

test("what arrives is judged as the server judges", () => {
  const isShown = (text: string) => fits(capture, { bin: "b", filter: parseFilter(text) ?? {} });
  for (const text of ["orders", "Ünsal", "status:4xx", "status:404", "path:ORDERS"]) {
    expect(isShown(text), text).toBe(true);
  }
  for (const text of ["nothing", "status:2xx", "method:post", "is:pinned", "seq:13-20", "kind:rejected"]) {
    expect(isShown(text), text).toBe(false);
  }
});

test("what each target begins with, the bin's own address, is not looked through", () => {
  const isShown = (filter: ListFilter) => fits(capture, { bin: "bin", filter });
  expect(isShown({ path: "bi" })).toBe(false);
  expect(isShown({ text: "bin" })).toBe(false);
  expect(isShown({ path: "/orders" })).toBe(true);
  expect(isShown({ path: "/bin/orders?x" })).toBe(true);
});

test("a range of numbers becomes its bounds", () => {
  expect(filterQuery({ seq: { from: 3, to: 9 }, method: "GET" })).toBe("limit=100&method=GET&after=2&before=10");
});

test("what a rule answered is asked of the server, by the rule's id", () => {
  expect(parseFilter("rule:0190d5f0-7abc method:POST")).toEqual({ rule: "0190d5f0-7abc", method: "POST" });
  expect(parseFilter("rule:a/b")).toEqual({ text: "rule:a/b" });
  expect(filterQuery({ rule: "0190d5f0-7abc" })).toBe("limit=100&rule=0190d5f0-7abc");
  expect(needsServer({ rule: "0190d5f0-7abc" })).toBe(true);
});
