import { describe, expect, test } from "vitest";
import { DEFAULT_REPLY } from "#lib/model/reply.ts";
import type { StoredBin } from "#lib/store/bins.ts";
import { createBinCache } from "./bin-cache.ts";

const stored = (id: string, status = 200): StoredBin => ({
  no: 1,
  id,
  keyHash: new Uint8Array(32),
  title: "",
  reply: { ...DEFAULT_REPLY, status },
  keep: { captures: 1, days: 1, bytes: 1 },
  createdAt: new Date(0),
  usedAt: new Date(0),
  lastSeq: 0,
  total: 0,
  dropped: 0,
  droppedSince: null,
});

describe("the bin cache", () => {
  test("reads a bin once, and an unknown one each time", async () => {
    const reads: string[] = [];
    const cache = createBinCache(
      async (id) => {
        reads.push(id);
        return id === "known" ? stored(id) : null;
      },
      { ownHost: false, size: 10 },
    );
    await cache.find("known");
    await cache.find("known");
    await cache.find("other");
    await cache.find("other");
    expect(reads).toEqual(["known", "other", "other"]);
  });

  test("a change that lands while a bin is being read is not undone by that read", async () => {
    let status = 200;
    let release = () => {};
    const cache = createBinCache(
      async (id) => {
        const seen = status;
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        return stored(id, seen);
      },
      { ownHost: false, size: 10 },
    );
    const first = cache.find("a");
    status = 503;
    cache.forget("a");
    release();
    await first;
    const second = cache.find("a");
    release();
    expect((await second)?.reply.status).toBe(503);
  });

  test("holds no more bins than it may", async () => {
    let reads = 0;
    const cache = createBinCache(
      async (id) => {
        reads += 1;
        return stored(id);
      },
      { ownHost: false, size: 2 },
    );
    for (const id of ["a", "b", "c", "b", "c", "a"]) await cache.find(id);
    expect(reads).toBe(4);
  });
});
