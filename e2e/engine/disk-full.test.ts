import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CreatedBin } from "#lib/model/bin.ts";
import { apiOf, createBin } from "../harness/api.ts";
import { createFilling, type Filling } from "../harness/filling.ts";
import { mountSmallDisk, type SmallDisk } from "../harness/small-disk.ts";
import { longestStandstill, startWatched, type Watched } from "../harness/vitals.ts";

/** A disk that is full: by captures, or by another program. */

// Tried here, mounted when a test runs: a file of which nothing runs leaves nothing behind.
const tried = mountSmallDisk(1);
tried?.remove();
let disk: SmallDisk | null = null;
const MB = 1_000_000;

describe.skipIf(!tried)("a full disk", { timeout: 30_000 }, () => {
  let watched: Watched;
  /** What came before belongs to the server's start and the first use of its parts. */
  let warm = 0;
  let filling: Filling;

  beforeAll(async () => {
    disk = mountSmallDisk(64);
    watched = await startWatched({ DATABASE_URL: `file:${disk?.folder}/wirebin.db`, LOG_LEVEL: "fatal" });
    filling = createFilling(watched.server);
    const bin = await unlimited();
    expect((await apiOf(watched.server.url, bin).call("", { method: "DELETE" })).status).toBe(204);
    warm = Date.now() + 500;
  }, 30_000);
  afterAll(async () => {
    await watched.dispose();
    disk?.remove();
  });

  const keep = (keep: Partial<CreatedBin["keep"]>) => createBin(watched.server.url, { keep });
  const unlimited = () => keep({ captures: 0, bytes: 0, days: 0 });

  test("senders hear 503 in time, reading goes on, and room made by others heals it", async () => {
    const bin = await unlimited();
    const { pid } = watched.server;
    expect(await filling.send(bin, "first", 10)).toBe(200);
    disk?.fill(4 * MB);
    expect(await filling.sendUntilFull(bin)).toBeGreaterThan(0);
    const refused = await Promise.all(Array.from({ length: 30 }, (_, i) => filling.send(bin, `small-${i}`, 20_000)));
    expect(refused).toContain(503);
    await filling.expectAllThere(bin);
    expect((await fetch(`${watched.server.url}/readyz`)).status).toBe(200);
    disk?.release();
    expect(await filling.send(bin, "healed", MB)).toBe(200);
    expect(watched.server.pid).toBe(pid);
    await filling.expectAllThere(bin);
    expect((await apiOf(watched.server.url, bin).call("", { method: "DELETE" })).status).toBe(204);
    filling.forget();
  });

  test("deleting makes room, again and again", async () => {
    const bin = await unlimited();
    const api = apiOf(watched.server.url, bin);
    for (let round = 0; round < 3; round += 1) {
      expect(await filling.sendUntilFull(bin)).toBeGreaterThan(20);
      expect((await api.call("/captures/latest", { method: "DELETE" })).status).toBe(204);
      expect((await api.call("/captures", { method: "DELETE" })).status).toBe(204);
      expect((await api.captures()).total).toBe(0);
      expect(await filling.send(bin, "after", MB)).toBe(200);
    }
    expect((await api.call("", { method: "DELETE" })).status).toBe(204);
  });

  test("a bin whose ring is full goes on: what is dropped makes room for what comes", async () => {
    const bin = await keep({ captures: 20, bytes: 0, days: 0 });
    for (let i = 0; i < 40; i += 1) expect(await filling.send(bin, `ring-${i}`, 50_000)).toBe(200);
    disk?.fill();
    for (let i = 0; i < 60; i += 1) expect(await filling.send(bin, `full-${i}`, 50_000)).toBe(200);
    disk?.release();
  });

  test("the event loop stood still for no longer than 200 ms", () => {
    expect(longestStandstill(watched.vitals(), warm)).toBeLessThan(200);
  });
});
