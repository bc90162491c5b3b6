import type { Egress, EgressResult } from "#lib/egress/client.ts";
import type { Finished } from "#lib/store/finish-attempts.ts";
import type { Claimed } from "#lib/store/outbox.ts";
import { finishedAttempt, type Sending, wireHeaders } from "./attempt.ts";
import { joinUrl } from "./join-url.ts";
import { afterAttempt, isFinal } from "./schedule.ts";

/** Names a delivery to its receiver: the same on each of its attempts, so that a second attempt is not taken for a second event. */
export const DELIVERY_HEADER = "X-Wirebin-Delivery";

export type TryUse = { send: Egress["send"]; now: () => number; random: () => number };

/**
 * Sends one claimed delivery and says what follows. Never rejects for what a target does. Null when `signal` ended it: then nobody knows whether the
 * target took it, and the next process says so.
 */
export async function tryOnce(claimed: Claimed, use: TryUse, signal: AbortSignal): Promise<Finished | null> {
  const { target, method, hops, body, attempt: number, base, retry, startedAt } = claimed;
  const url = joinUrl(target.url, claimed.suffix);
  const sending: Sending = {
    url: url ?? target.url,
    method,
    headers: [
      ...claimed.headers.filter(([name]) => name.toLowerCase() !== DELIVERY_HEADER.toLowerCase()),
      [DELIVERY_HEADER, claimed.id],
    ],
    targetHeaders: target.headers,
    body: body ?? new Uint8Array(0),
  };
  const result = unsendable(claimed, url) ?? (await sent(sending, hops, use, signal));
  if (signal.aborted) return null;
  const attempt = finishedAttempt(number, startedAt, sending, result);
  const next = afterAttempt(retry, { ...attempt, number: number - base }, use.now(), use.random);
  return { claimed, attempt, url: sending.url, outcome: next, counts: !(attempt.error && isFinal(attempt.error.code)) };
}

function sent(sending: Sending, hops: number, use: TryUse, signal: AbortSignal): Promise<EgressResult> {
  const { url, method, body } = sending;
  return use.send({ url, method, body, hops, headers: wireHeaders(sending), signal });
}

function unsendable(claimed: Claimed, url: string | null): EgressResult | null {
  const failed = (code: "invalid_target" | "invalid_request", message: string): EgressResult => ({
    ...{ kind: "failed", code, message },
    timings: { totalMs: 0 },
  });
  if (url === null) {
    return failed(
      "invalid_target",
      "The path of this capture would climb out of the target's path, so it was not sent.",
    );
  }
  if (claimed.body === null)
    return failed("invalid_request", "The capture with its bytes is gone, so there was nothing to send.");
  return null;
}

/** What is kept of an attempt whose process ended before it did. */
export function interruptedAttempt(number: number, startedAt: Date) {
  const message = "The server stopped during this attempt. Whether the target took it is not known.";
  return { number, startedAt, durationMs: 0, error: { code: "interrupted", message } };
}
