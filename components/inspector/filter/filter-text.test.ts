import { expect, test } from "vitest";
import { MAX_PREVIEW_CHARS, type Summary } from "#lib/model/capture.ts";
import { filterQuery, fits, needsServer, readFilter, termIn, withTerm, withWords } from "./filter-text.ts";
import { sayMisread, WHERE_WORDS } from "./say-misread.ts";
import type { ListFilter } from "./terms.ts";

const parseFilter = (text: string) => readFilter(text).filter;
const misread = (text: string) => readFilter(text).misread.map((one) => `${one.written} ${sayMisread(one)}`);

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

test("a term without sense narrows nothing, and it is said what it takes", () => {
  expect(parseFilter("status:9xx kind:odd is:blue seq:x paid")).toEqual({ text: "paid" });
  expect(misread("status:abc")).toEqual([
    "status:abc is left out. status: takes 404, a class such as 4xx, or 0 for no reply.",
  ]);
  expect(misread("status:")).toEqual([
    "status: is left out. status: takes 404, a class such as 4xx, or 0 for no reply.",
  ]);
  expect(misread("header:two: is:blue")).toEqual([
    "header:two: is left out. header: takes a header's name, name=value or name~part.",
    "is:blue is left out. is: takes pinned.",
  ]);
});

test("a word like a term is looked for, and it is said that it is no term; in quotes it is just words", () => {
  expect(parseFilter("foo:bar")).toEqual({ text: "foo:bar" });
  expect(misread("foo:bar")).toEqual([
    "foo:bar is looked for as words, as there is no term “foo”. In quotes, it is always words.",
  ]);
  expect(misread("user-agent:curl")).toEqual([
    "user-agent:curl is looked for as words, as there is no term “user-agent”. For a header write header:user-agent~…",
  ]);
  expect(parseFilter('"foo:bar" "status:abc"')).toEqual({ text: "foo:bar status:abc" });
  for (const text of ['"foo:bar"', "http://a/b", "10:30", "Note: paid", '{"a":1}', "toString"]) {
    expect(misread(text), text).toEqual([]);
  }
  expect(misread("constructor:x")).toHaveLength(1);
});

test("a term that stands twice counts once, and its name in any case", () => {
  expect(parseFilter("Status:4XX method:GET method:POST")).toEqual({ status: "4xx", method: "POST" });
  expect(misread("method:GET method:POST header:a header:b")).toEqual(["method: counts once: the last one."]);
  expect(withTerm("Status:4XX", "status", "5xx")).toBe("status:5xx");
});

test("a term takes the place of another of its kind, and goes again", () => {
  expect(withTerm("a method:GET b", "method", "POST")).toBe("a b method:POST");
  expect(withTerm("method:GET", "method", null)).toBe("");
  expect(withTerm("status: a", "status", "4xx")).toBe("a status:4xx");
  expect(withTerm("", "path", "/a b")).toBe('path:"/a b"');
  expect(termIn('x path:"/a b"', "path")).toBe("/a b");
  expect(termIn("xmethod:GET", "method")).toBeNull();
});

test("where words are looked for is said as the previews are made", () => {
  expect(WHERE_WORDS).toContain(`${MAX_PREVIEW_CHARS} characters`);
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
  });
  expect(misread("header:a header:b header:c header:d header:e")).toEqual([
    "header:e is left out. At most 4 headers are looked for.",
  ]);
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
  expect(parseFilter("seq:9-3")).toEqual({ seq: { from: 3, to: 9 } });
  expect(filterQuery({ seq: { from: 3, to: 9 }, method: "GET" })).toBe("limit=100&method=GET&after=2&before=10");
});

test("what a rule answered is asked of the server, by the rule's id", () => {
  expect(parseFilter("rule:0190d5f0-7abc method:POST")).toEqual({ rule: "0190d5f0-7abc", method: "POST" });
  expect(misread("rule:a/b")).toEqual(["rule:a/b is left out. rule: takes a rule's id."]);
  expect(filterQuery({ rule: "0190d5f0-7abc" })).toBe("limit=100&rule=0190d5f0-7abc");
  expect(needsServer({ rule: "0190d5f0-7abc" })).toBe(true);
});
