import { expect, test } from "vitest";
import { latin1Bytes } from "#lib/model/bytes.ts";
import type { ExportMessage } from "./message.ts";
import { python } from "./python.ts";

/** That the text arrives as it should is shown in running.test.ts, where the program that runs it is there. */
const write = (changes: Partial<ExportMessage>) =>
  python.write({ method: "POST", url: "http://h/a", headers: [], body: new Uint8Array(), ...changes });

test("headers are latin1 bytes, and those the library would add are taken away", () => {
  const { text } = write({ headers: [["X", "\xe9"]] });
  expect(text).toContain('"X": "é".encode("latin-1")');
  expect(text).toContain('"User-Agent": SKIP_HEADER');
  expect(text).toContain('"Accept": None');
});

test("a binary body is base64 and imports for it", () => {
  const { text } = write({ body: new Uint8Array([0, 255]) });
  expect(text).toMatch(/^import base64\n/);
  expect(text).toContain('data=base64.b64decode("AP8=")');
});

test("nothing closes a literal early", () => {
  expect(write({ body: latin1Bytes('"""\\"+__import__("os")') }).text).toContain(
    'data="\\"\\"\\"\\\\\\"+__import__(\\"os\\")".encode()',
  );
});

test("what requests changes is said", () => {
  expect(write({ method: "purge", url: "http://h/a?" }).notes).toHaveLength(2);
});
