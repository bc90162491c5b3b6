import { expect, test } from "vitest";
import { renderView } from "./registry.ts";

const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const PNG = bytes("\x89PNG\r\n\x1a\n\0\0");

test.each([
  [PNG, "image/png", "image"],
  [PNG, null, "image"],
  [bytes("%PDF-1.7"), "application/octet-stream", "pdf"],
  [bytes("ID3\x04"), "audio/mpeg", "audio"],
  [bytes("\0\0\0\x1cftypisom"), null, "video"],
  [bytes("\0\0\0\x1cftypisom"), "audio/mp4", "audio"],
  [bytes("OggS\0\0"), "video/ogg", "video"],
])("case %#: %s %s is %s", (body, contentType, view) => {
  expect(renderView({ bytes: body, contentType })).toMatchObject({ view, problem: null });
});

test("the type comes from the bytes, and a lie is reported", () => {
  expect(renderView({ bytes: PNG, contentType: "application/pdf" }).result).toMatchObject({
    kind: "media",
    media: "image",
    mediaType: "image/png",
    warnings: ["The header says application/pdf; the bytes are image/png"],
  });
});

test("HTML that claims to be an image is not given to the browser", () => {
  const rendered = renderView({ bytes: bytes("<script>alert(1)</script>"), contentType: "image/png" });
  expect(rendered.view).toBe("text");
  expect(rendered.problem).toMatch(/^Not shown as Image: /);
});

test("SVG is text", () => {
  const rendered = renderView({ bytes: bytes("<svg><script>1</script></svg>"), contentType: "image/svg+xml" });
  expect(rendered.result.kind).toBe("text");
});
