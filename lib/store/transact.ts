import type { Transaction } from "@prisma/driver-adapter-utils";
import { withStore } from "./busy.ts";
import { database, type Prisma } from "./database.ts";
import { type Arg, type Dialect, query } from "./dialect.ts";

/** What may be asked inside a transaction. */
export type Tx = Parameters<Parameters<Prisma["$transaction"]>[0]>[0];

/**
 * Runs `work` in one transaction, again from the start when the database was locked. Begin with a write (`lockRow` is one): on SQLite a
 * transaction that reads before it writes cannot wait for another writer.
 *
 * `relaxed` is for the outbox: on SQLite the commit does not wait for the disk (4 ms of this thread each, measured here). It survives a
 * kill; a power cut may take back the last of them, and then a delivery is made again (docs/decisions/0006-the-outbox.md).
 */
export async function transact<T>(
  work: (tx: Tx, dialect: Dialect["name"]) => Promise<T>,
  options: { relaxed?: boolean } = {},
): Promise<T> {
  const { prisma, dialect } = await database();
  const isRelaxed = options.relaxed === true && dialect.name === "sqlite";
  const level = isRelaxed ? ({ isolationLevel: "Serializable" } as const) : {};
  return withStore(() => prisma.$transaction((tx) => work(tx, dialect.name), level));
}

/** What statements written by hand need of a transaction. */
export type Hand = Pick<Tx, "$executeRawUnsafe" | "$queryRawUnsafe">;

/**
 * A relaxed transaction of statements written by hand only, for the paths that are walked for every delivery. It speaks to the driver adapter on
 * the client's own connection: measured here, a statement then costs 30 µs of this thread, where the client above it takes 130 to 200.
 */
export async function transactByHand<T>(work: (tx: Hand, dialect: Dialect["name"]) => Promise<T>): Promise<T> {
  const { connection, dialect } = await database();
  return withStore(async () => {
    const tx = await connection.startTransaction(dialect.name === "sqlite" ? "SERIALIZABLE" : undefined);
    try {
      const done = await work(byHand(tx), dialect.name);
      await tx.executeRaw(query("COMMIT", []));
      await tx.commit();
      return done;
    } catch (error) {
      await tx.executeRaw(query("ROLLBACK", [])).catch(() => undefined);
      await tx.rollback();
      throw error;
    }
  });
}

function byHand(tx: Transaction): Hand {
  const rowsOf = async (sql: string, ...args: unknown[]) => {
    const { columnNames, rows } = await tx.queryRaw(query(sql, args as Arg[]));
    return rows.map((row) => Object.fromEntries(row.map((value, index) => [columnNames[index], value])));
  };
  return {
    $executeRawUnsafe: ((sql: string, ...args: unknown[]) =>
      tx.executeRaw(query(sql, args as Arg[]))) as Tx["$executeRawUnsafe"],
    $queryRawUnsafe: rowsOf as Tx["$queryRawUnsafe"],
  };
}

/** One statement with `?` for each value. Returns how many rows it changed. */
export function run(tx: Hand, dialect: Dialect["name"], sql: string, ...args: Arg[]): Promise<number> {
  return tx.$executeRawUnsafe(placed(sql, dialect), ...args);
}

/** The rows that a statement gives, each value as its database's driver has it. */
export function rows<R>(tx: Hand, dialect: Dialect["name"], sql: string, ...args: Arg[]): Promise<R[]> {
  return tx.$queryRawUnsafe<R[]>(placed(sql, dialect), ...args);
}

/** The statement with the marks of its database: `?`, or `$1`, `$2` and so on. */
export function placed(sql: string, dialect: Dialect["name"]): string {
  if (dialect === "sqlite") return sql;
  let index = 0;
  return sql.replaceAll("?", () => {
    index += 1;
    return `$${index}`;
  });
}

/** A time from a row that was read by hand, in milliseconds since 1970. */
export function timeOf(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  return value instanceof Date ? value.getTime() : typeof value === "string" ? Date.parse(value) : Number(value);
}

/**
 * Takes a bin's row for this transaction, so that what is counted in the bin from here on is counted by one at a time, and the ring cannot
 * drop a capture meanwhile.
 */
export async function lockBin(tx: Tx, no: number): Promise<void> {
  await tx.bin.updateMany({ where: { no }, data: { total: { increment: 0 } } });
}

const TABLES = { target: '"Target"', forward: '"Forward"', replay: '"Replay"', delivery: '"Delivery"' } as const;

/**
 * Takes one row for this transaction. False when it is gone, or when another process has it just now and `wait` is false. SQLite has one
 * writer, so there taking any row takes them all.
 */
export async function lockRow(
  tx: Hand,
  dialect: Dialect["name"],
  table: keyof typeof TABLES,
  id: string,
  options: { wait: boolean },
): Promise<boolean> {
  const name = TABLES[table];
  if (dialect === "sqlite") {
    return (await run(tx, dialect, `UPDATE ${name} SET "createdAt" = "createdAt" WHERE "id" = ?`, id)) > 0;
  }
  const how = options.wait ? "" : " SKIP LOCKED";
  return (await rows(tx, dialect, `SELECT 1 FROM ${name} WHERE "id" = ? FOR UPDATE${how}`, id)).length > 0;
}
