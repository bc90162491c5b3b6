import { isLoopbackHost } from "#lib/access/origin.ts";
import { deliver } from "#lib/deliver/deliver.ts";
import { createResendLimit } from "#lib/deliver/resend-limit.ts";
import { createEgress, type Egress } from "#lib/egress/client.ts";
import { ownListeners } from "#lib/egress/own-listener.ts";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { bus } from "#lib/live/bus.ts";
import type { Delivery, NewDelivery } from "#lib/model/delivery.ts";
import { singleton } from "#lib/singleton.ts";
import type { StoredBin } from "#lib/store/bins.ts";
import type { StoredCapture } from "#lib/store/captures.ts";
import { saveDelivery } from "#lib/store/deliveries.ts";

/** Sends a capture on and waits for the end of the first attempt. Throws `rate_limited`, `target_not_allowed` or `invalid_input`. */
export async function resend(bin: StoredBin, capture: StoredCapture, edits: NewDelivery): Promise<Delivery> {
  const place = singleton("resend-limit", () => createResendLimit()).enter(bin.id);
  if (place.kind === "limited")
    throw new AppError("rate_limited", "Too many deliveries of this bin at once; wait a moment");
  try {
    const delivery = await deliver(capture, edits, {
      send: egress().send,
      save: (started) => saveDelivery(bin.no, started),
    });
    bus().publish({ kind: "delivered", bin: bin.id, delivery });
    return delivery;
  } finally {
    place.leave();
  }
}

/** This process's way out. Loopback is allowed when only this machine can reach us: whoever calls is on it already. */
function egress(): Egress {
  return singleton("egress", () =>
    createEgress({
      allow: env().EGRESS_ALLOW,
      allowLoopback: isLoopbackHost(env().HOST),
      ownListeners,
      proxy: env().EGRESS_PROXY ?? null,
    }),
  );
}
