/** What may stand in a header field of ours or of an edited delivery (RFC 9110 sections 5.1 and 5.5). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** A header name or a method: one RFC 9110 token. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** A header value that can go on the wire: no CR, LF, NUL or other control, no character above latin1. */
export function isFieldValue(text: string): boolean {
  return VALUE.test(text);
}

/** Fields that frame a message or belong to one connection: regenerated on every hop (RFC 9110 section 7.6.1, RFC 9112). */
export const HOP_BY_HOP: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "expect",
  "http2-settings",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
