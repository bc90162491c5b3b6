import type { ReadonlyPairs } from "#lib/http/pairs.ts";
import { latin1Bytes, utf8OrNull } from "#lib/model/bytes.ts";
import { type ExportTarget, expectsBody, sendable } from "./message.ts";

/**
 * The whole message as bytes (RFC 9112 section 2.1): request line, fields, an empty line, the body exactly as it is given. Nothing is
 * added or corrected; text is latin1 code units. `httpVersion` is "1.1".
 */
export function rawMessage(message: {
  method: string;
  target: string;
  httpVersion: string;
  headers: ReadonlyPairs;
  body: Uint8Array;
}): Uint8Array<ArrayBuffer> {
  const lines = [
    `${message.method} ${message.target} HTTP/${message.httpVersion}`,
    ...message.headers.map(([name, value]) => `${name}: ${value}`),
  ];
  const head = latin1Bytes(`${lines.join("\r\n")}\r\n\r\n`);
  const bytes = new Uint8Array(head.length + message.body.length);
  bytes.set(head);
  bytes.set(message.body, head.length);
  return bytes;
}

/** The message as text that can be sent again: Host from the URL, Content-Length instead of chunks. */
export const rawHttp: ExportTarget = {
  name: "http",
  label: "HTTP/1.1",
  syntax: "http",
  write(message) {
    const { method, origin, target, headers, body, notes } = sendable(message);
    const framing: [string, string][] =
      body.length > 0 || expectsBody(method) ? [["Content-Length", String(body.length)]] : [];
    const host: [string, string] = ["Host", origin.replace(/^[a-z]+:\/\//i, "").replace(/^.*@/, "")];
    const bytes = rawMessage({ method, target, httpVersion: "1.1", headers: [host, ...headers, ...framing], body });
    const text = utf8OrNull(bytes);
    if (text !== null) return { text, notes };
    return {
      text: new TextDecoder().decode(bytes),
      notes: [...notes, "Some bytes are not text and show as �: download the raw message to have them exactly"],
    };
  },
};
