import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Arg, query } from "./dialect.ts";
import { keepPrepared } from "./keep-prepared.ts";

let folder: string;
let connection: SqlDriverAdapter;
let prepared: string[];

const open = () => new PrismaBetterSqlite3({ url: `file:${folder}/one.db` }).connect();

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "wirebin-prepared-"));
  connection = await open();
  prepared = [];
  const { client } = connection as unknown as { client: { prepare: (sql: string) => unknown } };
  const prepare = client.prepare.bind(client);
  client.prepare = (sql) => {
    prepared.push(sql);
    return prepare(sql);
  };
  keepPrepared(connection);
  await connection.executeScript("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c BLOB)");
});

afterEach(async () => {
  await connection.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const rows = async (sql: string, ...args: Arg[]) => (await connection.queryRaw(query(sql, args))).rows;
const run = (sql: string, ...args: Arg[]) => connection.executeRaw(query(sql, args));
const INSERT = "INSERT INTO t (b, c) VALUES (?, ?) RETURNING a, b";

test("a statement is prepared once, and takes its parameters each time", async () => {
  expect(await rows(INSERT, "one", new Uint8Array([1, 2]))).toEqual([[1, "one"]]);
  expect(await rows(INSERT, null, null)).toEqual([[2, null]]);
  expect(await run(INSERT, "three", null)).toBe(1);
  expect(await rows("SELECT b, c FROM t WHERE a >= ? ORDER BY a", 1)).toHaveLength(3);
  expect(await rows("SELECT b, c FROM t WHERE a >= ? ORDER BY a", 2)).toEqual([
    [null, null],
    ["three", null],
  ]);
  expect(prepared).toEqual([INSERT, "SELECT b, c FROM t WHERE a >= ? ORDER BY a"]);
});

test("one that failed is right the next time", async () => {
  await run("INSERT INTO t (a) VALUES (?)", 1);
  await expect(run("INSERT INTO t (a) VALUES (?)", 1)).rejects.toThrow();
  await expect(rows("SELECT * FROM t WHERE a = ?")).rejects.toThrow();
  expect(await run("INSERT INTO t (a) VALUES (?)", 2)).toBe(1);
  expect(await rows("SELECT a FROM t WHERE b IS NULL")).toEqual([[1], [2]]);
});

test("transactions begin and end as often as they are asked to", async () => {
  for (const [end, left] of [
    ["ROLLBACK", 0],
    ["COMMIT", 1],
    ["ROLLBACK", 1],
    ["COMMIT", 2],
  ] as const) {
    const tx = await connection.startTransaction();
    await tx.queryRaw(query(INSERT, ["x", null]));
    await tx.executeRaw(query(end, []));
    await tx.commit();
    expect(await rows("SELECT count(*) FROM t")).toEqual([[left]]);
  }
  expect(prepared.filter((sql) => sql === "BEGIN")).toHaveLength(1);
});

test("what another connection did to the tables is seen", async () => {
  const other = await open();
  await run("INSERT INTO t (b) VALUES (?)", "one");
  expect(await rows("SELECT a, b FROM t")).toEqual([[1, "one"]]);
  await other.executeScript("ALTER TABLE t RENAME COLUMN c TO d; UPDATE t SET b = 'two'; CREATE INDEX t_b ON t (b)");
  expect(await rows("SELECT a, b FROM t")).toEqual([[1, "two"]]);
  await other.executeScript("DROP TABLE t");
  await expect(rows("SELECT a, b FROM t")).rejects.toThrow();
  await other.dispose();
});

test("neither pragmas nor very long statements are kept, nor any number of them", async () => {
  await run("PRAGMA user_version = 7");
  await run("PRAGMA user_version = 7");
  const long = `SELECT 1 -- ${"x".repeat(4000)}`;
  await rows(long);
  await rows(long);
  for (let i = 0; i < 101; i += 1) await rows(`SELECT ${i}`);
  expect(await rows("SELECT 0")).toEqual([[0]]);
  expect(await rows("SELECT 100")).toEqual([[100]]);
  const times = (sql: string) => prepared.filter((one) => one === sql).length;
  expect([times("PRAGMA user_version = 7"), times(long), times("SELECT 0"), times("SELECT 100")]).toEqual([2, 2, 2, 1]);
});
