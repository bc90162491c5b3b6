import type { EgressResult } from "#lib/egress/client.ts";
import type { Pairs } from "#lib/http/pairs.ts";
import type { SentRequest, Timings } from "#lib/model/delivery.ts";
import { hideSecrets, maskedPairs, type TargetHeader, toPairs, withHeaders } from "./secrets.ts";

/** One try as it is stored. `status`, `headers` and `body` are there as far as an answer came; `error` when it did not come whole. */
export type FinishedAttempt = {
  number: number;
  startedAt: Date;
  durationMs: number;
  /** JSON of a SentRequest. */
  request: string;
  status?: number;
  headers?: Pairs;
  body?: Uint8Array<ArrayBuffer>;
  truncated?: boolean;
  error?: { code: string; message: string };
  timings: Timings;
};

/** A request with its address; `targetHeaders` join it on the wire and are kept masked. */
export type Sending = {
  url: string;
  method: string;
  headers: Pairs;
  targetHeaders: readonly TargetHeader[];
  body: Uint8Array<ArrayBuffer>;
};

/** The fields as they go out. */
export function wireHeaders({ headers, targetHeaders }: Pick<Sending, "headers" | "targetHeaders">): Pairs {
  return withHeaders(headers, toPairs(targetHeaders));
}

export function finishedAttempt(
  number: number,
  startedAt: Date,
  sending: Sending,
  result: EgressResult,
): FinishedAttempt {
  const given = result.kind === "answered" ? result : result.answer;
  const answer = given && hideSecrets(given, sending.targetHeaders);
  return {
    number,
    startedAt,
    durationMs: result.timings.totalMs,
    request: attemptRequest(sending),
    ...(answer && { status: answer.status, headers: answer.headers, body: answer.body, truncated: answer.truncated }),
    ...(result.kind === "failed" && { error: { code: result.code, message: result.message } }),
    timings: result.timings,
  };
}

/** The request as an attempt keeps it: JSON of a SentRequest, secrets masked. */
export function attemptRequest({ url, method, headers, targetHeaders, body }: Sending): string {
  const shown = withHeaders(headers, maskedPairs(targetHeaders));
  return JSON.stringify({ url, method, headers: shown, bodyBytes: body.length } satisfies SentRequest);
}

/** Only a whole 2xx answer is a delivery; a redirect is a failure (Standard Webhooks, "Delivery success and failure"). */
export function isDelivered(attempt: Pick<FinishedAttempt, "error" | "status">): boolean {
  return attempt.error === undefined && attempt.status !== undefined && attempt.status >= 200 && attempt.status < 300;
}
