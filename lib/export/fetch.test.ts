import { expect, test } from "vitest";
import { latin1Bytes } from "#lib/model/bytes.ts";
import { fetchCall } from "./fetch.ts";
import type { ExportMessage } from "./message.ts";

/** That the text arrives as it should is shown in running.test.ts, where the program that runs it is there. */
const write = (changes: Partial<ExportMessage>) =>
  fetchCall.write({ method: "POST", url: "http://h/a", headers: [], body: new Uint8Array(), ...changes });

test("a string body keeps the message's own type, without one it is bytes", () => {
  expect(write({ headers: [["Content-Type", "text/x"]], body: latin1Bytes("a") }).text).toContain('body: "a"');
  expect(write({ body: latin1Bytes("a") }).text).toContain('body: new TextEncoder().encode("a")');
  expect(write({ body: new Uint8Array([255]) }).text).toContain('atob("/w==")');
});

test("what fetch refuses or changes is said", () => {
  const { text, notes } = write({
    method: "GET",
    url: "http://h/a/./b?",
    headers: [
      ["Cookie", "a"],
      ["Origin", "b"],
      ["__proto__", "c"],
    ],
    body: latin1Bytes("x"),
  });
  expect(text).not.toContain("body:");
  expect(notes).toEqual(expect.arrayContaining(["fetch sends no body with GET: it is left out"]));
  expect(notes).toEqual(expect.arrayContaining([expect.stringContaining("may not set Cookie, Origin")]));
  expect(notes.join()).toContain("Dot segments");
  expect(write({ method: "TRACE" }).notes[0]).toContain("refuses");
  expect(write({ method: "post" }).notes[0]).toContain("capitals");
});

test("nothing closes a literal early", () => {
  const { text } = write({ headers: [["X", '"];process.exit();//']], body: latin1Bytes('\xe2\x80\xa8"\\') });
  expect(text).toContain('["X", "\\"];process.exit();//"]');
  expect(text).toContain('encode("\\u2028\\"\\\\")');
});
