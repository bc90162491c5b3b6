import { expect, test } from "vitest";
import { latin1Bytes } from "#lib/model/bytes.ts";
import { rawHttp, rawMessage } from "./raw-message.ts";

test("the message is written as it came, nothing added and nothing corrected", () => {
  const bytes = rawMessage({
    method: "POST",
    target: "//a?\xe9",
    httpVersion: "1.0",
    headers: [
      ["transfer-encoding", "chunked"],
      ["X", ""],
      ["x", "\xff"],
    ],
    body: new Uint8Array([0, 13, 10, 255]),
  });
  expect(bytes).toEqual(
    latin1Bytes("POST //a?\xe9 HTTP/1.0\r\ntransfer-encoding: chunked\r\nX: \r\nx: \xff\r\n\r\n\0\r\n\xff"),
  );
});

test("the text to send again has its own Host and Content-Length", () => {
  const { text, notes } = rawHttp.write({
    method: "POST",
    url: "http://user@h:8080/a?b",
    headers: [
      ["Host", "old"],
      ["Transfer-Encoding", "chunked"],
      ["X-A", "Ã©"],
    ],
    body: new TextEncoder().encode("é"),
  });
  expect(text).toBe("POST /a?b HTTP/1.1\r\nHost: h:8080\r\nX-A: é\r\nContent-Length: 2\r\n\r\né");
  expect(notes).toEqual([]);
});

test("a GET without a body says nothing of one", () => {
  const message = { method: "GET", url: "http://h/", headers: [], body: new Uint8Array() };
  expect(rawHttp.write(message).text).toBe("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
});

test("bytes that are not text are said to be lost", () => {
  const message = { method: "POST", url: "http://h/", headers: [], body: new Uint8Array([255]) };
  expect(rawHttp.write(message).notes).toHaveLength(1);
});
