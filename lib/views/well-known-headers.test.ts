import { expect, test } from "vitest";
import { HOP_BY_HOP } from "#lib/http/field.ts";
import { headerNote, NOTED_HEADERS } from "./well-known-headers.ts";

test("a well-known header is explained, whatever its case", () => {
  expect(headerNote("Content-TYPE")).toEqual({
    text: "What kind of data the body is, and for text its charset.",
    source: "RFC 9110, section 8.3",
    url: "https://www.rfc-editor.org/rfc/rfc9110#section-8.3",
  });
  expect(headerNote("Stripe-Signature")?.source).toBe("Stripe Docs");
});

test("an unknown one is not", () => {
  expect(headerNote("X-Nobody-Knows")).toBeNull();
  expect(headerNote("__proto__")).toBeNull();
  expect(headerNote("constructor")).toBeNull();
});

test("each note is one sentence with a safe link, and no name has two", () => {
  expect(new Set(NOTED_HEADERS).size).toBe(NOTED_HEADERS.length);
  for (const name of NOTED_HEADERS) {
    const note = headerNote(name);
    expect(note?.text).toMatch(/^[A-Z].*\.$/);
    expect(note?.url).toMatch(/^https:\/\//);
  }
});

test("the headers that frame a message are among them", () => {
  const missing = [...HOP_BY_HOP].filter((name) => headerNote(name) === null);
  expect(missing).toEqual(["http2-settings", "proxy-authenticate", "proxy-connection"]);
});
