import { authorise } from "#lib/access/authorise.ts";
import { readSession } from "#lib/access/session.ts";
import { isAppError } from "#lib/errors.ts";
import type { Bin, OwnedBin } from "#lib/model/bin.ts";
import type { CapturePage } from "#lib/model/capture.ts";
import type { DeliveryPage } from "#lib/model/delivery.ts";
import { MAX_DELIVERY_PAGE } from "#lib/model/delivery-limits.ts";
import type { Forward } from "#lib/model/forward.ts";
import type { Replay } from "#lib/model/replay.ts";
import type { RuleList } from "#lib/model/rule.ts";
import type { Target } from "#lib/model/target.ts";
import { listOwnedBins } from "#lib/store/bins.ts";
import { listDeliveries } from "#lib/store/deliveries.ts";
import { listForwards } from "#lib/store/forwards.ts";
import { listReplays } from "#lib/store/replays.ts";
import { listTargets } from "#lib/store/targets.ts";
import { capturePage } from "./captures.ts";
import { presentForward } from "./forwards.ts";
import { presentBin } from "./present.ts";
import { rulesOf } from "./rules.ts";
import { presentTarget } from "./targets.ts";

/** What a page carries when it arrives, so that the browser need not ask for it first. `cookie` is the Cookie header. */

/** The bins this browser owns, newest activity first. */
export async function ownedBins(cookie: string | null): Promise<OwnedBin[]> {
  const session = await readSession(cookie);
  return session ? (await listOwnedBins(session.hash)).map(presentBin) : [];
}

/** A bin with its newest captures, or null when this browser may not read it (yet: it may bring a key in the fragment). */
export async function binWithCaptures(
  id: string,
  cookie: string | null,
): Promise<{ bin: Bin; page: CapturePage } | null> {
  return orNull(async () => {
    const bin = await authorise(id, { cookie });
    return { bin: presentBin(bin), page: await capturePage(bin, { limit: 50, order: "newest" }) };
  });
}

/** A bin with where it sends its captures, and what waits and what was given up; null as above. */
export async function binWithDeliveries(
  id: string,
  cookie: string | null,
): Promise<{
  bin: Bin;
  forwards: Forward[];
  targets: Target[];
  replays: Replay[];
  waiting: DeliveryPage;
  dead: DeliveryPage;
} | null> {
  return orNull(async () => {
    const bin = await authorise(id, { cookie });
    const [forwards, targets, replays, waiting, dead] = await Promise.all([
      listForwards(bin.no),
      listTargets(bin.no),
      listReplays(bin.no),
      listDeliveries(bin.no, { state: "waiting", limit: MAX_DELIVERY_PAGE }),
      listDeliveries(bin.no, { state: "dead", limit: MAX_DELIVERY_PAGE }),
    ]);
    return {
      bin: presentBin(bin),
      forwards: forwards.map(presentForward),
      targets: targets.map(presentTarget),
      replays,
      waiting,
      dead,
    };
  });
}

async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  }
}

/** A bin with its rules, or null when this browser may not read it. */
export async function binWithRules(id: string, cookie: string | null): Promise<{ bin: Bin; rules: RuleList } | null> {
  return orNull(async () => {
    const bin = await authorise(id, { cookie });
    return { bin: presentBin(bin), rules: await rulesOf(bin) };
  });
}
