import { expect, test } from "vitest";
import { latin1Bytes } from "#lib/model/bytes.ts";
import { go } from "./go.ts";
import type { ExportMessage } from "./message.ts";

/** That the text arrives as it should is shown in running.test.ts, where the program that runs it is there. */
const write = (changes: Partial<ExportMessage>) =>
  go.write({ method: "POST", url: "http://h/a", headers: [], body: new Uint8Array(), ...changes });

test("repeats of one name stand together, other cases apart, and Go's own agent is off", () => {
  const { text } = write({
    headers: [
      ["X", "1"],
      ["x", "2"],
      ["X", "3"],
    ],
  });
  expect(text).toContain('"X": {"1", "3"},\n\t\t"x": {"2"},\n\t\t"User-Agent": {""},');
});

test("it imports exactly what it uses", () => {
  expect(write({ body: latin1Bytes("a") }).text).not.toContain("encoding/base64");
  const binary = write({ body: new Uint8Array([255]) }).text;
  expect(binary).toContain("encoding/base64");
  expect(binary).not.toContain('"strings"');
});

test("strings are bytes", () => {
  expect(write({ headers: [["X", "\xe9`"]], body: latin1Bytes('`"\\') }).text).toContain('"X": {"\\xe9`"}');
});
