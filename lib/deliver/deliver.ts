import type { Egress, EgressResult } from "#lib/egress/client.ts";
import { AppError } from "#lib/errors.ts";
import type { Pairs } from "#lib/http/pairs.ts";
import type { Delivery, NewDelivery } from "#lib/model/delivery.ts";
import { newUuid } from "#lib/model/ids.ts";
import { type FinishedAttempt, finishedAttempt, isDelivered } from "./attempt.ts";
import { prepare, type Source } from "./prepare.ts";

/**
 * Deliveries: a capture on its way to a target. Knows what to send, what counts as delivered and what to keep of it; refuses to know how
 * bytes leave the process and where rows are kept.
 */
export type StartedDelivery = {
  id: string;
  captureSeq: number;
  url: string;
  method: string;
  headers: Pairs;
  body: Uint8Array<ArrayBuffer>;
  state: Delivery["state"];
  createdAt: Date;
  attempts: FinishedAttempt[];
};

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
export async function deliver(source: Source, edits: NewDelivery, collaborators: Collaborators): Promise<Delivery> {
  const { send, save, now = () => new Date(), newId = () => newUuid() } = collaborators;
  const outgoing = prepare(source, edits);
  const startedAt = now();
  const result = await send(outgoing);
  refuse(result);
  const attempt = finishedAttempt(1, startedAt, result);
  const { url, method, headers, body } = outgoing;
  return save({
    id: newId(),
    captureSeq: source.seq,
    url,
    method,
    headers,
    body,
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
