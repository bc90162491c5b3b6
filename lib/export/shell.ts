import { latin1Bytes, toBase64, utf8OrNull } from "#lib/model/bytes.ts";

/**
 * Hostile text inside a POSIX shell command that somebody pastes into a terminal. Single quotes hold anything but themselves; what
 * a terminal, a shell's history expansion or a reader's eye would take for something else is written through printf escapes.
 */

/** Controls (ESC [ 201~ ends a bracketed paste; a tab completes), and invisible or bidirectional format characters. */
const UNPASTEABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
/** Longest single argument Linux takes is 128 KiB (MAX_ARG_STRLEN). */
const MAX_ARGUMENT_BYTES = 100_000;
const BASE64_LINE = 76;

/** One shell word for latin1 code units, whose bytes reach the command exactly. NUL cannot be in an argument and must not be here. */
export function shellWord(units: string): string {
  const text = utf8OrNull(latin1Bytes(units));
  if (text !== null && !UNPASTEABLE.test(text)) return singleQuoted(text);
  return `"$(printf '${printfFormat(latin1Bytes(units))}')"`;
}

/** The bytes as one quoted word, or null when they are long, binary, or not safe to paste. Lines are kept as lines. */
export function shellTextOrNull(bytes: Uint8Array): string | null {
  if (bytes.length > MAX_ARGUMENT_BYTES) return null;
  const text = utf8OrNull(bytes);
  if (text === null || UNPASTEABLE.test(text.replaceAll("\n", ""))) return null;
  // Older interactive shells expand "!" on the second line of a quoted word.
  if (text.includes("\n") && text.includes("!")) return null;
  return singleQuoted(text);
}

/** A command that writes exactly these bytes to its standard output: printf for text, base64 for the rest. */
export function shellPipe(bytes: Uint8Array): string {
  const text = utf8OrNull(bytes);
  if (text !== null && !text.includes("\0")) {
    const format = printfFormat(bytes);
    if (format.length < bytes.length * 2) return `printf '${format}'`;
  }
  const lines = toBase64(bytes).match(new RegExp(`.{1,${BASE64_LINE}}`, "g")) ?? [];
  return `printf '%s' '${lines.join("\n")}' | base64 -d`;
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

const ESCAPES = Array.from({ length: 256 }, (_, byte) => {
  const char = String.fromCharCode(byte);
  if (char === "%") return "%%";
  if (char === "\\") return "\\\\";
  if (char === "\n") return "\\n";
  // "!" is history in interactive shells, even inside "$(…)"; "'" would end the format.
  const plain = byte >= 0x20 && byte < 0x7f && char !== "'" && char !== "!";
  return plain ? char : `\\${byte.toString(8).padStart(3, "0")}`;
});

function printfFormat(bytes: Uint8Array): string {
  let format = "";
  for (const byte of bytes) format += ESCAPES[byte];
  // A leading "-" would be read as an option.
  return format.startsWith("-") ? `\\055${format.slice(1)}` : format;
}
