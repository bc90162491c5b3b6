import { mediaType } from "#lib/http/media-type.ts";
import { decodeText, looksLikeText, textStart } from "./decode-text.ts";
import { parseJson } from "./parse-json.ts";
import { textResult } from "./text.ts";
import { treeText } from "./tree-text.ts";
import type { View, ViewInput } from "./view.ts";

/** JSON as a tree whose numbers, keys and order are those that were sent. */
export const json: View = {
  name: "json",
  label: "JSON",
  priority: jsonPriority,
  render(input, { limits }) {
    const { text, warnings } = decodeText(input);
    const { tree, isWhole } = parseJson(text, limits.maxNodes);
    if (!isWhole) warnings.push(`Only the first ${limits.maxNodes.toLocaleString("en")} values are in this tree`);
    return { kind: "tree", tree, warnings };
  },
};

/** The same as indented text. */
export const jsonText: View = {
  name: "json-text",
  label: "JSON text",
  priority: (input) => Math.max(0, jsonPriority(input) - 2),
  render(input, { limits }) {
    return textResult(input, "json", (text, warnings) => {
      const { tree, isWhole } = parseJson(text, limits.maxNodes);
      const pretty = isWhole ? treeText(tree) : undefined;
      if (pretty === undefined) warnings.push("Too large to lay out: shown as it came");
      return pretty ?? text;
    });
  },
};

/** True when the bytes could be one JSON object or array. */
export function looksLikeJson(bytes: Uint8Array): boolean {
  return /^[{[]\s*(?:["{[\]}\-0-9]|true|false|null)/.test(textStart(bytes)) && looksLikeText(bytes);
}

function jsonPriority(input: ViewInput): number {
  const type = mediaType(input.contentType);
  if (/[/+]json$/.test(type) || type === "text/json") return 90;
  // AWS SNS sends JSON as text/plain, curl as a form: what it looks like is a better guide than what it is called.
  if (looksLikeJson(input.bytes))
    return /^text\/(plain|)$|^$|octet-stream$|x-www-form-urlencoded$/.test(type) ? 75 : 50;
  return looksLikeText(input.bytes) ? 5 : 0;
}
