import { expect, test } from "vitest";
import { headerTerm, MAX_HEADER_TERM_CHARS, parseHeaderTerm } from "./header-term.ts";

test("a term is a name, alone or with a whole value or a part of one", () => {
  expect(parseHeaderTerm("X-Event")).toEqual({ name: "X-Event", look: "any", value: "" });
  expect(parseHeaderTerm("X-Event=a=b~c")).toEqual({ name: "X-Event", look: "whole", value: "a=b~c" });
  expect(parseHeaderTerm("accept~json")).toEqual({ name: "accept", look: "part", value: "json" });
  expect(parseHeaderTerm("X-Empty=")).toEqual({ name: "X-Empty", look: "whole", value: "" });
});

test.each(["", "=a", "two words=a", "name~", "a:b", "n=\0", "n=a\r\nb", `n=${"x".repeat(MAX_HEADER_TERM_CHARS)}`])(
  "%j is no term",
  (text) => expect(parseHeaderTerm(text)).toBeNull(),
);

test("a header is found again by the term made of it, a long one by its beginning", () => {
  expect(headerTerm("ETag", '"a b"')).toBe('ETag="a b"');
  const long = headerTerm("Cookie", "x".repeat(5000));
  expect(parseHeaderTerm(long)).toMatchObject({ name: "Cookie", look: "part" });
  expect(long).toHaveLength(MAX_HEADER_TERM_CHARS);
});
