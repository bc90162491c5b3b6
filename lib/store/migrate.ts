import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import { withStore } from "./busy.ts";
import { type Dialect, query } from "./dialect.ts";

/**
 * Applies the SQL files of prisma/migrations at start, one transaction each, recorded in `_prisma_migrations` with Prisma's checksum,
 * so that the server needs no Prisma command and the ordinary Prisma commands still agree with the database.
 */

export type Migration = { name: string; sql: string; checksum: string };

const TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMP,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMP,
  "started_at" TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;

/** The committed migrations for one database, oldest first. */
export function readMigrations(name: Dialect["name"]): Migration[] {
  // The program is started in its own folder (launch.mjs sees to it); a fixed prefix keeps Next from tracing the whole project.
  const folder = path.join(process.cwd(), "prisma/migrations", name);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((migration) => {
      const sql = readFileSync(path.join(folder, migration, "migration.sql"), "utf8");
      return { name: migration, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

/**
 * Brings the database up to date. Throws, changing nothing, when the database is newer than this program or a recorded
 * migration's text has changed since.
 */
export async function migrate(dialect: Dialect, migrations: Migration[] = readMigrations(dialect.name)): Promise<void> {
  const connection = await dialect.connectPatiently();
  try {
    await dialect.lockForMigration(connection, async () => {
      await withStore(() => connection.executeScript(TABLE));
      const done = await recorded(connection);
      refuseStrange(done, migrations);
      for (const migration of migrations) if (!done.has(migration.name)) await apply(connection, dialect, migration);
    });
  } finally {
    await connection.dispose();
  }
}

async function recorded(connection: SqlDriverAdapter): Promise<Map<string, string>> {
  const rows = await connection.queryRaw(
    query(`SELECT "migration_name", "checksum" FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`, []),
  );
  return new Map(rows.rows.map(([name, checksum]) => [String(name), String(checksum)]));
}

function refuseStrange(done: Map<string, string>, migrations: Migration[]): void {
  const known = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  for (const [name, checksum] of done) {
    const ours = known.get(name);
    if (ours === undefined) {
      throw new Error(
        `This database was made by a newer Wirebin (it has the migration ${name}). Start that version, or restore an older backup.`,
      );
    }
    if (ours !== checksum) {
      throw new Error(`The migration ${name} was changed after this database applied it. Restore its original text.`);
    }
  }
}

async function apply(connection: SqlDriverAdapter, dialect: Dialect, migration: Migration): Promise<void> {
  const id = randomUUID();
  // One transaction, so that a process killed half-way leaves either all of it or nothing.
  await withStore(() => connection.executeScript(dialect.name === "sqlite" ? "BEGIN IMMEDIATE" : "BEGIN"));
  // Another process may have applied it while this one waited to begin.
  if ((await recorded(connection)).has(migration.name)) {
    await connection.executeScript("ROLLBACK");
    return;
  }
  await connection.executeScript(`${migration.sql}
INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
  VALUES ('${id}', '${migration.checksum}', '${migration.name.replaceAll("'", "''")}', CURRENT_TIMESTAMP, 1);
COMMIT;`);
}
