import { describe, expect, test } from "vitest";
import { MAX_KEPT_REPLY_BYTES, storedBody, storedSharedBody } from "./reply-body.ts";
import { splitReplyFacts, withReplyFacts } from "./reply-facts.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const stored = (bytes: Uint8Array) => withReplyFacts([["X-A", "1"]], {}, storedBody(bytes));
const back = (bytes: Uint8Array) => splitReplyFacts(JSON.parse(stored(bytes))).facts.body;

test("an empty body is nothing", () => {
  expect(stored(new Uint8Array(0))).toBe('[["X-A","1"]]');
});

describe("a body comes back as it was", () => {
  test.each([
    ["text", "Grüße, \u{1f600} <b>\r\n"],
    ["what looks like a fact", '[":took","1"]'],
    ["a byte order mark", "\ufeffx"],
    ["NUL and other control characters", "\0\x01\x1b\x7f"],
  ])("%s", (_, text) => expect(back(utf8(text))).toEqual({ encoding: "utf8", data: text, bytes: utf8(text).length }));

  test("what is not UTF-8, such as half a surrogate pair", () => {
    expect(back(Uint8Array.of(0xed, 0xa0, 0x80))).toEqual({ encoding: "base64", data: "7aCA", bytes: 3 });
  });
});

test("a body that many replies share is made ready once, and stored as any other", () => {
  const bytes = utf8('a "quoted" body');
  expect(storedSharedBody(bytes)).toBe(storedBody(bytes));
  bytes.fill(0);
  expect(storedSharedBody(bytes)).toBe(storedBody(utf8('a "quoted" body')));
});

test("no more than 4 KiB is kept, and no character is cut in two", () => {
  const bytes = utf8(`${"a".repeat(MAX_KEPT_REPLY_BYTES - 2)}${"\u{1f600}".repeat(1000)}`);
  const data = "a".repeat(MAX_KEPT_REPLY_BYTES - 2);
  expect(back(bytes)).toEqual({ encoding: "utf8", data, bytes: MAX_KEPT_REPLY_BYTES - 2 + 4000 });
  const binary = new Uint8Array(20_480).fill(0xff);
  expect(atob(back(binary)?.data ?? "")).toHaveLength(MAX_KEPT_REPLY_BYTES);
});

test("whatever it holds, it takes little more than twice 4 KiB", () => {
  for (const byte of [0, 1, 10, 34, 92, 97, 127, 255]) {
    expect(stored(new Uint8Array(20_000).fill(byte)).length).toBeLessThan(2 * MAX_KEPT_REPLY_BYTES + 100);
  }
});
