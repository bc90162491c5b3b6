import { rawMessage } from "#lib/export/raw-message.ts";
import { decodeBytes } from "#lib/model/bytes.ts";
import type { Capture } from "#lib/model/capture.ts";

/** The message as it came, in two: the head is text whatever its bytes, the body only when it is UTF-8. */
export type RawParts = {
  /** With the empty line that ends it. */
  head: string;
  /** Some of the head's bytes are not UTF-8: each byte stands for itself. */
  isLatin1: boolean;
  /** Null when it is no text; then `bytes` is what there is. */
  body: string | null;
  bytes: Uint8Array<ArrayBuffer>;
};

export function rawParts(capture: Capture): RawParts {
  const { method, target, httpVersion, headers, body } = capture;
  const stored = decodeBytes({ encoding: body.encoding, data: body.data });
  // A malformed message is kept as the bytes that came: there is no request line to write.
  const [headBytes, bytes] =
    capture.kind === "malformed"
      ? splitAtEmptyLine(stored)
      : [rawMessage({ method, target, httpVersion, headers, body: new Uint8Array() }), stored];
  const head = utf8Text(headBytes, false);
  // What is shown may be cut inside a character.
  const isCut = body.shown < capture.bodyBytes;
  return {
    head: head ?? Array.from(headBytes, (byte) => String.fromCharCode(byte)).join(""),
    isLatin1: head === null,
    body: utf8Text(bytes, isCut),
    bytes,
  };
}

/** All is head when no empty line came. */
function splitAtEmptyLine(bytes: Uint8Array<ArrayBuffer>): [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>] {
  const ends = bytes.findIndex(
    (byte, at) => byte === 10 && (bytes[at + 1] === 10 || (bytes[at + 1] === 13 && bytes[at + 2] === 10)),
  );
  if (ends < 0) return [bytes, bytes.subarray(bytes.length)];
  const at = ends + (bytes[ends + 1] === 10 ? 2 : 3);
  return [bytes.subarray(0, at), bytes.subarray(at)];
}

function utf8Text(bytes: Uint8Array, isCut: boolean): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isCut });
  } catch {
    return null;
  }
}
