import { mediaType } from "#lib/http/media-type.ts";
import { allValues, firstValue, type ReadonlyPairs } from "#lib/http/pairs.ts";
import { parseForm, splitTarget } from "#lib/http/target.ts";
import { encodeBytes, toBase64, utf8OrNull } from "#lib/model/bytes.ts";
import type { ExportMessage, ExportTarget } from "./message.ts";

/** A capture for an HTTP Archive: the message, and what is known of when it came and what was answered. */
export type HarMessage = ExportMessage & {
  /** ISO 8601. */
  startedAt: string;
  httpVersion: string;
  reply: HarReply | null;
};

/** `body` may be the beginning of one of `bytes` bytes. What is not known is left out. */
export type HarReply = {
  status: number;
  headers: ReadonlyPairs;
  tookMs?: number | undefined;
  body?: { data: Uint8Array<ArrayBuffer>; bytes: number } | undefined;
};

/**
 * An HTTP Archive (HAR 1.2) of some captures, as text. Header text is latin1 code units; a body that is not UTF-8 is base64, marked as
 * such the way responses mark theirs. Unknown sizes and times are -1, as the format wants.
 */
export function harText(messages: readonly HarMessage[]): string {
  const archive = {
    log: {
      version: "1.2",
      creator: { name: "Wirebin", version: "1" },
      entries: messages.map(entryOf),
    },
  };
  return `${JSON.stringify(archive, null, 2)}\n`;
}

/** One message as an archive. When it came is not known here, so the archive says when it was made. */
export const har: ExportTarget = {
  name: "har",
  label: "HAR",
  syntax: "json",
  write(message) {
    const startedAt = new Date().toISOString();
    return { text: harText([{ ...message, startedAt, httpVersion: "1.1", reply: null }]), notes: [] };
  },
};

function entryOf(message: HarMessage) {
  const { status = 0, headers = [], tookMs = 0, body } = message.reply ?? {};
  return {
    startedDateTime: message.startedAt,
    time: tookMs,
    request: {
      method: message.method,
      url: message.url,
      httpVersion: `HTTP/${message.httpVersion}`,
      cookies: cookies(message.headers),
      headers: named(message.headers),
      queryString: named(parseForm(splitTarget(message.url).query ?? "")),
      ...(message.body.length > 0 ? { postData: postData(message) } : {}),
      headersSize: -1,
      bodySize: message.body.length,
    },
    response: {
      status,
      statusText: "",
      httpVersion: `HTTP/${message.httpVersion}`,
      cookies: [],
      headers: named(headers),
      content: { ...content(body), mimeType: firstValue(headers, "content-type") ?? "x-unknown" },
      redirectURL: "",
      headersSize: -1,
      bodySize: body?.bytes ?? -1,
    },
    cache: {},
    timings: { send: 0, wait: tookMs, receive: 0 },
  };
}

function postData({ headers, body }: ExportMessage) {
  const mimeType = firstValue(headers, "content-type") ?? "";
  const text = utf8OrNull(body);
  if (text === null) return { mimeType, text: toBase64(body), encoding: "base64" };
  const isForm = mediaType(mimeType) === "application/x-www-form-urlencoded";
  return { mimeType, text, ...(isForm ? { params: named(parseForm(text)) } : {}) };
}

function content(body: HarReply["body"]) {
  if (!body || body.bytes === 0) return { size: 0 };
  const { encoding, data } = encodeBytes(body.data);
  const isCut = body.data.length < body.bytes;
  return {
    size: body.bytes,
    text: data,
    ...(encoding === "base64" && { encoding }),
    ...(isCut && { comment: `The first ${body.data.length} of ${body.bytes} bytes` }),
  };
}

function named(pairs: ReadonlyPairs) {
  return pairs.map(([name, value]) => ({ name, value }));
}

function cookies(headers: ReadonlyPairs) {
  return allValues(headers, "cookie")
    .flatMap((value) => value.split(";"))
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "")
    .map((piece) => {
      const equals = piece.indexOf("=");
      return { name: piece.slice(0, Math.max(0, equals)), value: piece.slice(equals + 1) };
    });
}
