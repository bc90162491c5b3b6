import { expect, test } from "vitest";
import { latin1Bytes } from "#lib/model/bytes.ts";
import type { ExportMessage } from "./message.ts";
import { ruby } from "./ruby.ts";

/** That the text arrives as it should is shown in running.test.ts, where the program that runs it is there. */
const write = (changes: Partial<ExportMessage>) =>
  ruby.write({ method: "POST", url: "http://h/a", headers: [], body: new Uint8Array(), ...changes });

test("nothing is interpolated inside a string", () => {
  const { text } = write({ headers: [["X", "#{exit}#$0#@a"]], body: latin1Bytes("#{1}") });
  expect(text).toContain('request.add_field("X", "\\#{exit}\\#$0\\#@a")');
  expect(text).toContain('request.body = "\\#{1}"');
});

test("the method, the raw target and a binary body", () => {
  const { text } = write({ method: "PURGE", url: "https://h:1//a?b", body: new Uint8Array([255]) });
  expect(text).toContain('URI("https://h:1")');
  expect(text).toContain('new("PURGE", true, true, "//a?b")');
  expect(text).toContain('"/w==".unpack1("m")');
});

test("what Ruby changes is said", () => {
  expect(
    write({
      headers: [
        ["x-a", "1"],
        ["x-a", "2"],
      ],
      body: latin1Bytes("a"),
    }).notes,
  ).toHaveLength(3);
});
