import { expect, test } from "vitest";
import { encodeBytes, latin1Bytes } from "#lib/model/bytes.ts";
import type { Capture } from "#lib/model/capture.ts";
import { rawParts } from "./raw-parts.ts";

function capture(body: Uint8Array, changes: Partial<Capture> = {}): Capture {
  return {
    ...{ kind: "message", method: "POST", target: "/b/x", httpVersion: "1.1", headers: [["X-A", "one"]] },
    ...{ bodyBytes: body.length, body: { ...encodeBytes(body), sha256: "", shown: body.length } },
    ...changes,
  } as Capture;
}

test("a body that is no text leaves the head readable", () => {
  const bytes = new Uint8Array([0, 255, 1]);
  expect(rawParts(capture(bytes))).toEqual({
    ...{ head: "POST /b/x HTTP/1.1\r\nX-A: one\r\n\r\n", isLatin1: false },
    ...{ body: null, bytes },
  });
});

test("a head with bytes that are not UTF-8 is read byte by byte, and its body as text", () => {
  const headers: [string, string][] = [["X-A", "caf\xe9"]];
  expect(rawParts(capture(latin1Bytes("ok"), { headers }))).toMatchObject({
    ...{ head: "POST /b/x HTTP/1.1\r\nX-A: caf\xe9\r\n\r\n", isLatin1: true, body: "ok" },
  });
});

test("a head in UTF-8 is read as such", () => {
  expect(rawParts(capture(new Uint8Array(), { headers: [["X-A", "caf\xc3\xa9"]] })).head).toContain("café");
});

test("a text cut inside a character is still a text", () => {
  const cut = new TextEncoder().encode("aé").subarray(0, 2);
  expect(rawParts(capture(cut, { bodyBytes: 3 })).body).toBe("a");
  expect(rawParts(capture(cut)).body).toBe(null);
});

test("a malformed message is what came, parted at its empty line", () => {
  const malformed = (text: string) => rawParts(capture(latin1Bytes(text), { kind: "malformed" }));
  expect(malformed("GET /b HTTP/9\r\nbad\r\n\r\n\xff\0")).toMatchObject({
    head: "GET /b HTTP/9\r\nbad\r\n\r\n",
    body: null,
  });
  expect(malformed("GET /b\n\nrest")).toMatchObject({ head: "GET /b\n\n", body: "rest" });
  expect(malformed("GET /b \xff")).toMatchObject({ head: "GET /b \xff", isLatin1: true, body: "" });
});
