/** Share of a second that a fast rate may give in one go; slow ones give one at a time. */
const BURST_SECONDS = 0.1;

/** How many may go now, when the next may, and what to remember once some have. Times in milliseconds. */
export type Allowance = { tokens: number; nextAt: number; after: (count: number) => number };

/** An even rate as a leaky bucket (GCRA). `rateAt` is when the next one would be due if all went evenly; null when none went yet. */
export function allowance(perSecond: number, rateAt: number | null, now: number): Allowance {
  const interval = 1000 / perSecond;
  const slack = (Math.max(1, Math.ceil(perSecond * BURST_SECONDS)) - 1) * interval;
  const due = Math.max(rateAt ?? now, now);
  const tokens = due - now > slack ? 0 : Math.floor((slack - (due - now)) / interval) + 1;
  return { tokens, nextAt: due - slack, after: (count) => due + count * interval };
}
