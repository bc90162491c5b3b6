import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import type { Batch } from "./batch.ts";
import { isFull } from "./busy.ts";
import { type Dialect, query } from "./dialect.ts";
import { keepRings, type Ring } from "./ring.ts";

/**
 * Commits batches, one transaction each, on a connection of its own. Speaks to Prisma's driver adapter directly: the client above
 * it costs four times as much a row here (docs/decisions/0002-hot-insert.md).
 */

/** After a commit: the last number each existing bin gave out. A bin that is not listed is gone, and nothing of it was stored. */
export type Committed = { bins: { no: number; lastSeq: number }[] };

export type Writer = {
  /** The batch belongs to the writer from then on. Resolves when the batch is on disk. Rejects when nothing of it is, or when that cannot be known (a connection cut at commit). */
  commit: (batch: Batch) => Promise<Committed>;
  close: () => Promise<void>;
};

export function createWriter(dialect: Dialect): Writer {
  let connection: SqlDriverAdapter | null = null;

  async function commit(batch: Batch): Promise<Committed> {
    connection ??= await dialect.connect();
    try {
      return await write(connection, dialect, batch);
    } catch (error) {
      if (isBusy(error) && dialect.name === "sqlite") throw error;
      // A log that could not grow may still be written into the file, and then begins anew.
      if (isFull(error)) await connection.executeScript("PRAGMA wal_checkpoint(PASSIVE)").catch(() => undefined);
      // A connection that failed once is not trusted again; the next batch opens a new one. Nobody waits for the old one to end.
      connection.dispose().catch(() => undefined);
      connection = null;
      throw error;
    }
  }

  return {
    commit,
    close: async () => {
      await connection?.dispose();
      connection = null;
    },
  };
}

/** True when nothing was written, and trying again is right: another process holds the SQLite file, say. */
export function isBusy(error: unknown): boolean {
  return (error as { busy?: unknown }).busy === true;
}

/** True when nothing was written because of what the batch holds: without the row that does not fit it goes in. */
export function isRefused(error: unknown): boolean {
  return (error as { refused?: unknown }).refused === true;
}

async function write(connection: SqlDriverAdapter, dialect: Dialect, batch: Batch): Promise<Committed> {
  let isCommitting = false;
  const failed = (error: unknown) =>
    Object.assign(new Error(String(error), { cause: error }), {
      busy: dialect.isBusy(error, isCommitting),
      refused: !isCommitting && dialect.isRefused(error),
    });
  const tx = await connection.startTransaction().catch((error: unknown) => {
    throw failed(error);
  });
  try {
    const advanced = await tx.queryRaw(query(dialect.sql.advance, [batch.groups]));
    const bins = advanced.rows.map(ringOf);
    const insert = query(dialect.sql.insert, [dialect.storableJson(batch.rows), batch.bodies]);
    await tx.executeRaw(insert);
    // Prisma's debug log holds on to the last hundred queries that were asked, whether it is printed or not: without their bodies.
    insert.args.length = 0;
    await keepRings(tx, dialect, bins, batch.groups);
    isCommitting = true;
    await tx.executeRaw(query("COMMIT", []));
    await tx.commit();
    return { bins: bins.map(({ no, lastSeq }) => ({ no, lastSeq })) };
  } catch (error) {
    // On PostgreSQL the connection is closed, which rolls back, also when it no longer answers.
    if (dialect.name === "sqlite") await tx.executeRaw(query("ROLLBACK", [])).catch(() => undefined);
    await tx.rollback().catch(() => undefined);
    throw failed(error);
  }
}

function ringOf(row: unknown[]): Ring {
  const [no, lastSeq, total, bytes, keepCaptures, keepBytes, isMarked] = row.map(Number);
  return {
    no: no ?? 0,
    lastSeq: lastSeq ?? 0,
    total: total ?? 0,
    bytes: bytes ?? 0,
    keepCaptures: keepCaptures ?? 0,
    keepBytes: keepBytes ?? 0,
    isMarked: isMarked === 1,
  };
}
