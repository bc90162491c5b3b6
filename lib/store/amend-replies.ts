import { singleton } from "#lib/singleton.ts";
import { withStore } from "./busy.ts";
import { database } from "./database.ts";
import { createSharedCommits } from "./shared-commits.ts";
import * as Prisma from "./sql.ts";

/** What is stored of replies that show their capture's own number, once that number is known. */

type Amendment = { binNo: number; seq: number; replyHeaders: string };
type Waiting = Amendment & { resolve: () => void; reject: (error: unknown) => void };

/**
 * Replaces what is stored of a capture's reply besides its status. Those that are asked for while others are being written share the next
 * commit. Rejects with `unavailable`; a capture that is gone meanwhile is passed over.
 */
export function amendReply(amendment: Amendment): Promise<void> {
  const amendments = singleton("amended-replies", () =>
    createSharedCommits<Waiting>(settle, "Too many replies wait to be noted; try again shortly"),
  );
  return new Promise((resolve, reject) => amendments.add({ ...amendment, resolve, reject }));
}

async function settle(batch: Waiting[]): Promise<void> {
  try {
    await write(batch);
    for (const { resolve } of batch) resolve();
  } catch (error) {
    for (const { reject } of batch) reject(error);
  }
}

async function write(batch: Amendment[]): Promise<void> {
  const { prisma } = await database();
  const rows = batch.map(
    ({ binNo, seq, replyHeaders }) =>
      Prisma.sql`(CAST(${binNo} AS INTEGER), CAST(${seq} AS BIGINT), CAST(${replyHeaders} AS TEXT))`,
  );
  // Both databases call the columns of such a list by their places.
  await withStore(
    () => prisma.$executeRaw`
      UPDATE "Capture" SET "replyHeaders" = list.column3 FROM (VALUES ${Prisma.join(rows)}) AS list
      WHERE "binNo" = list.column1 AND "seq" = list.column2`,
  );
}
