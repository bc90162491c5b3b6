import type { Found } from "./find-text.ts";

/** Bytes looked at in one go: a few milliseconds. */
const PIECE = 64 * 1024;

type Pattern = { bytes: Uint8Array; isText: boolean };

/**
 * Where `needle` stands among bytes, in order and piece by piece as `findText` does: as text in UTF-8, ASCII without case, and, when it
 * is written in pairs of hex digits ("cafe", "CA FE"), as those bytes too.
 */
export function* findBytes(bytes: Uint8Array, needle: string): Generator<Found[]> {
  const patterns = patternsOf(needle);
  if (patterns.length === 0) return;
  let at = 0;
  while (at < bytes.length) {
    const found: Found[] = [];
    for (const end = Math.min(at + PIECE, bytes.length); at < end; ) {
      const length = patterns.find((pattern) => standsAt(bytes, at, pattern))?.bytes.length ?? 0;
      if (length > 0) found.push({ start: at, end: at + length });
      at += Math.max(1, length);
    }
    yield found;
  }
}

function patternsOf(needle: string): Pattern[] {
  if (needle === "") return [];
  const text: Pattern = { bytes: new TextEncoder().encode(needle).map(withoutCase), isText: true };
  const digits = needle.replaceAll(/\s/g, "");
  if (!/^([0-9a-f]{2})+$/i.test(digits)) return [text];
  const pairs = digits.match(/../g) ?? [];
  return [text, { bytes: Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16)), isText: false }];
}

function standsAt(bytes: Uint8Array, at: number, { bytes: wanted, isText }: Pattern): boolean {
  if (at + wanted.length > bytes.length) return false;
  for (let i = 0; i < wanted.length; i += 1) {
    const byte = bytes[at + i] ?? 0;
    if ((isText ? withoutCase(byte) : byte) !== wanted[i]) return false;
  }
  return true;
}

function withoutCase(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
