import type { EgressResult } from "#lib/egress/client.ts";
import type { Pairs } from "#lib/http/pairs.ts";
import type { Timings } from "#lib/model/delivery.ts";

/** One try as it is stored. `status`, `headers` and `body` are there as far as an answer came; `error` when it did not come whole. */
export type FinishedAttempt = {
  number: number;
  startedAt: Date;
  durationMs: number;
  status?: number;
  headers?: Pairs;
  body?: Uint8Array<ArrayBuffer>;
  truncated?: boolean;
  error?: { code: string; message: string };
  timings: Timings;
};

export function finishedAttempt(number: number, startedAt: Date, result: EgressResult): FinishedAttempt {
  const answer = result.kind === "answered" ? result : result.answer;
  return {
    number,
    startedAt,
    durationMs: result.timings.totalMs,
    ...(answer && { status: answer.status, headers: answer.headers, body: answer.body, truncated: answer.truncated }),
    ...(result.kind === "failed" && { error: { code: result.code, message: result.message } }),
    timings: result.timings,
  };
}

/** Only a whole 2xx answer is a delivery; a redirect is a failure (Standard Webhooks, "Delivery success and failure"). */
export function isDelivered(attempt: FinishedAttempt): boolean {
  return attempt.error === undefined && attempt.status !== undefined && attempt.status >= 200 && attempt.status < 300;
}
