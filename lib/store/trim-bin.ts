import type { Transaction } from "@prisma/driver-adapter-utils";
import type { Keep } from "#lib/model/bin.ts";
import { withStore } from "./busy.ts";
import { database } from "./database.ts";
import { type Dialect, query } from "./dialect.ts";
import { deleting } from "./reserve.ts";
import { isOver, keepRings } from "./ring.ts";
import { placed } from "./transact.ts";

/** What goes when limits become smaller than what bins hold. (Arrivals keep their own bin in its limits.) */

const STEP = 500;
const STEP_BYTES = 16_777_216;

/** Lowers the limits of every bin to the server's own. 0 is no limit, there as here. */
export async function lowerKeep({ captures, days, bytes }: Keep): Promise<void> {
  const { prisma } = await database();
  const above = (limit: number) => [{ equals: 0 }, { gt: limit }];
  await withStore(async () => {
    if (captures > 0) {
      const OR = above(captures).map((keepCaptures) => ({ keepCaptures }));
      await prisma.bin.updateMany({ where: { OR }, data: { keepCaptures: captures } });
    }
    if (days > 0) {
      const OR = above(days).map((keepDays) => ({ keepDays }));
      await prisma.bin.updateMany({ where: { OR }, data: { keepDays: days } });
    }
    if (bytes > 0) {
      const OR = above(bytes).map((keepBytes) => ({ keepBytes }));
      await prisma.bin.updateMany({ where: { OR }, data: { keepBytes: bytes } });
    }
  });
}

/** Drops a bin's oldest captures until it is in its limits, in steps. */
export async function trimBin(no: number): Promise<void> {
  while (await trimOnce(no)) await new Promise(setImmediate);
}

/** True when there is more to do. */
async function trimOnce(no: number): Promise<boolean> {
  const { connection, dialect } = await database();
  return deleting(async () => {
    const tx = await connection.startTransaction();
    try {
      const goOn = await step(tx, dialect, no);
      await tx.executeRaw(query("COMMIT", []));
      await tx.commit();
      return goOn;
    } catch (error) {
      await tx.executeRaw(query("ROLLBACK", [])).catch(() => undefined);
      await tx.rollback();
      throw error;
    }
  });
}

async function step(tx: Transaction, dialect: Dialect, no: number): Promise<boolean> {
  const ask = async (sql: string) => {
    const { rows } = await tx.queryRaw(query(placed(sql, dialect.name), [no]));
    return rows[0]?.map(Number) ?? [];
  };
  const [lastSeq = 0, total = 0, bytes = 0, keepCaptures = 0, keepBytes = 0] = await ask(
    `UPDATE "Bin" SET "total" = "total" WHERE "no" = ? RETURNING "lastSeq", "total", "bytes", "keepCaptures", "keepBytes"`,
  );
  const [pins = 0, pinned = 0] = await ask(
    `SELECT count(*), coalesce(sum("size"), 0) FROM "Mark" WHERE "binNo" = ? AND "pinned"`,
  );
  // Pins stand outside the ring. The limits come down a step at a time, so that who stores never waits for long.
  const ring = { no, lastSeq, total: total - pins, bytes: bytes - pinned, isMarked: false };
  const nextCaptures = keepCaptures === 0 ? 0 : Math.max(keepCaptures, ring.total - STEP);
  const nextBytes = keepBytes === 0 ? 0 : Math.max(keepBytes, ring.bytes - STEP_BYTES);
  await keepRings(tx, dialect, [{ ...ring, keepCaptures: nextCaptures, keepBytes: nextBytes }]);
  const [left = 0, leftBytes = 0] = await ask(`SELECT "total", "bytes" FROM "Bin" WHERE "no" = ?`);
  return left < total && isOver({ ...ring, total: left - pins, bytes: leftBytes - pinned, keepCaptures, keepBytes });
}
