import { expect, test } from "vitest";
import { latin1Bytes } from "#lib/model/bytes.ts";
import type { ExportMessage } from "./message.ts";
import { powershell } from "./powershell.ts";

/** That the text arrives as it should is shown in running.test.ts, where the program that runs it is there. */
const write = (changes: Partial<ExportMessage>) =>
  powershell.write({ method: "POST", url: "http://h/a", headers: [], body: new Uint8Array(), ...changes });

test("quotes are doubled; typographic quotes, which PowerShell takes for quotes, go through base64", () => {
  const { text } = write({
    headers: [
      ["X", "it's $(x)"],
      ["Y", "\xe2\x80\x99;x"],
    ],
  });
  expect(text).toContain("'X' = 'it''s $(x)'");
  expect(text).toContain("'Y' = ([Text.Encoding]::Latin1.GetString([Convert]::FromBase64String('4oCZO3g=')))");
});

test("a body that is more than one line of ASCII goes through base64", () => {
  expect(write({ body: latin1Bytes('{"a":1}') }).text).toContain(`([Text.Encoding]::UTF8.GetBytes('{"a":1}'))`);
  expect(write({ body: latin1Bytes("a\nb") }).text).toContain("[Convert]::FromBase64String('YQpi')");
});

test("a table has each name once", () => {
  expect(
    write({
      headers: [
        ["X", "1"],
        ["x", "2"],
      ],
    }).text,
  ).toContain("'X' = '1, 2'");
});
