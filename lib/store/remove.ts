import { database } from "./database.ts";
import { deleting } from "./reserve.ts";

/** The captures of one bin that shall go. */
export type Doomed = {
  /** Only this one. */
  seq?: number;
  /** Only those up to here. */
  upTo?: number;
  /** Only those that came before. Captures are in order of arrival, so the search ends at the first that is younger. */
  receivedBefore?: Date;
  /** Leave pinned ones. */
  sparePins?: boolean;
  /** At most so many, the oldest first. */
  limit: number;
  /** Count them as dropped to make room, since this moment. */
  droppedAt?: Date;
};

/**
 * Deletes captures in one transaction, takes them off the bin's counters and returns how many went. A small `limit` keeps the database
 * free for those who store.
 */
export async function removeCaptures(binNo: number, doomed: Doomed): Promise<number> {
  const { prisma } = await database();
  return deleting(() =>
    prisma.$transaction(async (tx) => {
      // Taking the bin's row first gives every writer of a bin one order, so that two never wait for each other.
      await tx.bin.updateMany({ where: { no: binNo }, data: { total: { increment: 0 } } });
      const pins = doomed.sparePins
        ? await tx.mark.findMany({ where: { binNo, pinned: true }, select: { seq: true, size: true } })
        : [];
      const notIn = pins.map(({ seq }) => seq);
      const oldest = await tx.capture.findMany({
        where: {
          binNo,
          seq: {
            notIn,
            ...(doomed.seq !== undefined && { equals: doomed.seq }),
            ...(doomed.upTo !== undefined && { lte: doomed.upTo }),
          },
        },
        orderBy: { seq: "asc" },
        take: doomed.limit,
        select: { seq: true, receivedAt: true },
      });
      const { receivedBefore } = doomed;
      const younger = receivedBefore ? oldest.findIndex(({ receivedAt }) => receivedAt >= receivedBefore) : -1;
      const going = younger < 0 ? oldest : oldest.slice(0, younger);
      const [first, last] = [going[0], going.at(-1)];
      if (!first || !last) return 0;
      const range = { gte: first.seq, lte: last.seq, notIn };
      // The same sum as the journal's (entrySize), looked up where the body is, without reading it.
      const [sum] = await tx.$queryRaw<{ size: bigint | number }[]>`
        SELECT sum(octet_length("body") + length("headers")) AS "size" FROM "Capture"
        WHERE "binNo" = ${binNo} AND "seq" BETWEEN ${first.seq} AND ${last.seq}`;
      const spared = pins.filter(({ seq }) => seq > first.seq && seq < last.seq);
      const bytes = BigInt(sum?.size ?? 0) - BigInt(spared.reduce((total, { size }) => total + size, 0));
      await tx.capture.deleteMany({ where: { binNo, seq: range } });
      await tx.mark.deleteMany({ where: { binNo, seq: range } });
      const gone = { total: { decrement: going.length }, bytes: { decrement: bytes } };
      if (doomed.droppedAt === undefined) await tx.bin.updateMany({ where: { no: binNo }, data: gone });
      else {
        await tx.bin.updateMany({ where: { no: binNo }, data: { ...gone, dropped: { increment: going.length } } });
        await tx.bin.updateMany({ where: { no: binNo, droppedSince: null }, data: { droppedSince: doomed.droppedAt } });
      }
      return going.length;
    }),
  );
}
