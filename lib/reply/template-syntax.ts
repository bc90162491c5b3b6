/**
 * The text of templates: literal text with `{{ name | filter argument }}` in it. Only look-ups and a closed list of filters: no loops,
 * no conditions, no code.
 */

export type Word = { text: string; isQuoted: boolean };
/** A name (or a literal) with its arguments, then what is done to it. */
export type Expression = { source: string; calls: Word[][] };
export type Part = { kind: "text"; text: string } | { kind: "expression"; expression: Expression };
export type SyntaxProblem = { source: string; message: string };

/** A template with more than this is not one a person wrote. */
export const MAX_EXPRESSIONS = 200;

/** Reads any text; what cannot be read stays literal and is named in `problems`. */
export function parseTemplate(text: string): { parts: Part[]; problems: SyntaxProblem[] } {
  const parts: Part[] = [];
  const problems: SyntaxProblem[] = [];
  let at = 0;
  let expressions = 0;
  while (at < text.length) {
    const open = text.indexOf("{{", at);
    if (open < 0) break;
    if (open > at) parts.push({ kind: "text", text: text.slice(at, open) });
    const close = endOfExpression(text, open + 2);
    if (close < 0) {
      problems.push({ source: text.slice(open, open + 40), message: "There is no }} to this {{" });
      at = open;
      break;
    }
    const source = text.slice(open + 2, close).trim();
    const calls = readCalls(source);
    expressions += 1;
    if (expressions > MAX_EXPRESSIONS)
      problems.push({ source, message: "Only the first 200 expressions are filled in" });
    else if (calls) parts.push({ kind: "expression", expression: { source, calls } });
    else problems.push({ source, message: "Write a name, and after each | a filter" });
    at = close + 2;
  }
  if (at < text.length) parts.push({ kind: "text", text: text.slice(at) });
  return { parts, problems };
}

/** Where the `}}` stands that ends an expression begun before `from`; quotes may hide one. */
function endOfExpression(text: string, from: number): number {
  let quote = "";
  for (let at = from; at < text.length; at += 1) {
    const mark = text[at] ?? "";
    if (quote) {
      if (mark === "\\") at += 1;
      else if (mark === quote) quote = "";
    } else if (mark === '"' || mark === "'") quote = mark;
    else if (mark === "}" && text[at + 1] === "}") return at;
  }
  return -1;
}

const WORD = /\s*(?:(\|)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|((?:[^\s|"']|(?<=[.[])"(?:[^"\\]|\\.)*")+))\s*/y;

/** The words between bars; null when a call is empty or a quote does not end. */
function readCalls(source: string): Word[][] | null {
  const calls: Word[][] = [[]];
  for (let at = 0; at < source.length; at = WORD.lastIndex) {
    WORD.lastIndex = at;
    const word = WORD.exec(source);
    if (!word) return null;
    const quoted = word[2] ?? word[3];
    if (word[1]) calls.push([]);
    else if (quoted !== undefined) calls.at(-1)?.push({ text: unescapeText(quoted), isQuoted: true });
    else calls.at(-1)?.push({ text: word[4] ?? "", isQuoted: false });
  }
  return calls.every((call) => call.length > 0) ? calls : null;
}

function unescapeText(text: string): string {
  return text.replace(/\\(.)/gs, (_, mark: string) => (mark === "n" ? "\n" : mark === "t" ? "\t" : mark));
}
