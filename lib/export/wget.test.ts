import { expect, test } from "vitest";
import { latin1Bytes } from "#lib/model/bytes.ts";
import type { ExportMessage } from "./message.ts";
import { wget } from "./wget.ts";

/** That the text arrives as it should is shown in running.test.ts, where the program that runs it is there. */
const write = (changes: Partial<ExportMessage>) =>
  wget.write({ method: "POST", url: "http://h/a", headers: [], body: new Uint8Array(), ...changes });

test("a text body stands in the command, and nothing is read from a file", () => {
  const { text } = write({ body: latin1Bytes("@/etc/hostname'") });
  expect(text).toContain("--body-data='@/etc/hostname'\\'''");
  expect(text).not.toContain("--body-file");
});

test("a binary body goes through a temporary file of its own", () => {
  const { text } = write({ body: new Uint8Array([0, 255]) });
  expect(text).toMatch(/^body=\$\(mktemp\) &&\nprintf '%s' 'AP8=' \| base64 -d > "\$body" &&\nwget /);
  expect(text).toMatch(/\nrm -f "\$body"$/);
});

test("what wget changes is said", () => {
  const headers: [string, string][] = [
    ["X", "1"],
    ["x", "2"],
  ];
  expect(write({ url: "http://h/a/../b c", headers }).notes).toEqual([
    "Characters a URL may not hold are percent-encoded in the address",
    "Dot segments in the address are resolved before it is sent",
    "wget sends an empty Content-Type where the message has none",
    "wget sends one header a name: repeated ones are joined",
    "wget adds Accept, Accept-Encoding",
  ]);
});
