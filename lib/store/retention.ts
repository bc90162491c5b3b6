import { withStore } from "./busy.ts";
import { CLOSED } from "./closed-bins.ts";
import { database } from "./database.ts";
import { deleteBin, eraseBin } from "./delete-bin.ts";
import { query } from "./dialect.ts";
import { UNPINNED } from "./keep-pins.ts";
import { removeCaptures } from "./remove.ts";
import { setAside } from "./reserve.ts";
import { placed, timeOf } from "./transact.ts";
import { trimBin } from "./trim-bin.ts";

/**
 * What goes with time: captures past their bin's age, bins past their last use, sessions nobody used for long. In small steps, so
 * that no sender waits. (What goes for count and bytes goes in the journal's own transactions, unless limits were lowered.)
 */

const DAY_MS = 86_400_000;
const SESSION_DAYS = 400;
const STEP = 500;
/** Bins that are looked at in one read. */
const LOOK = 500;

export type SweepTold = {
  /** A bin has gone: nothing reaches it any more. */
  closed: (bin: string) => void;
  /** A bin could not be dealt with, for this reason; the others are. */
  failed: (error: unknown) => void;
};

/**
 * A bin as retention needs it; times are milliseconds since 1970, `oldest` that of its first capture that is not pinned. `isOver`: it holds more
 * than its limits on count and bytes, because they were lowered.
 */
type Aging = { no: number; id: string; keepDays: number; usedAt: number; oldest: number | null; isOver: boolean };

/** One pass over all bins. Null: it is not known what time it is, and nothing goes for its age. */
export async function sweep(now: Date | null, told: SweepTold): Promise<void> {
  const { prisma } = await database();
  let bins: Aging[] = [];
  do {
    bins = await agingBins(bins.at(-1)?.no ?? 0);
    for (const bin of bins) await sweepBin(bin, now, told).catch(told.failed);
    await new Promise(setImmediate);
  } while (bins.length === LOOK);
  if (now) {
    const limit = new Date(now.getTime() - SESSION_DAYS * DAY_MS);
    await withStore(() => prisma.session.deleteMany({ where: { usedAt: { lt: limit } } }));
  }
  await setAside();
}

async function sweepBin(bin: Aging, now: Date | null, told: SweepTold): Promise<void> {
  const { no, id, keepDays, usedAt, oldest } = bin;
  if (id.startsWith(CLOSED)) {
    await eraseBin(no);
    return;
  }
  if (bin.isOver) await trimBin(no);
  if (keepDays === 0 || !now) return;
  const limit = new Date(now.getTime() - keepDays * DAY_MS);
  // It may have been used since it was read; `deleteBin` looks again.
  if (usedAt < limit.getTime()) await deleteBin(no, { unusedSince: limit, closed: () => told.closed(id) });
  else if (oldest !== null && oldest < limit.getTime()) await dropOlder(no, limit, now);
}

/** The next bins. A bin's row is taken for writing only when this says that there is something to do. */
async function agingBins(after: number): Promise<Aging[]> {
  const { connection, dialect } = await database();
  const first = `SELECT c."receivedAt" FROM "Capture" c WHERE c."binNo" = b."no" AND ${UNPINNED}
    ORDER BY c."seq" LIMIT 1`;
  const pins = (what: string) => `(SELECT ${what} FROM "Mark" m WHERE m."binNo" = b."no" AND m."pinned")`;
  const unpinned = `b."total" - ${pins("count(*)")}`;
  const isOver = `CASE WHEN ${unpinned} > 1
    AND (b."keepCaptures" > 0 AND ${unpinned} > b."keepCaptures"
      OR b."keepBytes" > 0 AND b."bytes" - ${pins(`coalesce(sum(m."size"), 0)`)} > b."keepBytes") THEN 1 ELSE 0 END`;
  const sql = `SELECT b."no", b."id", b."keepDays", b."usedAt", (${first}), ${isOver}
    FROM "Bin" b WHERE b."no" > ? ORDER BY b."no" LIMIT ${LOOK}`;
  const { rows } = await withStore(() => connection.queryRaw(query(placed(sql, dialect.name), [after])));
  return rows.map(([no, id, keepDays, usedAt, oldest, over]) => ({
    no: Number(no),
    id: String(id),
    keepDays: Number(keepDays),
    usedAt: timeOf(usedAt) ?? 0,
    oldest: timeOf(oldest),
    isOver: Number(over) === 1,
  }));
}

/** Pins stay until the bin goes. */
async function dropOlder(binNo: number, receivedBefore: Date, now: Date): Promise<void> {
  for (;;) {
    const count = await removeCaptures(binNo, { receivedBefore, sparePins: true, limit: STEP, droppedAt: now });
    if (count < STEP) return;
    await new Promise(setImmediate);
  }
}
