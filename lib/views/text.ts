import { mediaType } from "#lib/http/media-type.ts";
import { decodeText, looksLikeText } from "./decode-text.ts";
import { countInvisible } from "./invisible.ts";
import type { View, ViewInput, ViewResult } from "./view.ts";

const LANGUAGES: [RegExp, string][] = [
  [/[/+]json\b/, "json"],
  [/javascript|ecmascript/, "javascript"],
  [/\/css$/, "css"],
  [/html/, "html"],
  [/[/+]xml$/, "xml"],
  [/yaml/, "yaml"],
  [/markdown/, "markdown"],
];

/** Any text, as it came, in the charset the message or a person says. */
export const text: View = {
  name: "text",
  label: "Text",
  priority(input) {
    const type = mediaType(input.contentType);
    if (input.charset) return 30;
    if (!looksLikeText(input.bytes)) return type.startsWith("text/") ? 20 : 2;
    return type.startsWith("text/") ? 70 : 30;
  },
  render: (input) => textResult(input, languageOf(mediaType(input.contentType))),
};

/** Decoded text as a result; `change` may lay it out, and keeps the original when it returns null. */
export function textResult(
  input: ViewInput,
  language: string,
  change: (text: string, warnings: string[]) => string = (same) => same,
): ViewResult {
  const decoded = decodeText(input);
  const shown = change(decoded.text, decoded.warnings);
  return {
    kind: "text",
    text: shown,
    language,
    charset: decoded.charset,
    charsetFrom: decoded.from,
    invisible: countInvisible(shown),
    warnings: decoded.warnings,
  };
}

function languageOf(type: string): string {
  return LANGUAGES.find(([pattern]) => pattern.test(type))?.[1] ?? "plain";
}
