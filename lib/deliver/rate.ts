/** Share of a second that a fast rate may give in one go; slow ones give one at a time. */
const BURST_SECONDS = 0.1;

/** How many may go now, when the next may, and what to remember once some have. Times in milliseconds. */
export type Allowance = { tokens: number; nextAt: number; after: (count: number) => number };

/**
 * An even rate as a leaky bucket (GCRA). `rateAt` is when the next one would be due if all went evenly; null when none went yet. Further ahead than
 * this rate itself leads it was written by a clock that has been set back since, or at a slower rate, and holds nobody up.
 */
export function allowance(perSecond: number, rateAt: number | null, now: number): Allowance {
  const interval = 1000 / perSecond;
  const slack = (Math.max(1, Math.ceil(perSecond * BURST_SECONDS)) - 1) * interval;
  // What is kept is rounded up to a millisecond.
  const isPlausible = rateAt !== null && rateAt <= now + slack + interval + 1;
  const due = isPlausible ? Math.max(rateAt, now) : now;
  const tokens = due - now > slack ? 0 : Math.floor((slack - (due - now)) / interval) + 1;
  return { tokens, nextAt: due - slack, after: (count) => due + count * interval };
}
