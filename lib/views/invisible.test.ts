import { expect, test } from "vitest";
import { countInvisible, revealInvisible } from "./invisible.ts";

test.each([
  ["a\u202eb", "a⟨U+202E⟩b"],
  ["\u200b\u2066\ufeff", "⟨U+200B⟩⟨U+2066⟩⟨U+FEFF⟩"],
  ["\0\x1b[31m\x7f\x9b", "⟨U+0000⟩⟨U+001B⟩[31m⟨U+007F⟩⟨U+009B⟩"],
  ["\u{e0041}", "⟨U+E0041⟩"],
  ["\ud800", "⟨U+D800⟩"],
  ["a\rb", "a⟨U+000D⟩b"],
  ["\u00ad\u2028", "⟨U+00AD⟩⟨U+2028⟩"],
])("case %# is written out", (text, shown) => {
  expect(revealInvisible(text)).toBe(shown);
  expect(countInvisible(text)).toBe([...shown.matchAll(/⟨/g)].length);
});

test.each(["plain\ttext\r\nnext\n", "é€日本語", "❤️ 😀", "العربية"])("ordinary text stays: %s", (text) => {
  expect(revealInvisible(text)).toBe(text);
  expect(countInvisible(text)).toBe(0);
});
