/** Colours for one line of text. Knows nothing of the lines around it: a comment over several lines is coloured on its first only. */
export type Span = { text: string; role: "plain" | "name" | "string" | "number" | "word" | "quiet" };

type Rule = { role: Span["role"]; pattern: RegExp };

const JSON_RULES: Rule[] = [
  { role: "name", pattern: /"(?:[^"\\]|\\.)*"(?=\s*:)/y },
  { role: "string", pattern: /"(?:[^"\\]|\\.)*"?/y },
  { role: "number", pattern: /-?\d[\d.eE+-]*/y },
  { role: "word", pattern: /\b(?:true|false|null)\b/y },
  { role: "quiet", pattern: /[{}[\],:]+/y },
  { role: "plain", pattern: /[^"\d{}[\],:tfn-]+|./y },
];

const MARKUP_RULES: Rule[] = [
  { role: "quiet", pattern: /<!--.*?(?:-->|$)|<[?!][^>]*>?/y },
  { role: "name", pattern: /<\/?[^\s<>="']+|\/?>/y },
  { role: "string", pattern: /"[^"<>]*"|'[^'<>]*'/y },
  { role: "word", pattern: /[\w:.-]+(?==["'])/y },
  { role: "plain", pattern: /[^<>"'\s=]+|\s+|./y },
];

const RULES: Record<string, Rule[]> = { json: JSON_RULES, xml: MARKUP_RULES, html: MARKUP_RULES };

/** Longer lines stay plain: nobody reads them by colour. */
const MAX_CHARS = 2000;

/** The line in pieces which joined give the line again. */
export function highlightLine(line: string, language: string): Span[] {
  const rules = RULES[language];
  if (!rules || line.length > MAX_CHARS) return [{ text: line, role: "plain" }];
  const spans: Span[] = [];
  let at = 0;
  while (at < line.length) {
    const span = nextSpan(line, at, rules);
    const before = spans.at(-1);
    if (before?.role === span.role) before.text += span.text;
    else spans.push(span);
    at += span.text.length;
  }
  return spans;
}

function nextSpan(line: string, at: number, rules: Rule[]): Span {
  for (const { role, pattern } of rules) {
    pattern.lastIndex = at;
    const found = pattern.exec(line)?.[0];
    if (found) return { text: found, role };
  }
  return { text: line.slice(at, at + 1), role: "plain" };
}
