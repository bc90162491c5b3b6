import type { Lane } from "#lib/store/targets.ts";
import { afterTry, beforeTry, isPassable } from "./circuit.ts";

/** How many of `wanted` deliveries may set out at `now`, the lane once they have, and when to ask again if more would. */
export type Passage = { count: number; lane: Lane; nextAt: number | null };

/** Share of a second that a fast target may get in one go; slow ones get one at a time. */
const BURST_SECONDS = 0.1;

/**
 * The way into a target: closed while its circuit is open, one at a time when that has just ended, else as many as its concurrency
 * and rate leave. The rate is a leaky bucket (GCRA): `rateAt` is when the next one would be due if all went evenly.
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

function byRate(lane: Lane, now: number): { tokens: number; nextAt: number; after: (count: number) => number | null } {
  if (lane.ratePerSecond === null) return { tokens: Number.POSITIVE_INFINITY, nextAt: now, after: () => null };
  const interval = 1000 / lane.ratePerSecond;
  const slack = (Math.max(1, Math.ceil(lane.ratePerSecond * BURST_SECONDS)) - 1) * interval;
  const due = Math.max(lane.rateAt ?? now, now);
  const tokens = due - now > slack ? 0 : Math.floor((slack - (due - now)) / interval) + 1;
  return { tokens, nextAt: due - slack, after: (count) => due + count * interval };
}
