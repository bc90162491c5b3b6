import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { createPostgresqlDatabase, hasPostgresql } from "#lib/store/test-postgresql.ts";
import { apiOf, createBin } from "../harness/api.ts";
import { expectAll, expectSound } from "../harness/kill-rounds.ts";
import { sendSteadily } from "../harness/ledger.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { startServer } from "../harness/server.ts";

/** docs/operations.md: a copy made while captures come in, and a second server started on it. */

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, "../..");
const UNLIMITED = { KEEP_CAPTURES: "0", KEEP_BYTES: "0", LOG_LEVEL: "fatal" };
const hasServer = await hasPostgresql();
const hasPrograms = ["pg_dump", "pg_restore"].every((name) => spawnSync(name, ["--version"]).status === 0);
if (hasServer && !hasPrograms) process.stderr.write("\nSKIPPED, no pg_dump and pg_restore on this machine\n\n");

describe("a copy made under load is whole, and a server started on it goes on where it was made", {
  timeout: 60_000,
}, () => {
  const folder = mkdtempSync(path.join(tmpdir(), "wirebin-backup-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("on SQLite", async () => {
    const url = `file:${folder}/wirebin.db`;
    const copy = `${folder}/it's a copy.db`;
    const backup = () =>
      run(process.execPath, ["--import", "tsx", "prisma/backup.ts", copy], {
        cwd: ROOT,
        env: { ...process.env, DATABASE_URL: url },
      });
    await expectRestored(url, async () => {
      await backup();
      return `file:${copy}`;
    });
    await expectSound(`file:${copy}`);
    await expect(backup()).rejects.toThrow(/exists already/);
  });

  test.skipIf(!hasServer || !hasPrograms)("on PostgreSQL", async () => {
    const [database, other] = [await createPostgresqlDatabase(), await createPostgresqlDatabase()];
    const dump = `${folder}/wirebin.dump`;
    onTestFinished(async () => {
      await database.drop();
      await other.drop();
    });
    await expectRestored(database.url, async () => {
      await run("pg_dump", ["--format=custom", `--file=${dump}`, database.url]);
      await run("pg_restore", ["--exit-on-error", `--dbname=${other.url}`, dump]);
      return other.url;
    });
  });
});

/** `copy` is called under load, and says where it put what it copied: each capture that was answered before is there, byte for byte. */
async function expectRestored(url: string, copy: () => Promise<string>): Promise<void> {
  const server = await startServer({ DATABASE_URL: url, ...UNLIMITED });
  onTestFinished(server.dispose);
  const bin = await createBin(server.url);
  const ledger = sendSteadily(server.port, bin.id, 2);
  onTestFinished(ledger.stop);
  await expect.poll(() => ledger.answered.size).toBeGreaterThan(50);
  const before = new Map(ledger.answered);
  const copied = await copy();
  expect(ledger.answered.size).toBeGreaterThan(before.size);
  await ledger.stop();
  await server.dispose();

  const restored = await startServer({ DATABASE_URL: copied, ...UNLIMITED });
  onTestFinished(restored.dispose);
  const api = apiOf(restored.url, bin);
  await expectAll(api, before);
  const page = await api.captures("limit=1");
  expect(page.total).toBe(page.lastSeq);
  await sendRaw(restored.port, message({ target: `/${bin.id}` }));
  expect((await api.capture("latest")).seq).toBe(page.lastSeq + 1);
  await restored.dispose();
}
