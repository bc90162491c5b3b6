import { firstValue, type ReadonlyPairs } from "#lib/http/pairs.ts";

/** IMF-fixdate, the one form a sender may write today (RFC 9110 section 5.6.7). */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** How long an answer asks us to wait (RFC 9110 section 10.2.3), in milliseconds from `now`; 0 when it does not say or says it unreadably. */
export function retryAfterMs(headers: ReadonlyPairs, now: number): number {
  const value = firstValue(headers, "retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = HTTP_DATE.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
