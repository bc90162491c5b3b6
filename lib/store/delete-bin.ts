import { CLOSED } from "./closed-bins.ts";
import { database } from "./database.ts";
import { deleting } from "./reserve.ts";

/**
 * How a bin goes: its address first, so that nothing reaches it any more, then its captures in steps, then the rest with its row. What is
 * interrupted between the two is found by its address, and ended by the next sweep.
 */

/** How many captures one step deletes, so that a large bin never holds the database for long. */
const STEP = 2000;

/**
 * Deletes the bin with all that hangs on it; calls `closed` as soon as its address is gone. With `unusedSince`, a bin that was used since
 * then stays, and this is false; so it is when there is no such bin.
 */
export async function deleteBin(
  no: number,
  { unusedSince, closed = () => undefined }: { unusedSince?: Date; closed?: () => void } = {},
): Promise<boolean> {
  const { prisma } = await database();
  const where = { no, ...(unusedSince && { usedAt: { lt: unusedSince } }) };
  const { count } = await deleting(() => prisma.bin.updateMany({ where, data: { id: `${CLOSED}${no}` } }));
  if (count === 0) return false;
  closed();
  await eraseBin(no);
  return true;
}

/** Deletes what is left of a bin whose address is gone. */
export async function eraseBin(no: number): Promise<void> {
  const { prisma } = await database();
  while ((await removeOldest(no, STEP)) > 0) await new Promise(setImmediate);
  await deleting(() => prisma.bin.deleteMany({ where: { no } }));
}

async function removeOldest(no: number, count: number): Promise<number> {
  const { prisma } = await database();
  return deleting(async () => {
    const oldest = await prisma.capture.findMany({
      where: { binNo: no },
      orderBy: { seq: "asc" },
      select: { seq: true },
      take: count,
    });
    const last = oldest.at(-1);
    if (!last) return 0;
    return (await prisma.capture.deleteMany({ where: { binNo: no, seq: { lte: last.seq } } })).count;
  });
}
