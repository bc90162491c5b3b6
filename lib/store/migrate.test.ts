import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Dialect, query } from "./dialect.ts";
import { type Migration, migrate, readMigrations } from "./migrate.ts";
import { dialectFor } from "./open-dialect.ts";
import { createPostgresqlDatabase, hasPostgresql } from "./test-postgresql.ts";

const hasServer = await hasPostgresql();

describe("on SQLite", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "wirebin-migrate-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  let made = 0;
  migrating(async () => {
    made += 1;
    return { url: `file:${folder}/${made}.db`, drop: async () => undefined };
  });
});
describe.skipIf(!hasServer)("on PostgreSQL", { timeout: 30_000 }, () => migrating(createPostgresqlDatabase));

function migrating(create: () => Promise<{ url: string; drop: () => Promise<void> }>): void {
  let dialect: Dialect;
  let connection: SqlDriverAdapter;
  let drop: () => Promise<void>;
  let all: Migration[];
  const ask = async (sql: string) => (await connection.queryRaw(query(sql, []))).rows;
  const names = async () => (await ask(`SELECT "migration_name" FROM "_prisma_migrations" ORDER BY 1`)).flat();

  beforeAll(async () => {
    const database = await create();
    drop = database.drop;
    dialect = await dialectFor(database.url);
    all = readMigrations(dialect.name);
    connection = await dialect.connect();
  }, 30_000);
  afterAll(async () => {
    await connection.dispose();
    await drop();
  });

  test("two that start on an empty database at once both come up", async () => {
    const fresh = await create();
    const both = [1, 2].map(() => dialectFor(fresh.url).then((each) => migrate(each)));
    await Promise.all(both);
    await fresh.drop();
  });

  test("a database of the first version is brought up to date and keeps what it holds", async () => {
    await migrate(dialect, all.slice(0, 1));
    const bytes = dialect.name === "sqlite" ? "x'00ff'" : "'\\x00ff'";
    const at = dialect.name === "sqlite" ? "1764000000000" : "'2025-11-24 16:00:00'";
    await connection.executeScript(`
      INSERT INTO "Bin" ("id", "keyHash", "reply", "keepCaptures", "keepDays", "keepBytes", "createdAt", "usedAt", "lastSeq", "total", "dropped")
        VALUES ('old', ${bytes}, '{}', 10, 7, 100, ${at}, ${at}, 9, 2, 7);
      INSERT INTO "Capture" ("binNo", "seq", "id", "kind", "receivedAt", "method", "target", "httpVersion", "exact", "remoteIp", "replyStatus",
          "replyHeaders", "bodyBytes", "headers", "trailers", "body")
        SELECT "no", n, 'c' || n, 'message', ${at}, 'POST', '/old', '1.1', true, '::1', 200, '[]', 2, '[]', '[]', ${bytes}
        FROM "Bin", (SELECT 8 AS n UNION SELECT 9) s;
      INSERT INTO "Delivery" ("id", "binNo", "captureSeq", "url", "method", "state", "createdAt", "headers", "body")
        SELECT 'd', "no", 9, 'http://x', 'POST', 'failed', ${at}, '[]', ${bytes} FROM "Bin";
      INSERT INTO "Bin" ("no", "id", "keyHash", "reply", "keepCaptures", "keepDays", "keepBytes", "createdAt", "usedAt", "total")
        SELECT n, 'deleted-' || name, ${bytes}, '{}', 10, 7, 100, ${at}, ${at}, total
        FROM (SELECT 92 AS n, 92 AS name, 5 AS total UNION SELECT 93, 93, 0 UNION SELECT 94, 9, 5) s`);
    await migrate(dialect);
    // Only the first was half deleted: the second lacks nothing, and the third has its name from its owner.
    expect((await ask(`SELECT "id" FROM "Bin" WHERE "no" > 90 ORDER BY "no"`)).flat()).toEqual([
      "~deleted-92",
      "deleted-93",
      "deleted-9",
    ]);
    expect(await names()).toEqual(all.map(({ name }) => name));
    const [bin] = await ask(`SELECT "lastSeq", "total", "dropped", "bytes" FROM "Bin" WHERE "id" = 'old'`);
    expect(bin?.map(Number)).toEqual([9, 2, 7, 0]);
    const rows = await ask(`SELECT "seq", "id", "receivedAt", "body" FROM "Capture" ORDER BY "seq"`);
    expect(rows.map(([seq, id]) => [Number(seq), id])).toEqual([
      [8, "c8"],
      [9, "c9"],
    ]);
    expect(rows.map(([, , time]) => new Date(String(time)).getTime()).every(Number.isFinite)).toBe(true);
    expect(rows.map(([, , , body]) => Buffer.from(body as Uint8Array).toString("hex"))).toEqual(["00ff", "00ff"]);
    expect(await ask(`SELECT "id" FROM "Delivery"`)).toEqual([["d"]]);
    await connection.executeScript(`DELETE FROM "Bin"`);
    for (const table of ["Capture", "Delivery"]) expect(await ask(`SELECT "binNo" FROM "${table}"`)).toEqual([]);
  });

  test("a second start changes nothing", async () => {
    const before = await names();
    await migrate(dialect);
    expect(await names()).toEqual(before);
  });

  test("a migration that breaks off leaves nothing behind and can be done again", async () => {
    const next = (sql: string): Migration => ({ name: "29990101000000_next", sql, checksum: "c" });
    const broken = next(`CREATE TABLE "Next" ("a" INTEGER);\nINSERT INTO "Nowhere" VALUES (1);`);
    await expect(migrate(dialect, [...all, broken])).rejects.toThrow();
    expect(await names()).toEqual(all.map(({ name }) => name));
    await migrate(dialect, [...all, next(`CREATE TABLE "Next" ("a" INTEGER);`)]);
    expect(await ask(`SELECT "a" FROM "Next"`)).toEqual([]);
  });

  test("a database of a newer version, or one whose history was changed, is refused", async () => {
    await expect(migrate(dialect)).rejects.toThrow(
      /made by a newer Wirebin \(it has the migration 29990101000000_next\)/,
    );
    const changed = all.map((migration, i) => (i === 0 ? { ...migration, checksum: "other" } : migration));
    await expect(migrate(dialect, changed)).rejects.toThrow(/was changed after/);
  });
}
