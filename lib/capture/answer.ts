import { assertNever } from "#lib/errors.ts";
import type { Pairs } from "#lib/http/pairs.ts";
import type { Fault } from "#lib/model/fault.ts";
import type { Outcome } from "./arrival.ts";

/**
 * What goes back to the sender, for whichever transport. `body` is whole; `delayMs` is how long the bin wants it to wait; `fault` is how
 * it shall go wrong, if at all, instead of being written well; `close`: the message was not taken whole, so nothing that follows on its
 * connection can be trusted to be a message.
 */
export type Answer = {
  status: number;
  headers: Pairs;
  body: Uint8Array<ArrayBuffer>;
  /** As in PreparedReply. */
  ownBytes: number;
  delayMs: number;
  close: boolean;
  fault: Fault | null;
};

/** Null when nobody is there any more. */
export function answerTo(outcome: Outcome): Answer | null {
  switch (outcome.kind) {
    case "stored": {
      const { reply, id, fault } = outcome;
      const headers: Pairs = [...reply.headers, ["X-Request-Id", id]];
      const { status, body, ownBytes, delayMs } = reply;
      return { status, headers, body, ownBytes, delayMs, close: false, fault };
    }
    case "refused":
      return plain(outcome.status, `${outcome.reason}.`, [["X-Request-Id", outcome.id]], true);
    case "over_limit":
      return plain(429, "Too many requests for now.", [["Retry-After", String(outcome.retryAfterSeconds)]]);
    case "unknown_bin":
      return plain(404, "No bin has this address.", []);
    case "unavailable":
      return plain(503, "Not stored; try again shortly.", [["Retry-After", String(outcome.retryAfterSeconds)]]);
    case "aborted":
      return null;
    default:
      return assertNever(outcome);
  }
}

/** An answer of Wirebin's own. */
export function plain(status: number, text: string, extra: Pairs, close = false): Answer {
  return {
    status,
    headers: [
      ["Content-Type", "text/plain; charset=utf-8"],
      ["Cache-Control", "no-store"],
      ["X-Content-Type-Options", "nosniff"],
      ...extra,
    ],
    body: new TextEncoder().encode(`${text}\n`),
    ownBytes: 0,
    delayMs: 0,
    close,
    fault: null,
  };
}
