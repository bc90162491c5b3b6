import { createHash } from "node:crypto";
import { captureUrl, publicUrl } from "#lib/access/origin.ts";
import { firstValue } from "#lib/http/pairs.ts";
import { parseForm, splitTarget } from "#lib/http/target.ts";
import type { Bin } from "#lib/model/bin.ts";
import { encodeBytes, wholeCharacters } from "#lib/model/bytes.ts";
import { type Capture, MAX_INLINE_BODY_BYTES } from "#lib/model/capture.ts";
import type { StoredBin } from "#lib/store/bins.ts";
import type { StoredCapture } from "#lib/store/captures.ts";

/** Stored things as the API shows them. */

export function presentBin<R>(bin: Omit<StoredBin, "reply"> & { reply: R }): Omit<Bin, "reply"> & { reply: R } {
  return {
    id: bin.id,
    url: captureUrl(bin.id),
    dashboardUrl: `${publicUrl()}/bins/${bin.id}`,
    title: bin.title,
    reply: bin.reply,
    keep: bin.keep,
    createdAt: bin.createdAt.toISOString(),
    usedAt: bin.usedAt.toISOString(),
    lastSeq: bin.lastSeq,
    total: bin.total,
    dropped: bin.dropped,
    droppedSince: bin.droppedSince?.toISOString() ?? null,
  };
}

export function presentCapture(stored: StoredCapture): Capture {
  const { replyHeaders, replyFacts, ruleId, body, ...capture } = stored;
  // HEAD is answered without the body that another method would have heard (RFC 9110 section 9.3.2).
  const { body: replyBody, ...facts } = replyFacts;
  const heard = replyBody && stored.method !== "HEAD" ? { body: replyBody } : {};
  const shown = body.subarray(0, wholeCharacters(body, MAX_INLINE_BODY_BYTES));
  return {
    ...capture,
    query: parseForm(splitTarget(stored.target).query ?? ""),
    host: firstValue(stored.headers, "host") ?? null,
    body: { ...encodeBytes(shown), sha256: sha256(body), shown: shown.length },
    reply: {
      status: stored.replyStatus,
      headers: replyHeaders,
      ...(ruleId !== null && { ruleId }),
      ...facts,
      ...heard,
    },
  };
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
