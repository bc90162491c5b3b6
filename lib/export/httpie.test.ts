import { expect, test } from "vitest";
import { latin1Bytes } from "#lib/model/bytes.ts";
import { httpie } from "./httpie.ts";
import type { ExportMessage } from "./message.ts";

/** That the text arrives as it should is shown in running.test.ts, where the program that runs it is there. */
const write = (changes: Partial<ExportMessage>) =>
  httpie.write({ method: "POST", url: "http://h/a", headers: [], body: new Uint8Array(), ...changes });

test("an item that begins like a file's name does not read one", () => {
  const { text } = write({
    headers: [
      ["X", "@/etc/hostname"],
      ["Y", "=@/etc/hostname"],
      ["Z", ""],
    ],
  });
  expect(text).toContain("'X:\\@/etc/hostname'");
  expect(text).toContain("'Y:\\=@/etc/hostname'");
  expect(text).toContain("'Z;'");
});

test("bodies are raw: text in the command, binary through a pipe", () => {
  expect(write({ body: latin1Bytes('{"a":1}') }).text).toContain(`--raw '{"a":1}'`);
  expect(write({ body: latin1Bytes('{"a":1}') }).text).toContain("--ignore-stdin");
  const { text } = write({ body: new Uint8Array([0, 255]) });
  expect(text).toMatch(/^printf '%s' 'AP8=' \| base64 -d \| http --path-as-is 'POST' 'http:\/\/h\/a'/);
});

test("a backslash that would be lost is said to be", () => {
  expect(write({ headers: [["X", "a\\:b"]] }).notes[0]).toContain("missing in X");
});
