import { expect, test } from "vitest";
import { renderView } from "./registry.ts";
import { DEFAULT_LIMITS } from "./view.ts";

const utf8 = (value: string) => new TextEncoder().encode(value);
const show = (body: string, contentType: string | null = null) => renderView({ bytes: utf8(body), contentType });

test.each([
  ["<a/>", "application/xml", "xml"],
  ["<a/>", "application/soap+xml; charset=utf-8", "xml"],
  ["<svg onload='alert(1)'/>", "image/svg+xml", "xml"],
  ["<p>", "text/html", "html"],
  ["<?xml version='1.0'?><a/>", null, "xml"],
  ["<!DOCTYPE html><p>", null, "html"],
  ["<note>x</note>", null, "xml"],
])("%s as %s is shown as %s", (body, type, view) => {
  const rendered = show(body, type);
  expect(rendered.view).toBe(view);
  expect(rendered.result).toMatchObject({ kind: "text", language: view });
});

test("a long document is shown as it came and says so", () => {
  const rendered = renderView(
    { bytes: utf8("<a><b/></a>"), contentType: "text/xml" },
    { limits: { ...DEFAULT_LIMITS, maxFormatBytes: 5 } },
  );
  expect(rendered.result).toMatchObject({
    text: "<a><b/></a>",
    warnings: ["Over 5 bytes: shown as it came, not indented"],
  });
});
