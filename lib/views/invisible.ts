/**
 * Characters that hide or mislead: controls, zero-width and bidirectional formatting, tag characters, variation selectors (but for
 * emoji's own), lone surrogates, line separators. Tab, line feed and carriage return before a line feed are ordinary text.
 */
const INVISIBLE =
  /\r(?!\n)|[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|(?!\ufe0f)\p{Default_Ignorable_Code_Point}|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** How many there are. */
export function countInvisible(text: string): number {
  let count = 0;
  INVISIBLE.lastIndex = 0;
  while (INVISIBLE.test(text)) count += 1;
  return count;
}

/** The text with each of them written out: "⟨U+202E⟩". */
export function revealInvisible(text: string): string {
  return text.replace(
    INVISIBLE,
    (char) => `⟨U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );
}
