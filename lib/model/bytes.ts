/** Bytes inside JSON: as text when they are valid UTF-8, else base64. No schema stands here, so that a browser can load it alone. */
export type EncodedBytes = { encoding: "utf8" | "base64"; data: string };

/** Works in the browser and on the server; never guesses, never replaces a byte. */
export function encodeBytes(bytes: Uint8Array): EncodedBytes {
  const text = utf8OrNull(bytes);
  return text === null ? { encoding: "base64", data: toBase64(bytes) } : { encoding: "utf8", data: text };
}

/** Throws a RangeError when `base64` data is not base64. */
export function decodeBytes(encoded: EncodedBytes): Uint8Array<ArrayBuffer> {
  return encoded.encoding === "utf8" ? new TextEncoder().encode(encoded.data) : fromBase64(encoded.data);
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text, or null when the bytes are not UTF-8. A byte order mark stays part of the text, so that bytes survive a round trip. */
export function utf8OrNull(bytes: Uint8Array): string | null {
  try {
    return UTF8.decode(bytes);
  } catch {
    return null;
  }
}

/** How many of at most `limit` bytes one takes so as not to cut a UTF-8 character in two; of what is no UTF-8, up to three fewer. */
export function wholeCharacters(bytes: Uint8Array, limit: number): number {
  if (bytes.length <= limit) return bytes.length;
  let end = limit;
  while (end > limit - 4 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}

export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  let binary: string;
  try {
    binary = atob(text);
  } catch (cause) {
    throw new RangeError("not base64", { cause });
  }
  return latin1Bytes(binary);
}

/** One byte per code unit: how header text, which is kept as latin1 code units, turns back into the bytes that came. */
export function latin1Bytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}
