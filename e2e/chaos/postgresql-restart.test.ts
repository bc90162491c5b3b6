import { expect, test } from "vitest";
import { apiOf, createBin } from "../harness/api.ts";
import { openDashboard } from "../harness/dashboard.ts";
import { expectAll } from "../harness/kill-rounds.ts";
import { sendSteadily } from "../harness/ledger.ts";
import { createOwnPostgresql, hasPostgresqlPrograms } from "../harness/own-postgresql.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { startServer } from "../harness/server.ts";

test.skipIf(!hasPostgresqlPrograms())(
  "PostgreSQL is stopped and started under load, in order and by a crash",
  {
    timeout: 180_000,
  },
  async () => {
    const postgresql = await createOwnPostgresql();
    postgresql.start();
    const limits = { KEEP_CAPTURES: "0", KEEP_BYTES: "0", LOG_LEVEL: "fatal" };
    const server = await startServer({ DATABASE_URL: postgresql.url, ...limits });
    try {
      const { pid } = server;
      const bin = await createBin(server.url);
      const dashboard = await openDashboard(server.url, bin);
      const answered = new Map<string, string>();
      for (const how of ["fast", "immediate", "fast", "immediate"] as const) {
        const ledger = sendSteadily(server.port, bin.id, 8);
        await expect.poll(() => ledger.answered.size, { timeout: 20_000 }).toBeGreaterThan(50);
        postgresql.stop(how);
        const began = performance.now();
        const refused = await sendRaw(server.port, message({ target: `/${bin.id}/while-away` }));
        expect(refused).toMatch(/^HTTP\/1\.1 503 [\s\S]*\r\nRetry-After: \d+\r\n/);
        expect(performance.now() - began).toBeLessThan(10_000);
        postgresql.start();
        const reached = ledger.answered.size;
        await expect.poll(() => ledger.answered.size, { timeout: 10_000 }).toBeGreaterThan(reached + 20);
        await ledger.stop();
        for (const [id, body] of ledger.answered) answered.set(id, body);
      }
      expect(server.pid).toBe(pid);
      await expectAll(apiOf(server.url, bin), answered);
      const { lastSeq } = await apiOf(server.url, bin).captures("limit=1");
      await dashboard.seen(lastSeq, 10_000);
      expect(dashboard.seqs().sort((a, b) => a - b)).toEqual(Array.from({ length: lastSeq }, (_, i) => i + 1));
      dashboard.close();
    } finally {
      await server.dispose();
      postgresql.stop("fast");
      postgresql.remove();
    }
  },
);
