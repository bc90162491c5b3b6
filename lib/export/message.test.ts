import { expect, test } from "vitest";
import { type ExportMessage, expectsBody, sendable } from "./message.ts";

const message = (changes: Partial<ExportMessage>): ExportMessage => ({
  method: "GET",
  url: "http://h/a",
  headers: [],
  body: new Uint8Array(),
  ...changes,
});

test("host, framing and connection fields are left to the client, all else stays in order", () => {
  const { headers, notes } = sendable(
    message({
      headers: [
        ["HOST", "x"],
        ["X-A", "1"],
        ["Content-Length", "3"],
        ["x-a", ""],
        ["Transfer-Encoding", "chunked"],
        ["Cookie", "c"],
      ],
    }),
  );
  expect(headers).toEqual([
    ["X-A", "1"],
    ["x-a", ""],
    ["Cookie", "c"],
  ]);
  expect(notes).toEqual([]);
});

test("a header or method no client can send is left out and named", () => {
  const { method, headers, notes } = sendable(
    message({
      method: "A B",
      headers: [
        ["a b", "1"],
        ["@file", "x"],
        ["X", "a\r\nY: b"],
      ],
    }),
  );
  expect(method).toBe("POST");
  expect(headers).toEqual([]);
  expect(notes).toEqual([
    'Left out, because no client can send it: "a b", "@file", "X"',
    '"A B" is not a method a client can send; POST stands in its place',
  ]);
});

test.each([
  ["http://h", "http://h", "/"],
  ["https://h:1/a//../b?c#d", "https://h:1", "/a//../b?c#d"],
  ["http://h?x", "http://h", "/?x"],
])("%s is an origin and a target as written", (url, origin, target) => {
  expect(sendable(message({ url }))).toMatchObject({ origin, target });
});

test.each(["file:///etc/passwd", "ftp://h/", "/a", "", "-d http://h", "http://"])("%j is refused", (url) => {
  expect(() => sendable(message({ url }))).toThrow(RangeError);
});

test("an empty POST, PUT or PATCH still has a body", () => {
  expect(["POST", "PUT", "PATCH", "GET", "DELETE"].filter(expectsBody)).toEqual(["POST", "PUT", "PATCH"]);
});
