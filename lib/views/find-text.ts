/** A stretch of what is searched: characters, bytes, or nodes. */
export type Found = { start: number; end: number };

/** Characters looked at in one go: a few milliseconds. */
const PIECE = 64 * 1024;

/**
 * Where `needle` stands in a text, compared without case, in order; no two places overlap. Comes piece by piece, also where nothing is
 * found, so that who asks may rest in between, or stop. Looks at the characters as written, so "é" does not find "\u00e9".
 */
export function* findText(text: string, needle: string): Generator<Found[]> {
  if (needle === "") return;
  const pattern = new RegExp(needle.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "giu");
  for (let from = 0; from < text.length; ) {
    // What begins in this piece may end in the next. Case folded, a character keeps its length.
    const piece = text.slice(from, from + PIECE + needle.length - 1);
    const found: Found[] = [];
    for (const { index, 0: match } of piece.matchAll(pattern)) {
      found.push({ start: from + index, end: from + index + match.length });
    }
    yield found;
    from = Math.max(from + PIECE, found.at(-1)?.end ?? 0);
  }
}
