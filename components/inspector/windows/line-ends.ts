export type LineEnds = "lf" | "crlf" | "mixed";

/** How the lines of a text end; a text without line ends counts as LF. A CR alone makes it mixed: no editor splits there and stays exact. */
export function lineEndsOf(text: string): LineEnds {
  if (!text.includes("\r")) return "lf";
  return /(?<!\r)\n|\r(?!\n)/.test(text) ? "mixed" : "crlf";
}
