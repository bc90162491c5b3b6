import { mediaTypeParameter } from "#lib/http/media-type.ts";
import type { Pairs } from "#lib/http/pairs.ts";

/** One part as offsets into the body. */
export type RawPart = { headers: Pairs; start: number; end: number };

export type Multipart = {
  parts: RawPart[];
  /** Parts beyond `maxParts`. */
  more: number;
  warnings: string[];
};

const MAX_HEADER_BYTES = 16 * 1024;
const LF = 0x0a;
const CR = 0x0d;

/**
 * The boundary a multipart body is cut at: the header's, or the first line's when the header has none or a wrong one. Throws an Error
 * when there is none: RFC 2046 section 5.1.1 allows 1 to 70 characters.
 */
export function boundaryOf(bytes: Uint8Array, contentType: string | null): { boundary: string; isGuessed: boolean } {
  const declared = mediaTypeParameter(contentType, "boundary") ?? "";
  const isUsable = declared.length > 0 && declared.length <= 70;
  if (isUsable && lineStartsWith(bytes, declared)) return { boundary: declared, isGuessed: false };
  const end = bytes.subarray(0, 80).indexOf(LF);
  const line = latin1(bytes.subarray(0, Math.max(0, end))).trimEnd();
  if (/^--.{1,70}$/s.test(line)) return { boundary: line.slice(2), isGuessed: true };
  if (isUsable) return { boundary: declared, isGuessed: false };
  throw new Error(declared === "" ? "The Content-Type names no boundary" : "The boundary is longer than 70 characters");
}

/**
 * Cuts a body at its boundary (RFC 2046 section 5.1), byte for byte and in one pass. Lenient where senders are: bare line feeds, no
 * closing boundary. Nothing is copied.
 */
export function parseMultipart(bytes: Uint8Array, boundary: string, maxParts: number): Multipart {
  const delimiter = Uint8Array.from(`--${boundary}`, (char) => char.charCodeAt(0));
  const warnings: string[] = [];
  const parts: RawPart[] = [];
  let more = 0;
  let from = -1;
  let isClosed = false;
  for (let line = 0; line < bytes.length && line >= 0 && !isClosed; line = nextLine(bytes, line)) {
    if (!startsWith(bytes, delimiter, line)) continue;
    const after = line + delimiter.length;
    const isLast = bytes[after] === 0x2d && bytes[after + 1] === 0x2d;
    if (!isLast && !isLineRest(bytes, after)) continue;
    if (from < 0 && line > 0) warnings.push(`${line} bytes before the first boundary are not shown`);
    if (from >= 0 && parts.length < maxParts) parts.push(readPart(bytes, from, endOfContent(bytes, from, line)));
    else if (from >= 0) more += 1;
    from = nextLine(bytes, line);
    if (from < 0) from = bytes.length;
    isClosed = isLast;
    if (isLast && bytes.length > from)
      warnings.push(`${bytes.length - from} bytes after the last boundary are not shown`);
  }
  if (from < 0) throw new Error("The boundary is nowhere in the body");
  if (!isClosed) {
    warnings.push("The closing boundary is missing: the body may be cut");
    if (parts.length < maxParts) parts.push(readPart(bytes, Math.min(from, bytes.length), bytes.length));
    else more += 1;
  }
  return { parts, more, warnings };
}

function readPart(bytes: Uint8Array, from: number, end: number): RawPart {
  const headers: Pairs = [];
  let line = from;
  while (line < end && line - from < MAX_HEADER_BYTES) {
    const next = nextLine(bytes, line);
    const lineEnd = next < 0 || next > end ? end : next;
    const text = latin1(bytes.subarray(line, lineEnd)).replace(/\r?\n$/, "");
    if (text === "") return { headers, start: lineEnd, end: Math.max(lineEnd, end) };
    const colon = text.indexOf(":");
    const last = headers.at(-1);
    if (/^[ \t]/.test(text) && last) last[1] += ` ${text.trim()}`;
    else if (colon > 0) headers.push([text.slice(0, colon).trim(), text.slice(colon + 1).trim()]);
    // No header and no empty line: the part has no headers at all.
    else return { headers: [], start: from, end };
    line = lineEnd;
  }
  return line >= end ? { headers, start: end, end } : { headers: [], start: from, end };
}

/** The line end before a boundary belongs to the boundary. */
function endOfContent(bytes: Uint8Array, from: number, line: number): number {
  let end = line;
  if (end > from && bytes[end - 1] === LF) end -= 1;
  if (end > from && bytes[end - 1] === CR) end -= 1;
  return end;
}

/** Where the next line begins, or -1. */
function nextLine(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(LF, from);
  return end < 0 ? -1 : end + 1;
}

function startsWith(bytes: Uint8Array, wanted: Uint8Array, at: number): boolean {
  for (let i = 0; i < wanted.length; i += 1) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}

/** Only white space may follow a boundary on its line; else it is text that happens to begin like one. */
function isLineRest(bytes: Uint8Array, from: number): boolean {
  for (let i = from; i < Math.min(bytes.length, from + 200); i += 1) {
    const byte = bytes[i];
    if (byte === LF) return true;
    if (byte !== 0x20 && byte !== 0x09 && byte !== CR) return false;
  }
  return from >= bytes.length;
}

function lineStartsWith(bytes: Uint8Array, boundary: string): boolean {
  const delimiter = Uint8Array.from(`--${boundary}`, (char) => char.charCodeAt(0));
  for (let line = 0; line >= 0 && line < bytes.length; line = nextLine(bytes, line)) {
    if (startsWith(bytes, delimiter, line)) return true;
  }
  return false;
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes.subarray(0, MAX_HEADER_BYTES)) text += String.fromCharCode(byte);
  return text;
}
