import { attemptRequest } from "#lib/deliver/attempt.ts";
import { type Destination, deliver } from "#lib/deliver/deliver.ts";
import { editedBody } from "#lib/deliver/prepare.ts";
import { createResendLimit, type ResendLimit } from "#lib/deliver/resend-limit.ts";
import { deliveries } from "#lib/deliver/service.ts";
import { egress } from "#lib/egress/open-egress.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import type { Attempt, BrowserDelivery, Delivery, NewDelivery, ResendDead } from "#lib/model/delivery.ts";
import { MAX_ANSWER_BYTES } from "#lib/model/delivery-limits.ts";
import { newUuid } from "#lib/model/ids.ts";
import { singleton } from "#lib/singleton.ts";
import type { StoredBin } from "#lib/store/bins.ts";
import type { StoredCapture } from "#lib/store/captures.ts";
import { findAttempt, findDelivery, saveDelivery } from "#lib/store/deliveries.ts";
import { requeue } from "#lib/store/requeue.ts";
import { targetForUrl } from "#lib/store/targets.ts";
import { knownTarget } from "./targets.ts";

/** Largest JSON that brings a body: as large as a captured one and an answer, in base64, and with room for the other fields. */
export function deliveryBytes(): number {
  return Math.ceil((env().MAX_BODY_BYTES + MAX_ANSWER_BYTES) * 1.4) + 1024 * 1024;
}

/** Sends a capture on and waits for the end of its one attempt. Throws `rate_limited`, `target_not_allowed` or `invalid_input`. */
export async function resend(bin: StoredBin, capture: StoredCapture, wanted: NewDelivery): Promise<Delivery> {
  return limited(bin, async () => {
    const { url, target, ...edits } = wanted;
    const delivery = await deliver(capture, await destinationOf(bin, { url, target }), edits, {
      send: egress().send,
      save: (started) => saveDelivery(bin.no, started),
    });
    deliveries().announce(bin.id, { delivery: delivery.id });
    return delivery;
  });
}

async function destinationOf(
  bin: StoredBin,
  { url, target }: Pick<NewDelivery, "url" | "target">,
): Promise<Destination> {
  if (target === undefined) return { id: null, url: url ?? "", headers: [] };
  const found = await knownTarget(bin, target, "target");
  return { id: found.id, url: found.url, headers: found.headers };
}

/** Keeps what the owner's own page sent and what its browser let it see. */
export async function keepBrowserDelivery(
  bin: StoredBin,
  capture: StoredCapture,
  told: BrowserDelivery,
): Promise<Delivery> {
  return limited(bin, async () => {
    const { url, method, headers, answer, error } = told;
    const body = editedBody(told.body);
    const startedAt = new Date(told.startedAt);
    const isDelivered = answer !== undefined && answer.status >= 200 && answer.status < 300;
    const delivery = await saveDelivery(bin.no, {
      ...{
        id: newUuid(),
        captureSeq: capture.seq,
        via: "browser",
        url,
        method,
        headers,
        hops: 0,
        body,
        targetId: null,
      },
      state: isDelivered ? "succeeded" : "failed",
      // By our clock, which orders deliveries and says how old they are: the browser's may be wrong by years.
      createdAt: new Date(),
      attempts: [
        {
          ...{ number: 1, startedAt, durationMs: told.durationMs },
          request: attemptRequest({ url, method, headers, body, targetHeaders: [] }),
          ...(answer && { ...answer, body: editedBody(answer.body) }),
          ...(error !== undefined && { error: { code: "browser", message: error } }),
        },
      ],
    });
    deliveries().announce(bin.id, { delivery: delivery.id });
    return delivery;
  });
}

async function limited<T>(bin: StoredBin, work: () => Promise<T>): Promise<T> {
  const place = resendLimit().enter(bin.id);
  if (place.kind === "limited") throw tooMany(place.retryAfterMs);
  try {
    return await work();
  } finally {
    place.leave();
  }
}

function resendLimit(): ResendLimit {
  return singleton("resend-limit", () => createResendLimit());
}

function tooMany(retryAfterMs: number): AppError {
  const retryAfterSeconds = Math.ceil(retryAfterMs / 1000);
  return new AppError("rate_limited", "Too many deliveries of this bin at once; wait a moment", { retryAfterSeconds });
}

/** Throws `not_found`. */
export async function deliveryOf(bin: StoredBin, id: string): Promise<Delivery> {
  const delivery = await findDelivery(bin.no, id);
  if (!delivery) throw noDelivery();
  return delivery;
}

/** One attempt, whole. Throws `not_found`. */
export async function attemptOf(bin: StoredBin, id: string, number: string): Promise<Attempt> {
  const attempt = /^[1-9]\d{0,8}$/.test(number) ? await findAttempt(bin.no, id, Number(number)) : null;
  if (!attempt) throw noDelivery();
  return attempt;
}

export function noDelivery(): AppError {
  return new AppError(
    "not_found",
    "No such delivery in this bin; it may have been deleted, or made room for newer ones",
  );
}

/** Puts a dead or failed delivery back into the outbox. Throws `not_found`, `conflict` or `rate_limited`. */
export async function resendDelivery(bin: StoredBin, id: string): Promise<Delivery> {
  const before = await deliveryOf(bin, id);
  if (before.via === "browser" || (before.state !== "dead" && before.state !== "failed")) {
    throw new AppError(
      "conflict",
      "Only a delivery that was given up or failed can be sent again; resend its capture instead",
    );
  }
  await requeued(bin, { id });
  return deliveryOf(bin, id);
}

/** Puts dead letters back into the outbox; says how many. Throws `rate_limited`. */
export async function resendDead(bin: StoredBin, which: ResendDead): Promise<number> {
  return requeued(bin, which);
}

async function requeued(bin: StoredBin, which: ResendDead & { id?: string }): Promise<number> {
  return limited(bin, async () => {
    const { ids, count, targets } = await requeue(bin.no, which, (url) => targetForUrl(bin.no, url, newUuid));
    const service = deliveries();
    for (const delivery of ids) service.announce(bin.id, { delivery });
    for (const target of targets) service.wakeTarget(target, bin.no);
    return count;
  });
}
