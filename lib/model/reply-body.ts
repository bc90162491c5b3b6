import type { Pairs } from "#lib/http/pairs.ts";
import { decodeBytes, encodeBytes, fromBase64, toBase64, wholeCharacters } from "./bytes.ts";
import type { ReplyFacts } from "./reply-facts-schema.ts";

/** What is kept of a reply's body: its beginning, and how long it was. */

/**
 * More is not kept. What surrounds a message (its target, its reply's headers and this) does not count against a bin's `keepBytes`, so it
 * has to stay little.
 */
export const MAX_KEPT_REPLY_BYTES = 4096;

type ReplyBodyPart = NonNullable<ReplyFacts["body"]>;

/** Undefined for an empty body. */
function replyBodyPart(body: Uint8Array): ReplyBodyPart | undefined {
  if (body.length === 0) return undefined;
  return { ...encodeBytes(body.subarray(0, wholeCharacters(body, MAX_KEPT_REPLY_BYTES))), bytes: body.length };
}

/** How a body is stored, as one JSON text; "" for an empty one. */
export function storedBody(body: Uint8Array): string {
  const part = replyBodyPart(body);
  return part ? JSON.stringify(pairsOfBody(part)) : "";
}

const shared = new WeakMap<Uint8Array, string>();

/** The same of a body that many replies share, which nobody changes: made once. */
export function storedSharedBody(body: Uint8Array): string {
  const stored = shared.get(body) ?? storedBody(body);
  shared.set(body, stored);
  return stored;
}

/** As they are stored. Text that JSON would make more than twice as long (control characters take six each) goes as base64 too. */
export function pairsOfBody(part: ReplyBodyPart): Pairs {
  const { encoding, data, bytes } = part;
  const isPlain = encoding === "utf8" && JSON.stringify(data).length <= 2 * data.length + 2;
  const base64 = () => (encoding === "base64" ? data : toBase64(decodeBytes(part)));
  return [[":bytes", String(bytes)], isPlain ? [":text", data] : [":base64", base64()]];
}

export function bodyOfPairs(value: (name: string) => string | undefined): ReplyBodyPart | undefined {
  const bytes = value(":bytes");
  if (bytes === undefined) return undefined;
  const text = value(":text");
  const data =
    text === undefined ? encodeBytes(fromBase64(value(":base64") ?? "")) : ({ encoding: "utf8", data: text } as const);
  return { ...data, bytes: Number(bytes) };
}
