import { mediaTypeParameter } from "#lib/http/media-type.ts";
import { firstValue, type ReadonlyPairs } from "#lib/http/pairs.ts";
import { latin1Bytes, utf8OrNull } from "#lib/model/bytes.ts";

/** What a part of a multipart body is called: the name of its field, or null. */
export function partName(headers: ReadonlyPairs): string | null {
  return readable(mediaTypeParameter(firstValue(headers, "content-disposition"), "name"));
}

export function partFileName(headers: ReadonlyPairs): string | null {
  const disposition = firstValue(headers, "content-disposition");
  return (
    extended(mediaTypeParameter(disposition, "filename*")) ?? readable(mediaTypeParameter(disposition, "filename"))
  );
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
