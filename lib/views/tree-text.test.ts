import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "./parse-json.ts";
import { treeText } from "./tree-text.ts";

const pretty = (text: string) => treeText(parseJson(text, 1_000_000).tree);

test("it reads like JSON.stringify with two spaces", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4, noUnicodeString: false }), (text) => {
      const value: unknown = JSON.parse(text);
      // -0 and numbers written another way keep their own form here.
      const plain = JSON.stringify(value);
      expect(pretty(plain)).toBe(JSON.stringify(value, null, 2));
    }),
  );
});

test("tokens are not rewritten", () => {
  expect(pretty('{"a":1.0,"a":12345678901234567890,"\\u0041":"\\/"}')).toBe(
    '{\n  "a": 1.0,\n  "a": 12345678901234567890,\n  "\\u0041": "\\/"\n}',
  );
});

test("depth does not make it grow without bound", () => {
  const depth = 50_000;
  const text = pretty("[".repeat(depth) + "]".repeat(depth));
  expect(text?.length).toBeLessThan(depth * 2 * 140);
});
