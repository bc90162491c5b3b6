import { withStore } from "./busy.ts";
import { database } from "./database.ts";
import { attemptColumns, type NewAttempt } from "./deliveries.ts";
import type { Lease } from "./outbox.ts";
import { lockRow, transact } from "./transact.ts";

/** Whose deliveries and replays are whose: a lease says so, and ends with its process. */

/** Says that this process still works on these. What it claimed and has lost hold of (a commit whose answer never came) is left to run out. */
export async function renewLeases(lease: Lease, inHand: { deliveries: string[]; replays: string[] }): Promise<void> {
  const { prisma } = await database();
  const where = (ids: string[]) => ({ id: { in: ids }, leaseBy: lease.by, leaseUntil: { not: null } });
  const data = { leaseUntil: lease.until };
  const { deliveries, replays } = inHand;
  if (deliveries.length > 0) {
    await withStore(() => prisma.delivery.updateMany({ where: where(deliveries), data }));
  }
  if (replays.length > 0) {
    await withStore(() => prisma.replay.updateMany({ where: { ...where(replays), state: "running" }, data }));
  }
}

/**
 * Ends the attempts of processes that are gone: their lease ran out, or `isGone` knows. Each is written down as interrupted, and its
 * delivery is due again, unless the attempt before was interrupted too.
 */
export async function endInterrupted(
  now: Date,
  isGone: (by: string) => boolean,
  attempt: (number: number, startedAt: Date) => NewAttempt,
): Promise<{ binId: string; id: string }[]> {
  const { prisma } = await database();
  const leased = await withStore(() =>
    prisma.delivery.findMany({
      where: { leaseUntil: { not: null } },
      select: {
        id: true,
        leaseBy: true,
        leaseUntil: true,
        startedAt: true,
        attemptCount: true,
        bin: { select: { id: true } },
      },
    }),
  );
  const ended: { binId: string; id: string }[] = [];
  for (const row of leased) {
    const { id, leaseBy, leaseUntil, attemptCount: number } = row;
    if (leaseBy === null || leaseUntil === null || (leaseUntil > now && !isGone(leaseBy))) continue;
    const interrupted = attempt(number, row.startedAt ?? now);
    const wasEnded = await transact(
      async (tx, dialect) => {
        if (!(await lockRow(tx, dialect, "delivery", id, { wait: false }))) return false;
        const before = await tx.attempt.findUnique({
          where: { deliveryId_number: { deliveryId: id, number: number - 1 } },
        });
        const isSecond = before?.errorCode === interrupted.error?.code;
        const { count } = await tx.delivery.updateMany({
          where: { id, leaseBy, leaseUntil, attemptCount: number },
          data: {
            ...{ leaseBy: null, leaseUntil: null },
            // It does not use up a step of the schedule: nobody knows that the target failed.
            ...(isSecond
              ? { state: "dead", reason: "interrupted", attemptBase: number }
              : { nextAt: now, attemptBase: { increment: 1 } }),
          },
        });
        if (count === 0) return false;
        await tx.attempt.create({ data: { deliveryId: id, ...attemptColumns(interrupted) } });
        return true;
      },
      { relaxed: true },
    );
    if (wasEnded) ended.push({ binId: row.bin.id, id });
  }
  return ended;
}
