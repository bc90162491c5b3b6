import { isForm, mediaType } from "#lib/http/media-type.ts";
import { firstValue } from "#lib/http/pairs.ts";
import { boundaryOf, parseMultipart, type RawPart } from "#lib/views/parse-multipart.ts";
import { partName } from "#lib/views/part-names.ts";
import { DEFAULT_LIMITS } from "#lib/views/view.ts";
import { coverHead } from "./cover-head.ts";
import { maskSecret } from "./secret-headers.ts";
import { coverPairs, isSecretName } from "./secret-names.ts";

/** The text of a body with the secrets of its fields covered, when it is a form or multipart; any other as it is. Never throws. */
export function coverBody(text: string, contentType: string | null): string {
  return coverAt(text, contentType, 0);
}

/** A message that could not be read, with its secrets covered as far as it looks like one: those of its head, and of its body. */
export function coverMalformed(text: string): string {
  const ends = /\n\r?\n/.exec(text);
  const bodyAt = ends ? ends.index + ends[0].length : text.length;
  const head = text.slice(0, bodyAt);
  return coverHead(head) + coverBody(text.slice(bodyAt), typeIn(head));
}

/** The Content-Type that the head of a message names, which nobody could read as one. */
export function typeIn(head: string): string | null {
  return /^content-type[ \t]*:(.*)$/im.exec(head)?.[1]?.trim() ?? null;
}

function coverAt(text: string, contentType: string | null, depth: number): string {
  if (isForm(contentType)) return coverPairs(text);
  const isMultipart = mediaType(contentType).startsWith("multipart/");
  // Deeper no view reads them either.
  return isMultipart && depth <= DEFAULT_LIMITS.maxNesting ? coverParts(text, contentType, depth) : text;
}

function coverParts(text: string, contentType: string | null, depth: number): string {
  const bytes = new TextEncoder().encode(text);
  const textOf = (from: number, to: number) =>
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(from, to));
  let covered = "";
  let at = 0;
  for (const { headers, start, end } of partsOf(bytes, contentType)) {
    const name = partName(headers);
    const content = textOf(start, end);
    const isSecret = content !== "" && name !== null && isSecretName(name);
    covered += coverHead(textOf(at, start));
    covered += isSecret ? maskSecret("") : coverAt(content, firstValue(headers, "content-type") ?? null, depth + 1);
    at = end;
  }
  return covered + textOf(at, bytes.length);
}

/** None when it cannot be cut into parts: then no view shows any. */
function partsOf(bytes: Uint8Array, contentType: string | null): RawPart[] {
  try {
    return parseMultipart(bytes, boundaryOf(bytes, contentType).boundary, Number.POSITIVE_INFINITY).parts;
  } catch {
    return [];
  }
}
