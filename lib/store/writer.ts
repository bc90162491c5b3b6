import type { SqlDriverAdapter, Transaction } from "@prisma/driver-adapter-utils";
import type { Batch } from "./batch.ts";
import { type Dialect, query } from "./dialect.ts";

/**
 * Commits batches, one transaction each, on a connection of its own. Speaks to Prisma's driver adapter directly: the client above
 * it costs four times as much a row here (docs/decisions/0002-hot-insert.md).
 */

/** After a commit: the last number each existing bin gave out. A bin that is not listed is gone, and nothing of it was stored. */
export type Committed = { bins: { no: number; lastSeq: number }[] };

export type Writer = {
  /** Resolves when the batch is on disk. Rejects when nothing of it is, or when that cannot be known (a connection cut at commit). */
  commit: (batch: Batch) => Promise<Committed>;
  close: () => Promise<void>;
};

type BinState = {
  no: number;
  lastSeq: number;
  total: number;
  bytes: number;
  keepCaptures: number;
  keepBytes: number;
  /** True when captures of the bin have pins or notes. */
  isMarked: boolean;
};

export function createWriter(dialect: Dialect): Writer {
  let connection: SqlDriverAdapter | null = null;

  async function commit(batch: Batch): Promise<Committed> {
    connection ??= await dialect.connect();
    try {
      return await write(connection, dialect, batch);
    } catch (error) {
      if (isBusy(error) && dialect.name === "sqlite") throw error;
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

async function write(connection: SqlDriverAdapter, dialect: Dialect, batch: Batch): Promise<Committed> {
  let isCommitting = false;
  const failed = (error: unknown) =>
    Object.assign(new Error(String(error), { cause: error }), { busy: dialect.isBusy(error, isCommitting) });
  const tx = await connection.startTransaction().catch((error: unknown) => {
    throw failed(error);
  });
  try {
    const advanced = await tx.queryRaw(query(dialect.sql.advance, [batch.groups]));
    const bins = advanced.rows.map(binState);
    await tx.executeRaw(query(dialect.sql.insert, [dialect.storableJson(batch.rows), batch.bodies]));
    for (const bin of bins) await keepRing(tx, dialect, bin);
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

function binState(row: unknown[]): BinState {
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

/** How many old captures are looked at in one step when a bin is over its bytes. */
const STEP = 256;

/**
 * Brings one bin back into its limits by deleting its oldest captures, in the transaction that added to it. The newest capture
 * always stays, however large, and so does what is pinned. Looks only at what it deletes, never counts or sorts the bin.
 */
async function keepRing(tx: Transaction, dialect: Dialect, bin: BinState): Promise<void> {
  if (!isOver(bin, NO_PINS)) return;
  const { sql } = dialect;
  const pins = bin.isMarked ? await pinsOf(tx, dialect, bin.no) : NO_PINS;
  for (;;) {
    const { tooMany, tooLarge } = excess(bin, pins);
    if (!isOver(bin, pins)) return;
    const looked = tooLarge > 0 ? STEP : Math.min(tooMany, STEP);
    const oldest = await tx.queryRaw(query(bin.isMarked ? sql.oldestUnpinned : sql.oldest, [bin.no, looked]));
    let count = 0;
    let size = 0;
    let upTo = 0;
    for (const [seq, bytes] of oldest.rows) {
      if (count >= tooMany && size >= tooLarge) break;
      if (Number(seq) >= bin.lastSeq) break;
      upTo = Number(seq);
      count += 1;
      size += Number(bytes);
    }
    if (count === 0) return;
    await tx.executeRaw(query(bin.isMarked ? sql.trimUnpinned : sql.trim, [bin.no, upTo]));
    if (bin.isMarked) await tx.executeRaw(query(sql.trimMarks, [bin.no, upTo]));
    await tx.executeRaw(query(sql.trimmed, [JSON.stringify([bin.no, count, size, Date.now()])]));
    bin.total -= count;
    bin.bytes -= size;
  }
}

/** What stands outside the ring. */
type Pins = { count: number; size: number };
const NO_PINS: Pins = { count: 0, size: 0 };

async function pinsOf(tx: Transaction, dialect: Dialect, binNo: number): Promise<Pins> {
  const { rows } = await tx.queryRaw(query(dialect.sql.pins, [binNo]));
  return { count: Number(rows[0]?.[0] ?? 0), size: Number(rows[0]?.[1] ?? 0) };
}

function excess(bin: BinState, pins: Pins): { tooMany: number; tooLarge: number } {
  return {
    tooMany: bin.keepCaptures > 0 ? bin.total - pins.count - bin.keepCaptures : 0,
    tooLarge: bin.keepBytes > 0 ? bin.bytes - pins.size - bin.keepBytes : 0,
  };
}

function isOver(bin: BinState, pins: Pins): boolean {
  const { tooMany, tooLarge } = excess(bin, pins);
  return (tooMany > 0 || tooLarge > 0) && bin.total > 1;
}
