import type { Egress, EgressResult } from "#lib/egress/client.ts";
import { AppError } from "#lib/errors.ts";
import type { Pairs } from "#lib/http/pairs.ts";
import type { Delivery, Edits } from "#lib/model/delivery.ts";
import { newUuid } from "#lib/model/ids.ts";
import { type FinishedAttempt, finishedAttempt, isDelivered, wireHeaders } from "./attempt.ts";
import { prepare, type Source } from "./prepare.ts";
import type { TargetHeader } from "./secrets.ts";

/**
 * Deliveries: a capture on its way to a target. Knows what to send, what counts as delivered and what to keep of it; refuses to know how
 * bytes leave the process and where rows are kept.
 */
export type StartedDelivery = {
  id: string;
  captureSeq: number;
  via: "resend";
  url: string;
  method: string;
  headers: Pairs;
  hops: number;
  body: Uint8Array<ArrayBuffer>;
  state: Delivery["state"];
  targetId: string | null;
  createdAt: Date;
  attempts: FinishedAttempt[];
};

/** A bare URL, or one of the bin's targets with its own headers. */
export type Destination = { id: string | null; url: string; headers: readonly TargetHeader[] };

export type Collaborators = {
  send: Egress["send"];
  /** Keeps the delivery with its attempts and gives it back as callers see it. */
  save: (delivery: StartedDelivery) => Promise<Delivery>;
  now?: () => Date;
  newId?: () => string;
};

/**
 * Sends a capture, as it was or edited, once, and keeps what came of it. A target that cannot be reached or does not take it is a Delivery
 * with state `failed`, not an error. Throws target_not_allowed or invalid_input, and keeps nothing, when there was nothing to
 * send or nowhere it may go.
 */
export async function deliver(
  source: Source,
  destination: Destination,
  edits: Edits,
  collaborators: Collaborators,
): Promise<Delivery> {
  const { send, save, now = () => new Date(), newId = () => newUuid() } = collaborators;
  const { method, headers, body, hops } = prepare(source, edits);
  const { id: targetId, url } = destination;
  const sending = { url, method, headers, body, targetHeaders: destination.headers };
  const startedAt = now();
  const result = await send({ url, method, body, hops, headers: wireHeaders(sending) });
  refuse(result);
  const attempt = finishedAttempt(1, startedAt, sending, result);
  return save({
    ...{ id: newId(), captureSeq: source.seq, via: "resend", url, method, headers, hops, body, targetId },
    state: isDelivered(attempt) ? "succeeded" : "failed",
    createdAt: startedAt,
    attempts: [attempt],
  });
}

/** Failures that are the caller's to mend before anything was sent. */
function refuse(result: EgressResult): void {
  if (result.kind !== "failed") return;
  switch (result.code) {
    case "target_not_allowed":
      throw new AppError("target_not_allowed", result.message);
    case "invalid_target":
      throw invalid(result.message, "url");
    case "invalid_request":
    case "loop_detected":
      throw invalid(result.message, "headers");
    default:
  }
}

function invalid(message: string, path: string): AppError {
  return new AppError("invalid_input", message, { problems: [{ path, message }] });
}
