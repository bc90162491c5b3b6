/** A piece of XML or HTML. The texts of all pieces, joined, are the document. `verbatim` is script, style or preformatted text. */
export type MarkupToken = {
  kind: "open" | "close" | "empty" | "text" | "verbatim" | "other";
  /** A tag's name as written (lower case in HTML), else "". */
  name: string;
  text: string;
};

const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));
const VERBATIM = new Set(["script", "style", "pre", "textarea", "title"]);
/** Markup that ends at a fixed string, wherever that is. */
const FIXED: [start: string, end: string][] = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
];

/** Cuts a document into tokens in one pass; what is not closed reaches to the end. Never throws. */
export function markupTokens(text: string, isHtml: boolean): MarkupToken[] {
  const tokens: MarkupToken[] = [];
  let at = 0;
  const take = (kind: MarkupToken["kind"], name: string, end: number) => {
    if (end > at) tokens.push({ kind, name, text: text.slice(at, end) });
    at = Math.max(at, end);
  };
  while (at < text.length) {
    const less = text.indexOf("<", at);
    take("text", "", less < 0 ? text.length : less);
    if (less < 0) break;
    const fixed = FIXED.find(([start]) => text.startsWith(start, at));
    if (fixed) take("other", "", endOf(text, fixed[1], at + fixed[0].length));
    else if (text.startsWith("<!", at)) take("other", "", endOfDeclaration(text, at));
    else {
      const name = nameAt(text, text[at + 1] === "/" ? at + 2 : at + 1, isHtml);
      const isClose = text[at + 1] === "/";
      if (name === "") {
        // A lone "<" is text up to the next one.
        take("text", "", endOf(text, "<", at + 1, 0));
        continue;
      }
      const end = endOfTag(text, at);
      const isEmpty = text[end - 2] === "/" || (isHtml && VOID.has(name));
      take(isClose ? "close" : isEmpty ? "empty" : "open", name, end);
      if (isHtml && !isClose && !isEmpty && VERBATIM.has(name)) take("verbatim", "", endOfVerbatim(text, name, at));
    }
  }
  return tokens;
}

const NAME = /[^\s<>/=!?"']+/y;

function nameAt(text: string, at: number, isHtml: boolean): string {
  NAME.lastIndex = at;
  const name = NAME.exec(text)?.[0] ?? "";
  return isHtml ? name.toLowerCase() : name;
}

function endOf(text: string, mark: string, from: number, length = mark.length): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + length;
}

/** The end of a tag: the ">" outside of quoted attribute values. */
function endOfTag(text: string, from: number): number {
  let quote = "";
  for (let i = from; i < text.length; i += 1) {
    const char = text[i] ?? "";
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === ">") return i + 1;
    else if ((char === '"' || char === "'") && /[=\s]/.test(text[i - 1] ?? "")) quote = char;
  }
  return text.length;
}

/** A document type may hold declarations of its own between brackets. */
function endOfDeclaration(text: string, from: number): number {
  let isInside = false;
  for (let i = from; i < text.length; i += 1) {
    const char = text[i];
    if (char === "[") isInside = true;
    else if (char === "]") isInside = false;
    else if (char === ">" && !isInside) return i + 1;
  }
  return text.length;
}

function endOfVerbatim(text: string, name: string, from: number): number {
  const pattern = new RegExp(`</${name}`, "gi");
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
