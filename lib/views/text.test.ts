import { expect, test } from "vitest";
import { renderView } from "./registry.ts";
import { text } from "./text.ts";

const utf8 = (value: string) => new TextEncoder().encode(value);

test("text says its language, charset and what cannot be seen in it", () => {
  const { view, result } = renderView({ bytes: utf8("a\u202eb"), contentType: "text/css; charset=utf-8" });
  expect(view).toBe("text");
  expect(result).toMatchObject({
    kind: "text",
    text: "a\u202eb",
    language: "css",
    charset: "utf-8",
    charsetFrom: "declared",
    invisible: 1,
  });
});

test("binary is not text unless asked", () => {
  const binary = { bytes: new Uint8Array([0, 1, 2, 3]), contentType: null };
  expect(text.priority(binary)).toBeLessThan(text.priority({ ...binary, charset: "utf-16le" }));
  expect(renderView(binary).view).toBe("hex");
  expect(renderView(binary, { view: "text" }).result).toMatchObject({ kind: "text", invisible: 4 });
});
