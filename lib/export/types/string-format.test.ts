import { expect, test } from "vitest";
import { stringFormat } from "./string-format.ts";

test.each([
  ["2026-01-02T03:04:05Z", "date-time"],
  ["2026-01-02T03:04:05.123456+02:00", "date-time"],
  ["2026-01-02", "date"],
  ["0190163d-8694-739b-aea5-966c26f8ad91", "uuid"],
  ["ada.l@mail.example.org", "email"],
  ["https://example.org:80/a?b=c#d", "uri"],
  ["2026-13-02", null],
  ["a@b", null],
  ["javascript:alert(1)", null],
  ["https://", null],
  ["", null],
  [`a@${"a".repeat(3000)}.org`, null],
])("%s is %s", (value, format) => {
  expect(stringFormat(value)).toBe(format);
});
