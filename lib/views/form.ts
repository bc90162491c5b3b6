import { isForm } from "#lib/http/media-type.ts";
import { parseForm } from "#lib/http/target.ts";
import { decodeText, looksLikeText } from "./decode-text.ts";
import { looksLikeJson } from "./json.ts";
import { parseJson } from "./parse-json.ts";
import type { View, ViewLimits, ViewResult } from "./view.ts";

/** application/x-www-form-urlencoded as fields; a field that holds JSON (Slack's `payload`) brings its tree. */
export const form: View = {
  name: "form",
  label: "Form",
  priority(input) {
    if (isForm(input.contentType)) return looksLikeJson(input.bytes) ? 45 : 90;
    return looksLikeText(input.bytes) ? 6 : 0;
  },
  render(input, { limits }) {
    const { text, warnings } = decodeText(input);
    const { pairs, more } = firstPairs(text, limits.maxPairs);
    if (more > 0) warnings.push(`${more.toLocaleString("en")} more fields are not shown`);
    const fields = pairs.map(([name, value]) => ({ name, value, nested: jsonInside(value, limits) }));
    return { kind: "pairs", fields, warnings };
  },
};

function firstPairs(text: string, max: number) {
  let end = -1;
  let count = 0;
  let cut = text.length;
  do {
    end = text.indexOf("&", end + 1);
    count += 1;
    if (count === max && end >= 0) cut = end;
  } while (end >= 0);
  return { pairs: parseForm(text.slice(0, cut)), more: Math.max(0, count - max) };
}

function jsonInside(value: string, limits: ViewLimits): ViewResult | null {
  if (!/^\s*[{[]/.test(value)) return null;
  try {
    return { kind: "tree", tree: parseJson(value, limits.maxNodes).tree, warnings: [] };
  } catch {
    // Not JSON after all: the field shows as the text it is.
    return null;
  }
}
