import type { Pairs } from "#lib/http/pairs.ts";
import { type BodyEnd, chunkedEnd, sizedEnd } from "./body-end.ts";

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
    const body = bodyOf(bytes, at);
    if (!body) return null;
    const rest = bytes.subarray(body.at);
    const end = body.end.find(rest.length, () => rest);
    if (end === null) return null;
    at = body.at + end;
  }
  return at;
}

/**
 * Where the body begins of the message that begins at `start` or behind empty lines there, and what tells its end (keeping `maxUnread` bytes
 * for it); null without a whole head.
 */
export function bodyOf(bytes: Buffer, start: number, maxUnread = 0): { at: number; end: BodyEnd } | null {
  let from = start;
  while (bytes[from] === 0x0d || bytes[from] === 0x0a) from += 1;
  const end = bytes.indexOf("\r\n\r\n", from, "latin1");
  if (end < 0) return null;
  const head = bytes.toString("latin1", from, end + 2);
  const isChunked = /\r\ntransfer-encoding:/i.test(head);
  const length = Number(/\r\ncontent-length:[ \t]*(\d+)/i.exec(head)?.[1] ?? 0);
  return { at: end + 4, end: isChunked ? chunkedEnd(maxUnread) : sizedEnd(length) };
}
