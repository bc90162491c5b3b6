import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiOf, createBin } from "../harness/api.ts";
import { createFilling } from "../harness/filling.ts";
import { createOwnPostgresql, hasPostgresqlPrograms, type OwnPostgresql } from "../harness/own-postgresql.ts";
import { mountSmallDisk, type SmallDisk } from "../harness/small-disk.ts";
import { longestStandstill, startWatched, type Watched } from "../harness/vitals.ts";

/** PostgreSQL on a disk that is full. */

const MB = 1_000_000;
// Tried here, mounted when a test runs: a file of which nothing runs leaves nothing behind.
const tried = mountSmallDisk(1);
tried?.remove();

describe.skipIf(!hasPostgresqlPrograms() || !tried)("PostgreSQL on a full disk", { timeout: 40_000 }, () => {
  let disk: SmallDisk | null = null;
  let postgresql: OwnPostgresql | undefined;
  let watched: Watched | undefined;
  beforeAll(async () => {
    disk = mountSmallDisk(160);
    postgresql = await createOwnPostgresql(disk?.folder);
    postgresql.start();
    watched = await startWatched({ DATABASE_URL: postgresql.url, LOG_LEVEL: "fatal" });
  });
  afterAll(async () => {
    try {
      await watched?.dispose();
    } finally {
      postgresql?.stop("fast");
      postgresql?.remove();
      disk?.remove();
    }
  });

  test("senders hear 503 in time, reading goes on, and room made by others heals it", async () => {
    if (!watched) throw new Error("No server was started");
    const { server, vitals } = watched;
    const { pid } = server;
    const { send, sendUntilFull, expectAllThere } = createFilling(server);
    const bin = await createBin(server.url, { keep: { captures: 0, bytes: 0, days: 0 } });
    expect(await send(bin, "first", 10)).toBe(200);
    const warm = Date.now() + 500;
    for (let round = 0; round < 2; round += 1) {
      disk?.fill(8 * MB);
      expect(await sendUntilFull(bin)).toBeGreaterThan(0);
      const refused = await Promise.all(Array.from({ length: 30 }, (_, i) => send(bin, `small-${i}`, 50_000)));
      expect(refused).toContain(503);
      await expectAllThere(bin);
      expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
      disk?.release();
      expect(await send(bin, "healed", MB)).toBe(200);
    }
    expect(server.pid).toBe(pid);
    await expectAllThere(bin);
    expect((await apiOf(server.url, bin).call("", { method: "DELETE" })).status).toBe(204);
    expect(longestStandstill(vitals(), warm)).toBeLessThan(200);
  });
});
