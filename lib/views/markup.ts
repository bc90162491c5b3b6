import { mediaType } from "#lib/http/media-type.ts";
import { looksLikeText, textStart } from "./decode-text.ts";
import { indentMarkup } from "./indent-markup.ts";
import { textResult } from "./text.ts";
import type { View, ViewContext, ViewInput } from "./view.ts";

/** XML and HTML as indented text: never executed, never resolved, entities as written. SVG is shown this way only. */
export const xml: View = {
  name: "xml",
  label: "XML",
  priority(input) {
    const type = mediaType(input.contentType);
    if (/[/+]xml$/.test(type) && type !== "application/xhtml+xml") return 90;
    if (!looksLikeText(input.bytes)) return 0;
    const start = textStart(input.bytes);
    if (/^<\?xml\s/.test(start)) return 55;
    return /^<[A-Za-z_:!]/.test(start) ? 40 : 4;
  },
  render: (input, context) => markupResult(input, context, false),
};

export const html: View = {
  name: "html",
  label: "HTML",
  priority(input) {
    const type = mediaType(input.contentType);
    if (type === "text/html" || type === "application/xhtml+xml") return 90;
    if (!looksLikeText(input.bytes)) return 0;
    return /^<(!doctype html|html|head|body)\b/i.test(textStart(input.bytes)) ? 56 : 3;
  },
  render: (input, context) => markupResult(input, context, true),
};

function markupResult(input: ViewInput, { limits }: ViewContext, isHtml: boolean) {
  return textResult(input, isHtml ? "html" : "xml", (text, warnings) => {
    if (input.bytes.length <= limits.maxFormatBytes) return indentMarkup(text, isHtml);
    warnings.push(`Over ${limits.maxFormatBytes} bytes: shown as it came, not indented`);
    return text;
  });
}
