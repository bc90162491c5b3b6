import { withStore } from "./busy.ts";
import { database, type Prisma } from "./database.ts";
import type { Dialect } from "./dialect.ts";

/** What may be asked inside a transaction. */
export type Tx = Parameters<Parameters<Prisma["$transaction"]>[0]>[0];

/**
 * Runs `work` in one transaction, again from the start when the database was locked. Begin with a write (`lockRow` is one): on SQLite a
 * transaction that reads before it writes cannot wait for another writer.
 */
export async function transact<T>(work: (tx: Tx, dialect: Dialect["name"]) => Promise<T>): Promise<T> {
  const { prisma, dialect } = await database();
  return withStore(() => prisma.$transaction((tx) => work(tx, dialect.name)));
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
    return (await tx.$executeRawUnsafe(`UPDATE ${name} SET "createdAt" = "createdAt" WHERE "id" = ?`, id)) > 0;
  }
  const how = options.wait ? "" : " SKIP LOCKED";
  const rows = await tx.$queryRawUnsafe<unknown[]>(`SELECT 1 FROM ${name} WHERE "id" = $1 FOR UPDATE${how}`, id);
  return rows.length > 0;
}
