import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { createPostgresqlDatabase, hasPostgresql } from "#lib/store/test-postgresql.ts";
import { apiOf, createBin } from "../harness/api.ts";
import { expectAll, killRounds } from "../harness/kill-rounds.ts";
import { sendSteadily } from "../harness/ledger.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { startServer } from "../harness/server.ts";
import { longestStandstill, startWatched } from "../harness/vitals.ts";

const hasServer = await hasPostgresql();

describe("kill -9 under load, three times: nothing that was answered is lost, no number is missing", {
  timeout: 60_000,
}, () => {
  const survives = async (databaseUrl: string) => {
    const { answered, slowestStartMs } = await killRounds(3, databaseUrl);
    expect(answered).toBeGreaterThan(50);
    expect(slowestStartMs).toBeLessThan(5000);
  };

  test("on SQLite, whose file is sound", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "wirebin-kill-"));
    await survives(`file:${folder}/wirebin.db`);
    rmSync(folder, { recursive: true });
  });

  test.skipIf(!hasServer)("on PostgreSQL", async () => {
    const { url, drop } = await createPostgresqlDatabase();
    await survives(url).finally(drop);
  });
});

test("SIGTERM under load: what is under way is answered, the rest refused, exit 0 within ten seconds", async () => {
  const server = await startServer({ LOG_LEVEL: "fatal", KEEP_CAPTURES: "0", KEEP_BYTES: "0" });
  const bin = await createBin(server.url);
  const ledger = sendSteadily(server.port, bin.id, 8);
  await expect.poll(() => ledger.answered.size).toBeGreaterThan(100);
  const started = performance.now();
  const before = ledger.answered.size;
  // The senders go on until it ends them.
  expect(await server.stop("SIGTERM")).toBe(0);
  expect(performance.now() - started).toBeLessThan(10_000);
  await ledger.stop();
  expect(ledger.answered.size).toBeGreaterThan(before);
  await server.restart();
  await expectAll(apiOf(server.url, bin), ledger.answered);
  await server.dispose();
}, 40_000);

/** Another process that has the database to itself, until it is told to give it back. */
async function lock(file: string): Promise<() => Promise<void>> {
  const program = `const D=require("better-sqlite3");const d=new D(${JSON.stringify(file)});d.exec("BEGIN IMMEDIATE");console.log("locked");process.stdin.resume();process.stdin.on("end",()=>{d.exec("ROLLBACK");d.close()})`;
  const locker = spawn(process.execPath, ["-e", program], { stdio: ["pipe", "pipe", "inherit"] });
  await once(locker.stdout, "data");
  return async () => {
    locker.stdin.end();
    await once(locker, "exit");
  };
}

test("SIGTERM while the database is locked: what waits is refused, exit 0 within ten seconds", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "wirebin-locked-"));
  const file = path.join(folder, "wirebin.db");
  const server = await startServer({ DATABASE_URL: `file:${file}`, LOG_LEVEL: "silent" });
  const bin = await createBin(server.url);
  const ledger = sendSteadily(server.port, bin.id, 8);
  await expect.poll(() => ledger.answered.size).toBeGreaterThan(100);
  const unlock = await lock(file);
  const began = performance.now();
  expect(await server.stop("SIGTERM")).toBe(0);
  expect(performance.now() - began).toBeLessThan(10_000);
  await ledger.stop();
  expect(ledger.refused).toBeGreaterThan(0);
  await unlock();
  await server.restart();
  await expectAll(apiOf(server.url, bin), ledger.answered);
  await server.dispose();
  rmSync(folder, { recursive: true });
}, 40_000);

test("a database locked by another process: 503 in time, everything else goes on, and it heals by itself", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "wirebin-locked-"));
  const file = path.join(folder, "wirebin.db");
  const watched = await startWatched({ DATABASE_URL: `file:${file}`, LOG_LEVEL: "fatal" });
  const { server } = watched;
  const bin = await createBin(server.url);
  const api = apiOf(server.url, bin);
  await sendRaw(server.port, message({ target: `/${bin.id}/before` }));
  const unlock = await lock(file);
  const started = Date.now();
  const refused = sendRaw(server.port, message({ target: `/${bin.id}/during` }));
  // Whoever wants to write waits for the lock; nobody else does.
  const change = (title: string) => api.call("", { method: "PATCH", body: JSON.stringify({ title }) });
  const changes = Array.from({ length: 20 }, (_, i) => change(`title ${i}`));
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect((await Promise.all(changes)).map(({ status }) => status)).toEqual(Array(20).fill(503));
  const answer = await refused;
  expect(answer).toMatch(/^HTTP\/1\.1 503 /);
  expect(answer).toMatch(/\r\nRetry-After: \d+\r\n/);
  expect(Date.now() - started).toBeLessThan(12_000);
  expect(longestStandstill(watched.vitals(), started)).toBeLessThan(200);
  await unlock();
  expect(await sendRaw(server.port, message({ target: `/${bin.id}/after` }))).toMatch(/^HTTP\/1\.1 200 /);
  expect((await change("healed")).status).toBe(200);
  const { captures } = await api.captures("order=oldest");
  expect(captures.map((c) => c.path)).toEqual([`/${bin.id}/before`, `/${bin.id}/after`]);
  await watched.dispose();
  rmSync(folder, { recursive: true });
}, 30_000);
