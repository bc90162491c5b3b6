import { type MarkupToken, markupTokens } from "./markup-tokens.ts";

/** Deeper than this, lines are indented no further. */
const MAX_INDENT = 32;
/** How far back a closing tag looks for its opening one; beyond, it is taken as stray. */
const MAX_UNCLOSED = 64;

/**
 * XML or HTML with one tag a line; `<a>text</a>` stays on one. Works on tokens, not on a document: each keeps the characters it has,
 * entities are not expanded, nothing has to be well-formed, and one linear pass is all a hostile body costs.
 */
export function indentMarkup(text: string, isHtml: boolean): string {
  const tokens = markupTokens(text, isHtml).filter((token) => token.kind !== "text" || token.text.trim() !== "");
  const lines: string[] = [];
  const open: string[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (!token) continue;
    if (token.kind === "close") leave(open, token.name);
    const short = token.kind === "open" ? shortElement(token, tokens[i + 1], tokens[i + 2]) : null;
    if (short) i += short.length - 1;
    const shown = short ? short.map((part) => part.text.trim()).join("") : shownText(token);
    lines.push("  ".repeat(Math.min(open.length, MAX_INDENT)) + shown);
    if (token.kind === "open" && !short) open.push(token.name);
  }
  return lines.join("\n");
}

/** The tokens of an element that fits on one line, or null. */
function shortElement(
  token: MarkupToken,
  second: MarkupToken | undefined,
  third: MarkupToken | undefined,
): MarkupToken[] | null {
  if (second?.kind === "close" && second.name === token.name) return [token, second];
  const isText = second?.kind === "text" && !second.text.trim().includes("\n");
  return isText && third?.kind === "close" && third.name === token.name ? [token, second, third] : null;
}

function shownText(token: MarkupToken): string {
  return token.kind === "text" ? token.text.trim() : token.text;
}

function leave(open: string[], name: string): void {
  for (let depth = open.length - 1; depth >= Math.max(0, open.length - MAX_UNCLOSED); depth -= 1) {
    if (open[depth] !== name) continue;
    open.length = depth;
    return;
  }
}
