import { paceSchema } from "#lib/model/replay.ts";
import { withStore } from "./busy.ts";
import { database } from "./database.ts";
import { timeOf } from "./transact.ts";

/**
 * What waits until a time on the wall clock waits too long once that clock is set back: each wait is shortened to what it was meant to be, from
 * now on. Times are kept as they are on the wall, because several processes and the next start go by them. Any process may do this at any
 * time, several at once too: nothing is sent before its time.
 */

const STEP = 500;

/** `pauseAfter`: how long a target that failed so often in a row is left alone. */
export async function shortenWaits(
  now: Date,
  meant: { leaseMs: number; pauseAfter: (failures: number) => number },
): Promise<void> {
  await shortenPauses(now, meant.pauseAfter);
  await shortenRetries(now);
  await shortenReplays(now);
  await shortenLeases(new Date(now.getTime() + meant.leaseMs));
}

async function shortenPauses(now: Date, pauseAfter: (failures: number) => number): Promise<void> {
  const { prisma } = await database();
  const open = await withStore(() =>
    prisma.target.findMany({
      where: { openUntil: { gt: now } },
      select: { id: true, failures: true, openUntil: true },
    }),
  );
  for (const { id, failures, openUntil } of open) {
    const latest = new Date(now.getTime() + pauseAfter(failures));
    if (openUntil === null || openUntil <= latest) continue;
    await withStore(() =>
      prisma.target.updateMany({ where: { id, failures, openUntil }, data: { openUntil: latest } }),
    );
  }
}

type Retry = { id: string; nextAt: unknown; begunAt: unknown };

/** A delivery that waits since a time that is still to come began to wait before the clock was set back. */
async function shortenRetries(now: Date): Promise<void> {
  const { prisma } = await database();
  for (;;) {
    const found = await withStore(
      () => prisma.$queryRaw<Retry[]>`SELECT d."id", d."nextAt", COALESCE(d."startedAt", d."createdAt") AS "begunAt"
        FROM "Target" t JOIN "Delivery" d ON d."targetId" = t."id" AND d."state" = 'waiting' AND d."nextAt" > ${now}
        WHERE COALESCE(d."startedAt", d."createdAt") > ${now} LIMIT ${STEP}`,
    );
    for (const { id, ...times } of found) {
      const nextAt = new Date(timeOf(times.nextAt) ?? 0);
      const meantMs = Math.max(0, nextAt.getTime() - (timeOf(times.begunAt) ?? 0));
      const data = { nextAt: new Date(now.getTime() + meantMs), startedAt: now };
      await withStore(() => prisma.delivery.updateMany({ where: { id, state: "waiting", nextAt }, data }));
    }
    if (found.length < STEP) return;
  }
}

/** A replay that waits for room or for its target looks again at once, which tells how long it is to wait; one that keeps a pace waits as long. */
async function shortenReplays(now: Date): Promise<void> {
  const { prisma } = await database();
  const where = { state: "running", leaseBy: null, nextAt: { gt: now } };
  const waiting = await withStore(() => prisma.replay.findMany({ where }));
  for (const { id, nextAt, paused, ...replay } of waiting) {
    const latest = new Date(now.getTime() + (paused ? 0 : await gapBefore(replay)));
    if (nextAt === null || nextAt <= latest) continue;
    await withStore(() => prisma.replay.updateMany({ where: { ...where, id, nextAt }, data: { nextAt: latest } }));
  }
}

/** How long after the send before it the next one is due, in milliseconds. */
async function gapBefore(replay: { binNo: number; seqs: string; position: number; pace: string }): Promise<number> {
  const pace = paceSchema.parse(JSON.parse(replay.pace));
  if (pace.kind === "rate") return 1000 / pace.perSecond;
  const seqs = JSON.parse(replay.seqs) as number[];
  const at = replay.position % seqs.length;
  const [before, next] = seqs.slice(at - 1, at + 1);
  if (pace.kind === "at_once" || at === 0 || before === undefined || next === undefined) return 0;
  const { prisma } = await database();
  const receivedAt = async (seq: number) => {
    const where = { binNo_seq: { binNo: replay.binNo, seq } };
    return (await withStore(() => prisma.capture.findUnique({ where, select: { receivedAt: true } })))?.receivedAt;
  };
  const [from, to] = [await receivedAt(before), await receivedAt(next)];
  return from && to ? Math.max(0, to.getTime() - from.getTime()) / pace.speed : 0;
}

/** Whoever lives renews his in time. */
async function shortenLeases(latest: Date): Promise<void> {
  const { prisma } = await database();
  const where = { leaseUntil: { gt: latest } };
  await withStore(() => prisma.delivery.updateMany({ where, data: { leaseUntil: latest } }));
  await withStore(() => prisma.replay.updateMany({ where, data: { leaseUntil: latest } }));
}
