import { randomInt } from "node:crypto";
import { expect } from "vitest";
import { type Api, apiOf, createBin } from "./api.ts";
import { sendSteadily } from "./ledger.ts";
import { startServer } from "./server.ts";

/**
 * `rounds` times: load, kill -9 at a random moment, start again. Then every answered capture is there with its bytes, and the numbers
 * have no gap. Returns figures worth noting.
 */
export async function killRounds(
  rounds: number,
  env: Record<string, string> = {},
): Promise<{ answered: number; slowestStartMs: number }> {
  const server = await startServer({ KEEP_CAPTURES: "0", KEEP_BYTES: "0", LOG_LEVEL: "fatal", ...env });
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
  return { answered: answered.size, slowestStartMs };
}

/** Every answered capture is there with its bytes, and the numbers have no gap. */
export async function expectAll(api: Api, answered: Map<string, string>): Promise<void> {
  const missing = new Set(answered.keys());
  let expected = 1;
  let next: string | null = "order=oldest&limit=200";
  let checked = 0;
  while (next !== null) {
    const page = await api.captures(next);
    for (const { seq, id, bodyBytes } of page.captures) {
      expect(seq).toBe(expected);
      expected += 1;
      const body = answered.get(id);
      if (body === undefined) continue;
      missing.delete(id);
      expect(bodyBytes).toBe(body.length);
      // Every byte of a sample; reading each of some hundred thousand one by one would take longer than the rounds.
      if (checked < 300 && seq % 7 === 0) {
        expect((await api.bytes(`/captures/${seq}/body`)).toString("latin1")).toBe(body);
        checked += 1;
      }
    }
    next = page.next;
  }
  expect([...missing]).toEqual([]);
}
