import { mediaTypeParameter } from "#lib/http/media-type.ts";
import type { CharsetSource, ViewInput } from "./view.ts";

/** Labels worth offering by hand; every one is known to TextDecoder (WHATWG Encoding). */
export const CHARSETS = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1252",
  "iso-8859-2",
  "iso-8859-15",
  "windows-1250",
  "windows-1251",
  "koi8-r",
  "windows-1253",
  "windows-1254",
  "windows-1255",
  "windows-1256",
  "shift_jis",
  "euc-jp",
  "iso-2022-jp",
  "gb18030",
  "big5",
  "euc-kr",
] as const;

export type DecodedText = { text: string; charset: string; from: CharsetSource; warnings: string[] };

/**
 * The bytes as text: by the charset chosen by hand, else the byte order mark, else what the header declares, else UTF-8. Bytes that do
 * not fit show as U+FFFD and are reported; nothing is guessed. Never throws.
 */
export function decodeText({ bytes, contentType, charset }: ViewInput): DecodedText {
  const warnings: string[] = [];
  const marked = byteOrderMark(bytes);
  const declared = mediaTypeParameter(contentType, "charset");
  const candidates: [string | null | undefined, CharsetSource][] = [
    [charset, "chosen"],
    [marked, "bom"],
    [declared, "declared"],
    ["utf-8", "assumed"],
  ];
  for (const [label, from] of candidates) {
    if (!label) continue;
    const decoder = decoderOrNull(label);
    if (!decoder) {
      warnings.push(`The charset ${JSON.stringify(label.slice(0, 40))} is not known here`);
      continue;
    }
    if (from === "bom" && declared && decoderOrNull(declared)?.encoding !== decoder.encoding) {
      warnings.push(`The header says ${declared.slice(0, 40)}, the byte order mark says ${decoder.encoding}`);
    }
    const text = decoder.decode(bytes);
    if (text.includes("\ufffd") && !isExact(bytes, decoder.encoding)) {
      warnings.push(`Some bytes are not ${decoder.encoding} and show as \ufffd`);
    }
    return { text, charset: decoder.encoding, from, warnings };
  }
  return { text: "", charset: "utf-8", from: "assumed", warnings };
}

/** True when the first bytes could be text: no control characters but the usual ones, or a UTF-16 byte order mark. */
export function looksLikeText(bytes: Uint8Array): boolean {
  if (byteOrderMark(bytes)) return true;
  const length = Math.min(bytes.length, 4096);
  let odd = 0;
  for (let i = 0; i < length; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte === 0) return false;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1b && byte !== 0x0c) odd += 1;
  }
  return odd * 20 <= length && isUtf8Start(bytes.subarray(0, length));
}

/** True when all of it reads as text: what `decodeText` shows has no byte that did not fit. The last character may be cut where the body is. */
export function isReadable(input: ViewInput): boolean {
  if (!looksLikeText(input.bytes)) return false;
  const { text, charset } = decodeText(input);
  return !text.includes("\0") && isExact(input.bytes, charset, input.isCut);
}

/** The first characters, for looking at what a body might be. Leading white space and a byte order mark are gone. */
export function textStart(bytes: Uint8Array, length = 1024): string {
  return new TextDecoder().decode(bytes.subarray(0, length)).trimStart();
}

function byteOrderMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return null;
}

/** Null for a label the platform does not know, utf-7 among them. */
function decoderOrNull(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}

function isExact(bytes: Uint8Array, encoding: string, isCut = false): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: isCut });
    return true;
  } catch {
    return false;
  }
}

/** A sample cut in the middle of a character is still UTF-8; latin1 prose has few bytes above ASCII. */
function isUtf8Start(sample: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    const high = sample.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0);
    return high * 4 < sample.length;
  }
}
