import type { Pairs } from "#lib/http/pairs.ts";

/**
 * What can be told of a message that the parser refused, from its bytes alone. Lenient where the parser is strict, because it only
 * describes: whose bin was meant, by which method. Never used to take a message apart that is then answered as if it were whole.
 */
export type RawHead = { method: string; target: string; httpVersion: string };

/** Method, target, and perhaps a version, on the first line that is not empty (RFC 9112 section 2.2 and 3). */
const REQUEST_LINE = /^[\r\n]*([^\s]{1,200})[ \t]+([^\s]+)(?:[ \t]+HTTP\/([\d.]{1,8}))?(\s)?/;

/** Null when the bytes do not begin with a request line that names a whole target. */
export function readRawHead(bytes: Buffer): RawHead | null {
  const found = REQUEST_LINE.exec(bytes.toString("latin1"));
  if (!found) return null;
  const [, method = "", target = "", version, end] = found;
  // Cut in its first segment, a target may name the bin whose address is the beginning of the one that was meant.
  if (end === undefined && version === undefined && !/^\/?[^/?]+[/?]/.test(target)) return null;
  return { method: withoutNul(method), target: withoutNul(target), httpVersion: version ?? "" };
}

/** The header lines that came whole, each as [name, value] without the space around the value; lines without a colon are left out. */
export function readRawHeaders(bytes: Buffer): Pairs {
  const lines = bytes
    .toString("latin1")
    .replace(/^[\r\n]+/, "")
    .split(/\r?\n/);
  const pairs: Pairs = [];
  // The first is the request line, the last is not whole.
  for (const line of lines.slice(1, -1)) {
    if (line === "") break;
    const colon = line.indexOf(":");
    if (colon > 0)
      pairs.push([withoutNul(line.slice(0, colon)), withoutNul(line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, ""))]);
  }
  return pairs;
}

/** PostgreSQL takes no NUL in text. The bytes as they came are kept beside it. */
function withoutNul(text: string): string {
  return text.replaceAll("\0", "\ufffd");
}

/** Where the message after `count` whole ones begins, or null when the bytes do not hold that many. */
export function skipMessages(bytes: Buffer, count: number): number | null {
  let at = 0;
  for (let left = count; left > 0; left -= 1) {
    const end = skipMessage(bytes, at);
    if (end === null) return null;
    at = end;
  }
  return at;
}

function skipMessage(bytes: Buffer, from: number): number | null {
  let start = from;
  while (bytes[start] === 0x0d || bytes[start] === 0x0a) start += 1;
  const end = bytes.indexOf("\r\n\r\n", start, "latin1");
  if (end < 0) return null;
  const head = bytes.toString("latin1", start, end + 2);
  const at = end + 4;
  if (/\r\ntransfer-encoding:/i.test(head)) return skipChunks(bytes, at);
  const length = Number(/\r\ncontent-length:[ \t]*(\d+)/i.exec(head)?.[1] ?? 0);
  return at + length <= bytes.length ? at + length : null;
}

/** RFC 9112 section 7.1. The parser has taken these chunks, so only their sizes matter. */
function skipChunks(bytes: Buffer, start: number): number | null {
  let at = start;
  for (;;) {
    const line = bytes.indexOf("\r\n", at, "latin1");
    if (line < 0) return null;
    const size = Number.parseInt(bytes.toString("latin1", at, line), 16);
    if (Number.isNaN(size)) return null;
    if (size === 0) {
      // Trailers end like a header section; without any, the empty line follows at once.
      const end = bytes.indexOf("\r\n\r\n", line, "latin1");
      return end < 0 ? null : end + 4;
    }
    at = line + 2 + size + 2;
  }
}
