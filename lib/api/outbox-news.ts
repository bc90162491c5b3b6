import type { OutboxChanges } from "#lib/live/bus.ts";
import type { OutboxNews } from "#lib/live/gateway.ts";
import { findDeliveries } from "#lib/store/deliveries.ts";
import { findReplays } from "#lib/store/replays.ts";
import { findTargets } from "#lib/store/targets.ts";
import { presentTarget } from "./targets.ts";

/** What changed among a bin's deliveries, as its dashboards are told. */
export async function outboxNews(bin: string, changes: OutboxChanges): Promise<OutboxNews> {
  const [deliveries, replays, targets] = await Promise.all([
    findDeliveries(bin, changes.deliveries),
    findReplays(bin, changes.replays),
    findTargets(bin, changes.targets),
  ]);
  return { deliveries, replays, targets: targets.map(presentTarget) };
}
