import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import { env } from "#lib/env.ts";
import { singleton } from "#lib/singleton.ts";
import type { PrismaClient as SqliteClient } from "../../prisma/generated/sqlite/client/client.ts";
import type { Dialect } from "./dialect.ts";
import { migrate } from "./migrate.ts";
import { dialectFor } from "./open-dialect.ts";

/**
 * The typed client. Both generated clients have the same models, so one type stands for both; a difference would show in the tests,
 * which run on both.
 */
export type Prisma = SqliteClient;

export type Database = {
  dialect: Dialect;
  prisma: Prisma;
  /** What the client speaks through: for statements whose number makes the client's own work too dear. */
  connection: SqlDriverAdapter;
  close: () => Promise<void>;
};

/** Migrates, then opens. Throws when the database cannot be reached or was made by a newer Wirebin. */
export async function openDatabase(url: string): Promise<Database> {
  const dialect = await dialectFor(url);
  await migrate(dialect);
  const adapter = dialect.adapter();
  const connection = await adapter.connect();
  adapter.connect = async () => connection;
  const options = { adapter, transactionOptions: { maxWait: 5000, timeout: 10_000 } };
  const Client = await clientFor(dialect);
  const prisma = new Client(options);
  return { dialect, prisma, connection, close: () => prisma.$disconnect() };
}

async function clientFor({ name }: Dialect): Promise<typeof SqliteClient> {
  if (name === "sqlite") return (await import("../../prisma/generated/sqlite/client/client.ts")).PrismaClient;
  const { PrismaClient } = await import("../../prisma/generated/postgresql/client/client.ts");
  return PrismaClient as unknown as typeof SqliteClient;
}

/** This process's database, opened by the first who asks; a failed opening is tried again by the next. */
export function database(): Promise<Database> {
  const slot = singleton("database", () => ({ opened: null as Promise<Database> | null }));
  slot.opened ??= openDatabase(env().DATABASE_URL).catch((error: unknown) => {
    slot.opened = null;
    throw error;
  });
  return slot.opened;
}
