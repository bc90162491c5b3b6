import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { query } from "#lib/store/dialect.ts";
import { dialectFor } from "#lib/store/open-dialect.ts";
import { createPostgresqlDatabase, hasPostgresql } from "#lib/store/test-postgresql.ts";
import { killRounds } from "../harness/kill-rounds.ts";

/** npm run test:chaos: the long form of what e2e/engine/durability.test.ts does three times. */
const ROUNDS = Number(process.env.CHAOS_ROUNDS ?? 50);

/** Says how long the slowest start took. */
async function killed(databaseUrl: string): Promise<number> {
  const { answered, slowestStartMs } = await killRounds(ROUNDS, { DATABASE_URL: databaseUrl });
  process.stdout.write(
    `answered captures that survived: ${answered}; slowest start: ${Math.round(slowestStartMs)} ms\n`,
  );
  return slowestStartMs;
}

test("kill -9 at random moments under load, on SQLite", { timeout: 900_000 }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "wirebin-kill-"));
  const file = path.join(folder, "wirebin.db");
  const slowestStartMs = await killed(`file:${file}`);
  const connection = await (await dialectFor(`file:${file}`)).connect();
  expect((await connection.queryRaw(query("PRAGMA integrity_check", []))).rows).toEqual([["ok"]]);
  await connection.dispose();
  rmSync(folder, { recursive: true });
  expect(slowestStartMs).toBeLessThan(5000);
});

test.skipIf(!(await hasPostgresql()))("… and on PostgreSQL", { timeout: 900_000 }, async () => {
  const { url, drop } = await createPostgresqlDatabase();
  expect(await killed(url).finally(drop)).toBeLessThan(5000);
});
