import { expect, test } from "vitest";
import { latin1Bytes } from "#lib/model/bytes.ts";
import { csharp } from "./csharp.ts";
import type { ExportMessage } from "./message.ts";

/** What is written; that it arrives is not shown anywhere, since running.test.ts has no proof for C#. */
const write = (changes: Partial<ExportMessage>) =>
  csharp.write({ method: "POST", url: "http://h/a", headers: [], body: new Uint8Array(), ...changes });

test("headers of the content go to the content", () => {
  const { text } = write({
    headers: [
      ["content-type", "a/b"],
      ["X-A", '1"'],
    ],
    body: latin1Bytes("é"),
  });
  expect(text).toContain('request.Headers.TryAddWithoutValidation("X-A", "1\\"");');
  expect(text).toContain('request.Content.Headers.TryAddWithoutValidation("content-type", "a/b");');
  expect(text.indexOf("request.Content =")).toBeLessThan(text.indexOf("request.Content.Headers"));
});

test("a content header needs a content, even an empty one", () => {
  expect(write({ method: "GET", headers: [["Content-Type", "a/b"]] }).text).toContain("new ByteArrayContent(");
  expect(write({ method: "GET" }).text).not.toContain("ByteArrayContent");
});

test("a binary body is base64", () => {
  expect(write({ body: new Uint8Array([255]) }).text).toContain('Convert.FromBase64String("/w==")');
});
