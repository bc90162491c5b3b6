import { expect, test } from "vitest";
import { latin1Bytes } from "#lib/model/bytes.ts";
import type { ExportMessage } from "./message.ts";
import { php } from "./php.ts";

/** That the text arrives as it should is shown in running.test.ts, where the program that runs it is there. */
const write = (changes: Partial<ExportMessage>) =>
  php.write({ method: "POST", url: "http://h/a", headers: [], body: new Uint8Array(), ...changes });

test("no variable is read inside a string", () => {
  const { text } = write({ headers: [["X", "$HOME{$x}"]], body: latin1Bytes('$_GET["a"]') });
  expect(text).toContain('"X: \\$HOME{\\$x}"');
  expect(text).toContain('CURLOPT_POSTFIELDS => "\\$_GET[\\"a\\"]"');
});

test("the target goes out as it came, and an empty header is kept", () => {
  const { text, notes } = write({ url: "http://h//a/../b#c", headers: [["X", ""]] });
  expect(text).toContain('curl_init("http://h/")');
  expect(text).toContain('CURLOPT_REQUEST_TARGET => "//a/../b#c"');
  expect(text).toContain('"X;"');
  expect(notes).toEqual([]);
});

test("HEAD waits for no body, a binary body is base64", () => {
  expect(write({ method: "HEAD" }).text).toContain("CURLOPT_NOBODY => true");
  expect(write({ body: new Uint8Array([0]) }).text).toContain('base64_decode("AA==")');
});
