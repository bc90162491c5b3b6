import { expect, test } from "vitest";
import { latin1Bytes } from "#lib/model/bytes.ts";
import { java } from "./java.ts";
import type { ExportMessage } from "./message.ts";

/** That the text arrives as it should is shown in running.test.ts, where the program that runs it is there. */
const write = (changes: Partial<ExportMessage>) =>
  java.write({ method: "POST", url: "http://h/a", headers: [], body: new Uint8Array(), ...changes });

test("a unicode escape in the body stays text", () => {
  expect(write({ body: latin1Bytes("\\u0022);System.exit(0);//") }).text).toContain(
    'ofString("\\\\u0022);System.exit(0);//"',
  );
});

test("an address URI.create would refuse is encoded", () => {
  const { text, notes } = write({ url: "http://h/a|b?c={d}" });
  expect(text).toContain('URI.create("http://h/a%7Cb?c=%7Bd%7D")');
  expect(notes[0]).toContain("percent-encoded");
});

test("what Java changes is said", () => {
  const { notes } = write({
    headers: [
      ["X", "\xe9"],
      ["x", "1"],
      ["Cookie", "a=1"],
      ["Cookie", "b=2"],
    ],
  });
  expect(notes).toEqual(expect.arrayContaining(["Java writes ? for header bytes above ASCII"]));
  expect(notes).toEqual(expect.arrayContaining([expect.stringContaining("only in case")]));
  expect(notes).toEqual(expect.arrayContaining(["Java joins repeated Cookie headers"]));
});
