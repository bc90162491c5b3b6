import { firstValue } from "#lib/http/pairs.ts";
import { splitTarget } from "#lib/http/target.ts";
import { MAX_PREVIEW_CHARS, type Summary } from "#lib/model/capture.ts";
import type { PreparedReply } from "#lib/reply/prepare.ts";
import type { Entry } from "#lib/store/batch.ts";
import type { Arrival, ArrivedBody, Refusal } from "./arrival.ts";

const EMPTY = new Uint8Array(0);
/** The largest size that its column holds. A sender may announce any: what is said to be larger is kept as this. */
const MAX_SIZE = 2 ** 31 - 1;

/** What the journal stores of one arrival, with the columns that lists show. `refusal`: why it was not taken whole, or null. */
export function makeEntry(
  arrival: Arrival,
  body: ArrivedBody,
  facts: {
    binNo: number;
    id: string;
    receivedAt: number;
    reply: Pick<PreparedReply, "status" | "headersJson">;
    ruleId: string | null;
    refusal: Refusal | null;
  },
): Entry {
  const { refusal } = facts;
  const bytes = body.kind === "whole" ? body.bytes : (refusal?.bytes ?? EMPTY);
  const seen = body.kind === "whole" ? 0 : body.seen;
  return {
    binNo: facts.binNo,
    id: facts.id,
    kind: refusal ? refusal.kind : "message",
    receivedAt: facts.receivedAt,
    beganAt: arrival.beganAt,
    method: arrival.method,
    target: arrival.target,
    httpVersion: arrival.httpVersion,
    exact: arrival.exact,
    remoteIp: arrival.remoteIp,
    contentType: firstValue(arrival.headers, "content-type") ?? null,
    userAgent: firstValue(arrival.headers, "user-agent") ?? null,
    preview: previewOf(bytes),
    reason: refusal ? refusal.reason : null,
    replyStatus: refusal ? refusal.status : facts.reply.status,
    replyHeaders: refusal ? "[]" : facts.reply.headersJson,
    ruleId: facts.ruleId,
    // Of a body that was refused for its size, the size is all that is kept.
    bodyBytes:
      refusal?.kind === "rejected" ? Math.min(MAX_SIZE, Math.max(seen, arrival.contentLength ?? 0)) : bytes.length,
    headers: JSON.stringify(arrival.headers),
    trailers: body.trailers.length === 0 ? "[]" : JSON.stringify(body.trailers),
    body: bytes,
  };
}

export function summaryOf(entry: Entry, seq: number): Summary {
  return {
    seq,
    id: entry.id,
    kind: entry.kind,
    receivedAt: new Date(entry.receivedAt).toISOString(),
    method: entry.method,
    target: entry.target,
    path: splitTarget(entry.target).path,
    contentType: entry.contentType,
    bodyBytes: entry.bodyBytes,
    remoteIp: entry.remoteIp,
    userAgent: entry.userAgent,
    replyStatus: entry.replyStatus,
    preview: entry.preview,
  };
}

/** Control characters that no text has; tab, line feed and carriage return are text. */
const NOT_TEXT = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The first 200 characters when the body begins as UTF-8 text, else null. Looks at no more than it needs. */
export function previewOf(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return null;
  try {
    const text = utf8.decode(bytes.subarray(0, previewBytes(bytes)));
    if (NOT_TEXT.test(text)) return null;
    const cut = text.slice(0, MAX_PREVIEW_CHARS);
    return cut.isWellFormed() ? cut : cut.slice(0, -1);
  } catch {
    return null;
  }
}

/** How many bytes hold 200 characters and end with a whole one. */
function previewBytes(bytes: Uint8Array): number {
  const most = Math.min(bytes.length, MAX_PREVIEW_CHARS);
  let ascii = 0;
  while (ascii < most && (bytes[ascii] ?? 0) < 0x80) ascii += 1;
  if (ascii === most) return most;
  // A character has at most four bytes, and all but its first are 10xxxxxx.
  let end = Math.min(bytes.length, MAX_PREVIEW_CHARS * 4);
  while (end < bytes.length && end > MAX_PREVIEW_CHARS * 4 - 3 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}
