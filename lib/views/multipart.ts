import { mediaType } from "#lib/http/media-type.ts";
import { firstValue } from "#lib/http/pairs.ts";
import { boundaryOf, parseMultipart, type RawPart } from "./parse-multipart.ts";
import { partFileName, partName } from "./part-names.ts";
import { safeFileName } from "./safe-file-name.ts";
import type { Part, View, ViewContext, ViewInput } from "./view.ts";

/** multipart/form-data and its relatives: each part with its headers and a view of its own. */
export const multipart: View = {
  name: "multipart",
  label: "Multipart",
  priority(input) {
    if (mediaType(input.contentType).startsWith("multipart/")) return 97;
    return input.bytes[0] === 0x2d && input.bytes[1] === 0x2d ? 10 : 0;
  },
  render(input, context) {
    const { boundary, isGuessed } = boundaryOf(input.bytes, input.contentType);
    const { parts, more, warnings } = parseMultipart(input.bytes, boundary, context.limits.maxParts);
    if (isGuessed)
      warnings.unshift("The boundary was taken from the first line: the header names none, or another one");
    if (more > 0) warnings.push(`${more.toLocaleString("en")} more parts are not shown`);
    return { kind: "parts", parts: parts.map((part, index) => describePart(part, index, input, context)), warnings };
  },
};

function describePart({ headers, start, end }: RawPart, index: number, input: ViewInput, context: ViewContext): Part {
  const contentType = firstValue(headers, "content-type") ?? null;
  const name = partName(headers);
  const fileName = partFileName(headers);
  const bytes = input.bytes.subarray(start, end);
  return {
    headers,
    name,
    fileName,
    safeName: safeFileName(fileName ?? name, `part-${index + 1}`),
    contentType,
    start,
    end,
    nested: context.nested({
      bytes,
      contentType: contentType ?? (fileName === null ? "text/plain" : null),
      fileName,
      ...(input.charset ? { charset: input.charset } : {}),
    }),
  };
}
