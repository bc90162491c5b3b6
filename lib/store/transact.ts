import { withStore } from "./busy.ts";
import { database, type Prisma } from "./database.ts";
import type { Dialect } from "./dialect.ts";

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

/** A value in a statement that is written by hand. */
export type Arg = string | number | boolean | Date | Uint8Array | null;

/**
 * One statement with `?` for each value, for the paths that are walked for every delivery: measured here, a tenth to a third of what the same
 * costs through the typed client. Returns how many rows it changed.
 */
export function run(tx: Tx, dialect: Dialect["name"], sql: string, ...args: Arg[]): Promise<number> {
  return tx.$executeRawUnsafe(placed(sql, dialect), ...args);
}

/** The rows that a statement gives, each value as its database's driver has it. */
export function rows<R>(tx: Tx, dialect: Dialect["name"], sql: string, ...args: Arg[]): Promise<R[]> {
  return tx.$queryRawUnsafe<R[]>(placed(sql, dialect), ...args);
}

function placed(sql: string, dialect: Dialect["name"]): string {
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

const TABLES = { target: '"Target"', forward: '"Forward"', replay: '"Replay"', delivery: '"Delivery"' } as const;

/**
 * Takes one row for this transaction. False when it is gone, or when another process has it just now and `wait` is false. SQLite has one
 * writer, so there taking any row takes them all.
 */
export async function lockRow(
  tx: Tx,
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
