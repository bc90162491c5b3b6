import type { Gate } from "#lib/store/outbox.ts";
import { allowance } from "./rate.ts";

/**
 * A gate that also bounds what one bin sends: whoever may make a bin on a public server could otherwise turn it on somebody
 * else's. Counts in memory, each process for itself. `perMinute` 0 lets everything through.
 */
export function withBinRate(gate: Gate, perMinute: number): Gate {
  if (perMinute === 0) return gate;
  const perSecond = perMinute / 60;
  const rates = new Map<number, number>();
  return (lane, inFlight, wanted, now, binNo) => {
    const own = allowance(perSecond, rates.get(binNo) ?? null, now);
    if (own.tokens === 0) return { count: 0, lane, nextAt: own.nextAt };
    const passage = gate(lane, inFlight, Math.min(wanted, own.tokens), now, binNo);
    if (passage.count === 0) return passage;
    forgetIdle(rates, now);
    rates.set(binNo, own.after(passage.count));
    const isHeldBack = passage.count === own.tokens && passage.count < wanted;
    return isHeldBack ? { ...passage, nextAt: Math.max(passage.nextAt ?? 0, own.nextAt + 1000 / perSecond) } : passage;
  };
}

/** A bin that has sent nothing lately needs no memory. */
function forgetIdle(rates: Map<number, number>, now: number): void {
  if (rates.size < 10_000) return;
  for (const [bin, at] of rates) if (at <= now) rates.delete(bin);
}
