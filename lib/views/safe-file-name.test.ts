import fc from "fast-check";
import { expect, test } from "vitest";
import { safeFileName } from "./safe-file-name.ts";

test.each([
  ["photo.png", "photo.png"],
  ["../../etc/passwd", "passwd"],
  ["C:\\Windows\\evil.exe", "evil.exe"],
  ["CON", "_CON"],
  ["aux.txt", "_aux.txt"],
  ["..", "file"],
  ["", "file"],
  [null, "file"],
  [".bashrc", "bashrc"],
  ["a\r\nX: y", "a__X_ y"],
  ["annexe\u202efdp.exe", "annexefdp.exe"],
  ["a\0b.txt", "ab.txt"],
  ['<">|?*.txt', "______.txt"],
  ["trailing. . ", "trailing"],
  ["日本語.pdf", "日本語.pdf"],
])("%j is saved as %j", (name, safe) => {
  expect(safeFileName(name)).toBe(safe);
});

test("ten kilobytes become 120 characters and keep their extension", () => {
  const safe = safeFileName(`${"é".repeat(10_000)}.png`);
  expect([...safe]).toHaveLength(120);
  expect(safe.length).toBe(120);
});

test("whatever comes, the name is one plain segment", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (name) => {
      const safe = safeFileName(name);
      expect(safe).toMatch(/^[^/\\<>:"|?*\p{Cc}\u202a-\u202e]+$/u);
      expect(safe).not.toMatch(/^[.\s]|[.\s]$/);
    }),
  );
});
