import { describe, expect, test } from "vitest";
import { type BodyEnd, chunkedEnd, sizedEnd } from "./body-end.ts";

/** Where the body ends in the text, given in packets of `size` bytes; null when it does not. */
function endIn(text: string, size: number, end: BodyEnd): number | null {
  for (let at = 0; at < text.length; at += size) {
    const packet = Buffer.from(text.slice(at, at + size), "latin1");
    const found = end.find(packet.length, () => packet);
    if (found !== null) return at + found;
  }
  return null;
}

const BODIES: [name: string, body: string, make: () => BodyEnd][] = [
  ["of a promised length", "\r\n\r\n0\r\n\r\nx", () => sizedEnd(10)],
  ["empty", "0\r\n\r\n", chunkedEnd],
  ["in one chunk", "5\r\nhello\r\n0\r\n\r\n", chunkedEnd],
  ["with an extension, in capitals, behind zeros", '00A;x="0\r"\r\n0\r\n\r\n0\r\n\r\n\r\n0\r\n\r\n', chunkedEnd],
  ["behind more zeros than a line keeps", `${"0".repeat(100)}3\r\nabc\r\n0\r\n\r\n`, chunkedEnd],
  ["with trailers", "3\r\nabc\r\n0;last\r\nT: 0\r\nU:\r\n\r\n", chunkedEnd],
];

describe("a body's end is found, however its packets are cut", () => {
  test.each(BODIES)("%s", (_name, body, make) => {
    for (let size = 1; size <= body.length + 8; size += 1) {
      expect([size, endIn(`${body}GET / HTTP`, size, make())]).toEqual([size, body.length]);
    }
  });

  test.each(BODIES)("and is not found before it is there: %s", (_name, body, make) => {
    for (const size of [1, 3, body.length]) expect(endIn(body.slice(0, -1), size, make())).toBeNull();
  });
});

test.each([
  ["a size", "3\r\nabc\r\n1", "1"],
  ["an extension", "3\r\nabc\r\n1;x=", "1;x="],
  ["what is not the end of its line behind a chunk", "3\r\nabc\r", "\r"],
  ["trailers", "3\r\nabc\r\n0\r\nGood: 1\r\nbro", "Good: 1\r\nbro"],
  ["nothing, inside a chunk", "3\r\nab", ""],
])("what is unread is known, however its packets are cut: %s", (_name, body, unread) => {
  for (let size = 1; size <= body.length; size += 1) {
    const end = chunkedEnd(100);
    endIn(body, size, end);
    expect([size, Buffer.from(end.unread()).toString()]).toEqual([size, unread]);
  }
});

test("of an endless line the beginning is unread", () => {
  const end = chunkedEnd(10);
  for (let i = 0; i < 1000; i += 1) endIn("0".repeat(7), 3, end);
  expect(Buffer.from(end.unread()).toString()).toBe("0".repeat(10));
});

test("chunks that the parser would not take have no end", () => {
  expect(endIn("zz\r\n0\r\n\r\n", 100, chunkedEnd())).toBeNull();
});
