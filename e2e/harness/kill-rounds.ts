import { randomInt } from "node:crypto";
import { expect } from "vitest";
import { query } from "#lib/store/dialect.ts";
import { dialectFor } from "#lib/store/open-dialect.ts";
import { type Api, apiOf, createBin } from "./api.ts";
import { sendSteadily } from "./ledger.ts";
import { startServer } from "./server.ts";

/**
 * `rounds` times: load, kill -9 at a random moment, start again. Then every answered capture is there with its bytes, and the numbers
 * have no gap, and the file is sound. Returns figures worth noting.
 */
export async function killRounds(
  rounds: number,
  databaseUrl: string,
): Promise<{ answered: number; slowestStartMs: number }> {
  const limits = { KEEP_CAPTURES: "0", KEEP_BYTES: "0", LOG_LEVEL: "fatal" };
  const server = await startServer({ DATABASE_URL: databaseUrl, ...limits });
  const bin = await createBin(server.url);
  const api = apiOf(server.url, bin);
  const answered = new Map<string, string>();
  let slowestStartMs = 0;
  try {
    for (let round = 0; round < rounds; round += 1) {
      const ledger = sendSteadily(server.port, bin.id, 16);
      // However slow the machine is, something was answered before the kill.
      await expect.poll(() => ledger.answered.size, { timeout: 20_000 }).toBeGreaterThan(0);
      await new Promise((resolve) => setTimeout(resolve, randomInt(0, 300)));
      await server.kill();
      await ledger.stop();
      for (const [id, body] of ledger.answered) answered.set(id, body);
      const started = performance.now();
      await server.restart();
      slowestStartMs = Math.max(slowestStartMs, performance.now() - started);
    }
    await expectAll(api, answered);
  } finally {
    await server.dispose();
  }
  await expectSound(databaseUrl);
  return { answered: answered.size, slowestStartMs };
}

/** Every answered capture is there with each byte of its body, and the numbers have no gap. */
export async function expectAll(api: Api, answered: Map<string, string>): Promise<void> {
  const missing = new Set(answered.keys());
  let expected = 1;
  let next: string | null = "order=oldest&limit=200";
  while (next !== null) {
    const page = await api.captures(next);
    await inTurns(page.captures, 8, async ({ seq, id }) => {
      const body = answered.get(id);
      if (body === undefined) return;
      missing.delete(id);
      expect((await api.bytes(`/captures/${seq}/body`)).toString("latin1")).toBe(body);
    });
    for (const { seq } of page.captures) {
      expect(seq).toBe(expected);
      expected += 1;
    }
    next = page.next;
  }
  expect([...missing]).toEqual([]);
}

/** SQLite looks through the whole of its file; PostgreSQL has no such question. */
export async function expectSound(databaseUrl: string): Promise<void> {
  const dialect = await dialectFor(databaseUrl);
  if (dialect.name !== "sqlite") return;
  const connection = await dialect.connect();
  expect((await connection.queryRaw(query("PRAGMA integrity_check", []))).rows).toEqual([["ok"]]);
  await connection.dispose();
}

/** Does `work` for each, so many at once. */
async function inTurns<T>(items: T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
