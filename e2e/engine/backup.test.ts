import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { apiOf, createBin } from "../harness/api.ts";
import { sendSteadily } from "../harness/ledger.ts";
import { startServer } from "../harness/server.ts";

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, "../..");

test("a copy made under load is whole, and a server started on it goes on where it was made", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "wirebin-backup-"));
  const url = `file:${folder}/wirebin.db`;
  const copy = `${folder}/it's a copy.db`;
  const server = await startServer({ DATABASE_URL: url, LOG_LEVEL: "fatal" });
  const bin = await createBin(server.url);
  const ledger = sendSteadily(server.port, bin.id, 4);
  await expect.poll(() => ledger.answered.size).toBeGreaterThan(50);
  const before = ledger.answered.size;
  const backup = (to: string) =>
    run(process.execPath, ["--import", "tsx", "prisma/backup.ts", to], {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: url },
    });
  await backup(copy);
  await ledger.stop();
  await expect(backup(copy)).rejects.toThrow(/exists already/);
  await server.dispose();

  const restored = await startServer({ DATABASE_URL: `file:${copy}`, LOG_LEVEL: "fatal" });
  const page = await apiOf(restored.url, bin).captures("limit=1");
  expect(page.total).toBe(page.lastSeq);
  expect(page.total).toBeGreaterThanOrEqual(before);
  await restored.dispose();
  rmSync(folder, { recursive: true });
}, 40_000);
