import { statusText } from "#components/bin/status-text.ts";
import type { Delivery } from "#lib/model/delivery.ts";

/** Why deliveries were given up, and how many for the same reason. */
export type FailureReason = { words: string; status: number | null; count: number };

/** By their last attempts, the most frequent first. */
export function failureReasons(deliveries: readonly Pick<Delivery, "attempts">[]): FailureReason[] {
  const reasons = new Map<string, FailureReason>();
  for (const { attempts } of deliveries) {
    const last = attempts.at(-1);
    const status = last?.status ?? null;
    const words = last?.error?.message ?? (status === null ? "It was not sent" : statusText(status));
    const key = `${status} ${words}`;
    const known = reasons.get(key);
    if (known) known.count += 1;
    else reasons.set(key, { words, status, count: 1 });
  }
  return [...reasons.values()].sort((a, b) => b.count - a.count);
}
