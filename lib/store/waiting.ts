import type { Dialect } from "./dialect.ts";
import { type Hand, rows } from "./transact.ts";

/** Deliveries of a bin that wait, and the bytes that are kept for them. */
export type Waiting = { count: number; bytes: number };

/** What may wait in one bin, its forwards' targets together: what is more stays in the ring. The bytes: as many as the bin may keep, if fewer. */
export type WaitingLimits = { maxWaiting: number; maxWaitingBytes: number };

/** By target; without one under "". */
export async function waitingOf(tx: Hand, dialect: Dialect["name"], binNo: number): Promise<Map<string, Waiting>> {
  const sql = `SELECT "targetId", count(*) AS "count", sum("answerBytes" + CASE WHEN "ownBody" THEN "bodyBytes" ELSE 0 END) AS "bytes"
    FROM "Delivery" WHERE "binNo" = ? AND "state" = 'waiting' GROUP BY "targetId"`;
  type Row = { targetId: string | null; count: unknown; bytes: unknown };
  const found = await rows<Row>(tx, dialect, sql, binNo);
  return new Map(
    found.map(({ targetId, count, bytes }) => [targetId ?? "", { count: Number(count), bytes: Number(bytes) }]),
  );
}

/**
 * What may still come to wait for a target: its equal share, so that one that does not answer leaves the others theirs. Shares are made anew when
 * forwards are; what waits by then may be more, and all together is at most twice the limit.
 */
export function roomFor(
  waiting: ReadonlyMap<string, Waiting>,
  targetId: string,
  limits: WaitingLimits & { keepBytes: number; targets: number },
): Waiting {
  const { count, bytes } = waiting.get(targetId) ?? { count: 0, bytes: 0 };
  const all = roomOfBin(waiting, limits);
  const share = (limit: number) => Math.ceil(limit / Math.max(1, limits.targets));
  return {
    count: Math.min(share(limits.maxWaiting) - count, all.count),
    bytes: Math.min(share(bytesOf(limits)) - bytes, all.bytes),
  };
}

/** What may still come to wait in the whole bin. */
export function roomOfBin(
  waiting: ReadonlyMap<string, Waiting>,
  limits: WaitingLimits & { keepBytes: number },
): Waiting {
  const sum = (part: keyof Waiting) => [...waiting.values()].reduce((total, one) => total + one[part], 0);
  return { count: 2 * limits.maxWaiting - sum("count"), bytes: 2 * bytesOf(limits) - sum("bytes") };
}

function bytesOf({ maxWaitingBytes, keepBytes }: WaitingLimits & { keepBytes: number }): number {
  return keepBytes > 0 ? Math.min(maxWaitingBytes, keepBytes) : maxWaitingBytes;
}
