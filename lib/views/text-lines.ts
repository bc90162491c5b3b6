/** Longest piece a windowed list draws as one row; a megabyte on one line is broken, not laid out. */
const MAX_LINE_CHARS = 2000;

/**
 * Where each row of a text begins, for drawing only the rows on screen. Rows end at LF, CR or CR LF, and after 2,000 characters.
 * The last entry is the length of the text.
 */
export function lineStarts(text: string, maxChars: number = MAX_LINE_CHARS): Uint32Array {
  let starts = new Uint32Array(1024);
  let count = 1;
  let start = 0;
  const put = (at: number) => {
    if (count === starts.length) {
      const longer = new Uint32Array(count * 2);
      longer.set(starts);
      starts = longer;
    }
    starts[count] = at;
    count += 1;
  };
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const isBreak = code === 0x0a || (code === 0x0d && text.charCodeAt(i + 1) !== 0x0a);
    // A pair of surrogates stays together.
    const isFull = i + 1 - start >= maxChars && !(code >= 0xd800 && code < 0xdc00) && i + 1 < text.length;
    if (!isBreak && !(isFull && !isLineEnd(text, i + 1))) continue;
    start = i + 1;
    put(start);
  }
  put(text.length);
  return starts.slice(0, count);
}

/** The row that holds the character at `offset`. */
export function lineAt(starts: Uint32Array, offset: number): number {
  let low = 0;
  let high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x0a || code === 0x0d;
}
