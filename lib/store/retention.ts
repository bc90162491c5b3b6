import { deleteBin } from "./bins.ts";
import { withStore } from "./busy.ts";
import { database } from "./database.ts";
import { removeCaptures } from "./remove.ts";
import { setAside } from "./reserve.ts";

/**
 * What goes with time: captures past their bin's age, bins past their last use, sessions nobody used for long. In small steps, so
 * that no sender waits. (What goes for count and bytes goes in the journal's own transactions.)
 */

const DAY_MS = 86_400_000;
const SESSION_DAYS = 400;
const STEP = 500;

export type Swept = { captures: number; bins: string[] };

/** One pass over all bins. Returns what went, so that dashboards can be told. */
export async function sweep(now: Date = new Date()): Promise<Swept> {
  const { prisma } = await database();
  const swept: Swept = { captures: 0, bins: [] };
  const bins = await withStore(() =>
    prisma.bin.findMany({
      where: { keepDays: { gt: 0 } },
      select: { no: true, id: true, keepDays: true, usedAt: true, total: true },
    }),
  );
  for (const bin of bins) {
    const limit = new Date(now.getTime() - bin.keepDays * DAY_MS);
    if (bin.usedAt < limit) {
      await deleteBin(bin.no);
      swept.bins.push(bin.id);
    } else if (bin.total > 0) swept.captures += await dropOlder(bin.no, limit, now);
  }
  await withStore(() =>
    prisma.session.deleteMany({ where: { usedAt: { lt: new Date(now.getTime() - SESSION_DAYS * DAY_MS) } } }),
  );
  await setAside();
  return swept;
}

/** Pins stay until the bin goes. */
async function dropOlder(binNo: number, receivedBefore: Date, now: Date): Promise<number> {
  let dropped = 0;
  for (;;) {
    const count = await removeCaptures(binNo, { receivedBefore, sparePins: true, limit: STEP, droppedAt: now });
    dropped += count;
    if (count < STEP) return dropped;
    await new Promise(setImmediate);
  }
}
