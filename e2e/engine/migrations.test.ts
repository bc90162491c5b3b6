import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { hashSecret } from "#lib/model/ids.ts";
import { DEFAULT_REPLY } from "#lib/model/reply.ts";
import { query } from "#lib/store/dialect.ts";
import { migrate, readMigrations } from "#lib/store/migrate.ts";
import { dialectFor } from "#lib/store/open-dialect.ts";
import { createPostgresqlDatabase, hasPostgresql } from "#lib/store/test-postgresql.ts";
import { apiOf } from "../harness/api.ts";
import { expectSound } from "../harness/kill-rounds.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { spawnServer, startServer } from "../harness/server.ts";

/** The real server on databases of other versions: an old one, killed in the middle of its migration and started again; and a newer one. */

const hasServer = await hasPostgresql();
const BIN = { id: "old-bin", key: "a-key-from-before" };
/** It writes the table of captures anew. */
const LONGEST = "20261121150000_wide_numbers";
const UNLIMITED = { KEEP_CAPTURES: "0", KEEP_DAYS: "0", KEEP_BYTES: "0" };

describe("on SQLite", { timeout: 60_000 }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), "wirebin-migrations-"));
  const file = path.join(folder, "wirebin.db");
  const url = `file:${file}`;
  const count = 40_000;
  afterAll(() => rmSync(folder, { recursive: true }));

  test("killed in the middle of a migration: the next start ends it, and everything is there", async () => {
    await makeOld(url, count);
    const server = spawnServer({ DATABASE_URL: url, ...UNLIMITED });
    onTestFinished(() => void server.kill("SIGKILL"));
    const ended = once(server, "exit");
    // A transaction shows in the log before its end only when it no longer fits into memory.
    await expect.poll(() => logBytes(file), { interval: 2, timeout: 20_000 }).toBeGreaterThan(8_000_000);
    server.kill("SIGKILL");
    await ended;
    // Looked at in a copy, so that the next start finds what the kill left.
    const copy = path.join(folder, "copy.db");
    for (const end of ["", "-wal"]) copyFileSync(file + end, copy + end);
    expect(await migrationsIn(`file:${copy}`)).not.toContain(LONGEST);
    await expectGoesOn(url, count);
    await expectSound(url);
  });

  test("a newer one is refused, with a word about what to do", async () => {
    await expectNewerRefused(url);
  });
});

describe.skipIf(!hasServer)("on PostgreSQL", { timeout: 60_000 }, () => {
  let database: Awaited<ReturnType<typeof createPostgresqlDatabase>> | undefined;
  afterAll(() => database?.drop());

  test("killed in the middle of a migration: the next start ends it, and everything is there", async () => {
    database = await createPostgresqlDatabase();
    const { url } = database;
    await makeOld(url, 500);
    // Somebody reads the third table that the migration changes, so it waits there with two of them changed.
    const reader = new Client({ connectionString: url });
    onTestFinished(() => reader.end());
    await reader.connect();
    await reader.query(`BEGIN; LOCK TABLE "Mark" IN ACCESS SHARE MODE`);
    const waitsFor = async (what: "relation" | "advisory") => {
      const database = `(SELECT oid FROM pg_database WHERE datname = current_database())`;
      const waiting = `SELECT relation::regclass::text AS name FROM pg_locks WHERE NOT granted AND locktype = '${what}'`;
      return (await reader.query(`${waiting} AND database = ${database}`)).rows;
    };
    const server = spawnServer({ DATABASE_URL: url, ...UNLIMITED });
    onTestFinished(() => void server.kill("SIGKILL"));
    const ended = once(server, "exit");
    await expect.poll(() => waitsFor("relation"), { timeout: 20_000 }).toEqual([{ name: '"Mark"' }]);
    server.kill("SIGKILL");
    await ended;
    const goesOn = expectGoesOn(url, 500);
    // PostgreSQL has not noticed yet that whoever migrated is dead.
    await expect.poll(() => waitsFor("advisory"), { timeout: 20_000 }).toHaveLength(1);
    await reader.end();
    await goesOn;
  });

  test("a newer one is refused, with a word about what to do", async () => {
    await expectNewerRefused(database?.url ?? "");
  });
});

/** A database as the version before the longest migration left it, with a bin of so many captures. */
async function makeOld(url: string, count: number): Promise<void> {
  const dialect = await dialectFor(url);
  const all = readMigrations(dialect.name);
  await migrate(
    dialect,
    all.slice(
      0,
      all.findIndex(({ name }) => name === LONGEST),
    ),
  );
  const isSqlite = dialect.name === "sqlite";
  const now = isSqlite ? String(Date.now()) : "now()";
  const hash = Buffer.from(hashSecret(BIN.key)).toString("hex");
  const connection = await dialect.connect();
  await connection.executeScript(`
    INSERT INTO "Bin" ("id", "keyHash", "reply", "keepCaptures", "keepDays", "keepBytes", "createdAt", "usedAt", "lastSeq", "total")
      VALUES ('${BIN.id}', ${isSqlite ? `x'${hash}'` : `'\\x${hash}'`}, '${JSON.stringify({ ...DEFAULT_REPLY, headers: [] })}', 0, 0, 0, ${now}, ${now}, ${count}, ${count});
    INSERT INTO "Capture" ("binNo", "seq", "id", "kind", "receivedAt", "method", "target", "httpVersion", "exact", "remoteIp", "replyStatus",
        "replyHeaders", "bodyBytes", "headers", "trailers", "body")
      WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count})
      SELECT "no", n, 'c' || n, 'message', ${now}, 'POST', '/${BIN.id}', '1.1', true, '::1', 200, '[]', 2000, '[]', '[]', ${bodyOf(dialect.name)}
      FROM "Bin", numbers`);
  await connection.dispose();
}

/** SQL for what capture `n` was sent with: its number, 2,000 digits long. */
const bodyOf = (name: "sqlite" | "postgresql") =>
  name === "sqlite" ? "CAST(printf('%02000d', n) AS BLOB)" : "convert_to(lpad(n::text, 2000, '0'), 'UTF8')";

async function expectGoesOn(url: string, count: number): Promise<void> {
  const dialect = await dialectFor(url);
  const server = await startServer({ DATABASE_URL: url, ...UNLIMITED });
  onTestFinished(server.dispose);
  const api = apiOf(server.url, BIN);
  expect(await api.captures("limit=1")).toMatchObject({ total: count, firstSeq: 1, lastSeq: count });
  expect((await api.bytes(`/captures/${count}/body`)).toString()).toBe(String(count).padStart(2000, "0"));
  expect(await sendRaw(server.port, message({ target: `/${BIN.id}` }))).toMatch(/^HTTP\/1\.1 200 /);
  expect((await api.capture("latest")).seq).toBe(count + 1);
  expect(await migrationsIn(url)).toEqual(readMigrations(dialect.name).map(({ name }) => name));
  const whole = `SELECT count(*) FROM (SELECT "seq" AS n, "body" FROM "Capture") c WHERE "body" = ${bodyOf(dialect.name)}`;
  expect(Number((await ask(url, whole))[0]?.[0])).toBe(count);
}

const migrationsIn = async (url: string) =>
  (await ask(url, `SELECT "migration_name" FROM "_prisma_migrations" ORDER BY 1`)).flat();

async function expectNewerRefused(url: string): Promise<void> {
  await ask(
    url,
    `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
      VALUES ('newer', 'c', '29990101000000_next', CURRENT_TIMESTAMP, 1) RETURNING 1`,
  );
  const refused = expect(startServer({ DATABASE_URL: url })).rejects;
  await refused.toThrow(
    /ended with 1:[\s\S]*newer Wirebin[\s\S]*29990101000000_next[\s\S]*Start that version, or restore/,
  );
}

async function ask(url: string, sql: string): Promise<unknown[][]> {
  const connection = await (await dialectFor(url)).connect();
  const { rows } = await connection.queryRaw(query(sql, []));
  await connection.dispose();
  return rows;
}

const logBytes = (file: string) => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
