import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { newBinId, newUuid } from "#lib/model/ids.ts";
import { DEFAULT_REPLY } from "#lib/model/reply.ts";
import { setSingleton } from "#lib/singleton.ts";
import type { Entry } from "./batch.ts";
import { createBin, type StoredBin } from "./bins.ts";
import { type Database, openDatabase } from "./database.ts";
import { sweep } from "./retention.ts";
import { createPostgresqlDatabase } from "./test-postgresql.ts";

/** For tests: a real database of their own; SQLite's by copying a migrated template, PostgreSQL's by creating one beside the others. */

let template: string | null = null;

export type TestDatabase = Database & { url: string; dispose: () => Promise<void> };

export async function openTestDatabase(): Promise<TestDatabase> {
  if (kind === "postgresql") return openPostgresqlTestDatabase();
  const folder = mkdtempSync(path.join(tmpdir(), "wirebin-test-"));
  if (template === null || !existsSync(template)) {
    template = path.join(folder, "template.db");
    await (await openDatabase(`file:${template}`)).close();
  }
  const file = path.join(folder, "wirebin.db");
  copyFileSync(template, file);
  const url = `file:${file}`;
  const opened = await openDatabase(url);
  setSingleton("database", { opened: Promise.resolve(opened) });
  return {
    ...opened,
    url,
    dispose: async () => {
      await opened.close();
      for (const end of ["", "-wal", "-shm", "-reserve"]) rmSync(file + end, { force: true });
    },
  };
}

let kind: "sqlite" | "postgresql" = "sqlite";

/** Which database `openTestDatabase` opens in this test file from now on. */
export function testOn(wanted: typeof kind): void {
  kind = wanted;
}

async function openPostgresqlTestDatabase(): Promise<TestDatabase> {
  const { url, drop } = await createPostgresqlDatabase();
  const opened = await openDatabase(url).catch(async (error: unknown) => {
    await drop();
    throw error;
  });
  setSingleton("database", { opened: Promise.resolve(opened) });
  return {
    ...opened,
    url,
    dispose: async () => {
      await opened.close();
      await drop();
    },
  };
}

/** A bin with the defaults, for tests. */
export function makeBin(settings: Partial<Pick<StoredBin, "keep" | "reply" | "id">> = {}): Promise<StoredBin> {
  return createBin({
    id: settings.id ?? newBinId(),
    keyHash: new Uint8Array(32),
    title: "",
    reply: settings.reply ?? DEFAULT_REPLY,
    keep: settings.keep ?? { captures: 10_000, days: 7, bytes: 268_435_456 },
  });
}

/** One pass of retention at that moment; resolves with the bins that went. What goes wrong with one bin is thrown. */
export async function sweepAt(now: Date = new Date()): Promise<string[]> {
  const gone: string[] = [];
  const failures: unknown[] = [];
  await sweep(now, { closed: (bin) => gone.push(bin), failed: (error) => failures.push(error) });
  if (failures.length > 0) throw failures[0];
  return gone;
}

/** A journal entry with defaults, for tests. */
export function makeEntry(binNo: number, changes: Partial<Entry> = {}): Entry {
  const body = changes.body ?? new TextEncoder().encode("hello");
  return {
    binNo,
    id: newUuid(),
    kind: "message",
    receivedAt: Date.now(),
    beganAt: performance.now(),
    method: "POST",
    target: "/bin/a//b%2Fc?x=1&x=2",
    httpVersion: "1.1",
    exact: true,
    remoteIp: "127.0.0.1",
    contentType: "text/plain",
    userAgent: null,
    preview: "hello",
    reason: null,
    replyStatus: 200,
    replyHeaders: "[]",
    ruleId: null,
    bodyBytes: body.length,
    headers: '[["X-Dup","1"],["x-dup","2"]]',
    trailers: "[]",
    body,
    ...changes,
  };
}
