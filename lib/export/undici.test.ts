import { expect, test } from "vitest";
import type { ExportMessage } from "./message.ts";
import { undici } from "./undici.ts";

/** That the text arrives as it should is shown in running.test.ts, where the program that runs it is there. */
const write = (changes: Partial<ExportMessage>) =>
  undici.write({ method: "POST", url: "http://h/a", headers: [], body: new Uint8Array(), ...changes });

test("the target, header case, order and repeats are given as they are", () => {
  const { text, notes } = write({
    url: "http://h//a/../b?\xe9",
    headers: [
      ["x-A", "1"],
      ["X-a", "2"],
    ],
  });
  expect(text).toContain('path: "//a/../b?é"');
  expect(text).toContain('    "x-A", "1",\n    "X-a", "2",');
  expect(notes).toEqual([]);
});

test("a binary body is base64", () => {
  expect(write({ body: new Uint8Array([0]) }).text).toContain('Buffer.from("AA==", "base64")');
});
