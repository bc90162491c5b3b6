/** Longest piece a windowed list draws as one row; a megabyte on one line is broken, not laid out. */
const MAX_LINE_CHARS = 2000;

/**
 * Where each row of a text begins, for drawing only the rows on screen. Rows end at LF, CR or CR LF, and after 2,000 characters.
 * The last entry is the length of the text.
 */
export function lineStarts(text: string, maxChars: number = MAX_LINE_CHARS): Uint32Array {
  const starts: number[] = [0];
  let start = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const isBreak = code === 0x0a || (code === 0x0d && text.charCodeAt(i + 1) !== 0x0a);
    // A pair of surrogates stays together.
    const isFull = i + 1 - start >= maxChars && !(code >= 0xd800 && code < 0xdc00) && i + 1 < text.length;
    if (!isBreak && !(isFull && !isLineEnd(text, i + 1))) continue;
    start = i + 1;
    starts.push(start);
  }
  starts.push(text.length);
  return Uint32Array.from(starts);
}

function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x0a || code === 0x0d;
}
