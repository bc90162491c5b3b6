import type { Lane } from "#lib/store/targets.ts";
import { afterTry, beforeTry, isPassable } from "./circuit.ts";
import { type Allowance, allowance } from "./rate.ts";

/** How many of `wanted` deliveries may set out at `now`, the lane once they have, and when to ask again if more would. */
export type Passage = { count: number; lane: Lane; nextAt: number | null };

/**
 * The way into a target: closed while its circuit is open, one at a time when that has just ended, else as many as its concurrency
 * and rate leave.
 */
export function enter(lane: Lane, inFlight: number, wanted: number, now: number): Passage {
  const circuit = { failures: lane.failures, openUntil: lane.openUntil };
  if (!isPassable(circuit, now)) return { count: 0, lane, nextAt: lane.openUntil };
  const isTrial = lane.openUntil !== null;
  const free = Math.max(0, isTrial ? 1 : lane.concurrency - inFlight);
  const rate = byRate(lane, now);
  const count = Math.min(wanted, free, rate.tokens);
  if (count === 0) return { count, lane, nextAt: rate.tokens === 0 ? rate.nextAt : null };
  const after = { ...lane, ...beforeTry(circuit, now), rateAt: rate.after(count) };
  const isHeldByRate = count === rate.tokens && count < wanted;
  return { count, lane: after, nextAt: isHeldByRate ? byRate(after, now).nextAt : null };
}

/** The lane once an attempt has ended. */
export function leave(lane: Lane, delivered: boolean, now: number): Lane {
  return { ...lane, ...afterTry({ failures: lane.failures, openUntil: lane.openUntil }, delivered, now) };
}

const UNLIMITED: Omit<Allowance, "after"> & { after: () => null } = {
  ...{ tokens: Number.POSITIVE_INFINITY, nextAt: 0, after: () => null },
};

function byRate({ ratePerSecond, rateAt }: Lane, now: number) {
  return ratePerSecond === null ? UNLIMITED : allowance(ratePerSecond, rateAt, now);
}
