import { expect, test } from "vitest";
import { copyableText } from "./copyable-text.ts";
import { renderView } from "./registry.ts";

const copied = (bytes: Uint8Array, contentType: string | null, view?: string) =>
  copyableText(renderView({ bytes, contentType }, { view }).result, bytes);
const utf8 = (text: string) => new TextEncoder().encode(text);

test("a document is laid out, with every value as it was sent", () => {
  expect(copied(utf8('{"a":1.0,"b":[]}'), "application/json")).toBe('{\n  "a": 1.0,\n  "b": []\n}');
});

test("text is as it is shown, in its own characters", () => {
  expect(copied(Uint8Array.of(0x63, 0x61, 0x66, 0xe9), "text/plain; charset=iso-8859-1")).toBe("café");
  expect(copied(utf8("<a><b>1</b></a>"), "text/xml")).toBe("<a>\n  <b>1</b>\n</a>");
});

test("what has another form is copied as it came: text as text, anything else as hex", () => {
  expect(copied(utf8("a,b\n1,2"), "text/csv")).toBe("a,b\n1,2");
  expect(copied(utf8("plain"), null, "hex")).toBe("plain");
  expect(copied(Uint8Array.of(0, 0xff, 0x10), null, "hex")).toBe("00 ff 10");
});
