import { HOP_BY_HOP, isFieldValue, isToken } from "#lib/http/field.ts";
import type { Pairs, ReadonlyPairs } from "#lib/http/pairs.ts";

/**
 * What every export starts from. This room knows how a message is written in other languages; it refuses to know where the message
 * came from. Nothing generated here reads a file or runs anything the message says.
 */
export type ExportMessage = {
  method: string;
  /** Origin and raw target, "http://host/bin/a?b"; the target as latin1 code units, as it came. */
  url: string;
  headers: ReadonlyPairs;
  body: Uint8Array;
};

/** Text to paste, and in plain sentences what it will send differently from the message. */
export type Snippet = { text: string; notes: string[] };

/** One language or tool. `syntax` is the highlighter's name for `text`. */
export type ExportTarget = {
  name: string;
  label: string;
  syntax: string;
  write(message: ExportMessage): Snippet;
};

/** A message a client can be told to send. */
export type Sendable = {
  method: string;
  origin: string;
  /** Starts with "/"; latin1 code units. */
  target: string;
  /** What is left after dropping what the client itself writes. */
  headers: Pairs;
  body: Uint8Array;
  notes: string[];
};

const HTTP_URL = /^(https?:\/\/[^/?#\s]+)(.*)$/is;

/**
 * The one place that decides what a client is told and what it writes itself: Host follows from the URL, framing and connection
 * fields from the body and the connection (RFC 9110 sections 7.2 and 7.6.1). Throws a RangeError when `url` is not http(s): a tool
 * given "file:" would read a file.
 */
export function sendable({ method, url, headers, body }: ExportMessage): Sendable {
  const parts = HTTP_URL.exec(url);
  if (!parts) throw new RangeError("an export needs an http or https URL");
  const notes: string[] = [];
  const target = parts[2] ?? "";
  const kept: Pairs = [];
  const left: string[] = [];
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (lower === "host" || HOP_BY_HOP.has(lower)) continue;
    if (isToken(name) && isFieldValue(value)) kept.push([name, value]);
    else left.push(visible(name));
  }
  if (left.length > 0) notes.push(`Left out, because no client can send it: ${left.slice(0, 5).join(", ")}`);
  if (!isToken(method)) notes.push(`${visible(method)} is not a method a client can send; POST stands in its place`);
  return {
    method: isToken(method) ? method : "POST",
    origin: parts[1] ?? "",
    target: target.startsWith("/") ? target : `/${target}`,
    headers: kept,
    body,
    notes,
  };
}

/** A name shown in a note: quoted, control characters escaped, at most 40 characters. */
function visible(text: string): string {
  return JSON.stringify(text.slice(0, 40)).replace(/[^\x20-\x7e]/g, "?");
}

/** Methods for which an empty body is still said to be there, as `Content-Length: 0` (RFC 9110 section 8.6). */
export function expectsBody(method: string): boolean {
  return method === "POST" || method === "PUT" || method === "PATCH";
}
