import { mediaType, mediaTypeParameter } from "#lib/http/media-type.ts";
import { firstValue } from "#lib/http/pairs.ts";
import { latin1Bytes, utf8OrNull } from "#lib/model/bytes.ts";
import { boundaryOf, parseMultipart, type RawPart } from "./parse-multipart.ts";
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
  const disposition = firstValue(headers, "content-disposition");
  const contentType = firstValue(headers, "content-type") ?? null;
  const name = readable(mediaTypeParameter(disposition, "name"));
  const fileName =
    extended(mediaTypeParameter(disposition, "filename*")) ?? readable(mediaTypeParameter(disposition, "filename"));
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

/** Browsers write names as UTF-8 bytes and only ", CR and LF as %22, %0D, %0A (HTML, multipart/form-data encoding). */
function readable(value: string | undefined): string | null {
  if (value === undefined) return null;
  const text = utf8OrNull(latin1Bytes(value)) ?? value;
  return text.replace(/%22/g, '"').replace(/%0D/gi, "\r").replace(/%0A/gi, "\n");
}

/** RFC 8187: charset'language'percent-encoded. */
function extended(value: string | undefined): string | null {
  const match = /^utf-8'[^']*'(.*)$/is.exec(value ?? "");
  if (!match) return null;
  try {
    return decodeURIComponent(match[1] ?? "");
  } catch {
    return null;
  }
}
