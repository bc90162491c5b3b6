import { describe, expect, test } from "vitest";
import { readRawHead, readRawHeaders, skipMessages } from "./raw-head.ts";

const bytes = (text: string) => Buffer.from(text, "latin1");

describe("readRawHead", () => {
  test.each([
    ["FOO /orders/x HTTP/1.1\r\n", "FOO", "/orders/x", "1.1"],
    ["get /orders HTTP/1.1\r\nHost: x", "get", "/orders", "1.1"],
    ["\r\n\r\nGET /orders HTTP/3.7\r\n", "GET", "/orders", "3.7"],
    ["GET /orders\r\n", "GET", "/orders", ""],
    ["GET  \t /\xe9?x HTTP/1.1\n", "GET", "/\xe9?x", "1.1"],
    ["G\xe9T /orders HTTP/1.1\r\n", "G\xe9T", "/orders", "1.1"],
    ["G\0T /or\0ders HTTP/1.1\r\n", "G\ufffdT", "/or\ufffdders", "1.1"],
    ["GET /orders/cut-in-the-pa", "GET", "/orders/cut-in-the-pa", ""],
    ["GET /orders HTTP/1.1", "GET", "/orders", "1.1"],
  ])("%j", (text, method, target, httpVersion) => {
    expect(readRawHead(bytes(text))).toEqual({ method, target, httpVersion });
  });

  test.each(["", "GET", "GET /order", "\x16\x03\x01\x02\0\x01\0\x01\xfc", "\r\n", "x".repeat(300)])(
    "%j has none",
    (text) => {
      expect(readRawHead(bytes(text))).toBeNull();
    },
  );
});

describe("readRawHeaders", () => {
  test("gives the lines that came whole", () => {
    expect(readRawHeaders(bytes("GET / HTTP/1.1\r\nA: 1\r\nb:\t2 \nno colon\r\n: x\r\nC: cut"))).toEqual([
      ["A", "1"],
      ["b", "2"],
    ]);
  });

  test("ends with the header section", () => {
    expect(readRawHeaders(bytes("GET / HTTP/1.1\r\nA: 1\r\n\r\nB: 2\r\n"))).toEqual([["A", "1"]]);
  });
});

describe("skipMessages", () => {
  const get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  const post = "POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\n\r\n\r\n";
  const chunked = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\n\r\n\r\n\r\n0\r\nT: 1\r\n\r\n";
  const bare = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";

  test.each([
    ["none", "", 0],
    ["one without a body", get, 1],
    ["empty lines before one", `\r\n\r\n${get}`, 1],
    ["bodies that look like the end of a head", post + get, 2],
    ["chunks with extensions and trailers", chunked + bare + post, 3],
  ])("%s", (_name, text, count) => {
    expect(skipMessages(bytes(`${text}FOO /x`), count)).toBe(text.length);
  });

  test("is null when the bytes hold fewer", () => {
    expect(skipMessages(bytes(get), 2)).toBeNull();
    expect(skipMessages(bytes(post.slice(0, -1)), 1)).toBeNull();
    expect(skipMessages(bytes(chunked.slice(0, -1)), 1)).toBeNull();
  });
});
