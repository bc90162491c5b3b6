import { utf8OrNull } from "#lib/model/bytes.ts";

/**
 * Hostile text inside string literals of programming languages. Quotes and backslashes are escaped; controls, invisible and
 * bidirectional characters are written as escapes, so that the code a person reads is the code that runs.
 */

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/u;
const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

/** A double-quoted literal of JavaScript, C# or JSON: what is unseen becomes \uXXXX, one per UTF-16 unit. */
export function unitLiteral(text: string): string {
  return `"${escaped(text, (char) =>
    unitsOf(char)
      .map((unit) => `\\u${hex(unit, 4)}`)
      .join(""),
  )}"`;
}

/** A double-quoted literal of Python, whose strings are code points. */
export function pythonLiteral(text: string): string {
  return `"${escaped(text, (char) => `\\U${hex(char.codePointAt(0) ?? 0, 8)}`)}"`;
}

/**
 * A double-quoted literal of Java. \uXXXX is replaced before Java looks for quotes, so low characters are written in octal.
 * Literals over 65,535 bytes do not compile, so long text is joined when it runs.
 */
export function javaLiteral(text: string): string {
  const unseen = (char: string) =>
    unitsOf(char)
      .map((unit) => (unit < 0x100 ? `\\${unit.toString(8).padStart(3, "0")}` : `\\u${hex(unit, 4)}`))
      .join("");
  const pieces = text.match(/[\s\S]{1,8000}/g) ?? [""];
  const literals = pieces.map((piece) => `"${escaped(piece, unseen)}"`);
  return literals.length === 1 ? (literals[0] ?? '""') : `String.join("", ${literals.join(", ")})`;
}

/**
 * A double-quoted literal of Go, Ruby or PHP, whose strings are bytes: UTF-8 reads as text, everything else is \xNN. `special` are
 * characters that start an interpolation.
 */
export function byteLiteral(bytes: Uint8Array, special = ""): string {
  const text = utf8OrNull(bytes);
  const escapeBytes = (char: string) =>
    Array.from(new TextEncoder().encode(char), (byte) => `\\x${hex(byte, 2)}`).join("");
  if (text !== null) return `"${escaped(text, escapeBytes, special)}"`;
  let out = "";
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    out += byte < 0x20 || byte > 0x7e ? (SHORT[char] ?? `\\x${hex(byte, 2)}`) : escaped(char, escapeBytes, special);
  }
  return `"${out}"`;
}

/** The text of a body that is best written as text, or null when base64 is better. */
export function bodyText(body: Uint8Array): string | null {
  const text = utf8OrNull(body);
  return text === null || text.includes("\0") ? null : text;
}

function escaped(text: string, unseen: (char: string) => string, special = ""): string {
  let out = "";
  for (const char of text) {
    const short = SHORT[char];
    if (short !== undefined) out += short;
    else if (UNSEEN.test(char)) out += unseen(char);
    else out += special.includes(char) ? `\\${char}` : char;
  }
  return out;
}

function unitsOf(char: string): number[] {
  return Array.from({ length: char.length }, (_, i) => char.charCodeAt(i));
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
