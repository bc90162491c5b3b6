import { describe, expect, test } from "vitest";
import { DEFAULT_REPLY } from "#lib/model/reply.ts";
import type { Rule } from "#lib/model/rule.ts";
import type { StoredBin } from "#lib/store/bins.ts";
import { createBinCache } from "./bin-cache.ts";

const stored = (id: string, status = 200, rules: Rule[] = []) => ({ bin: storedBin(id, status), rules });

const storedBin = (id: string, status: number): StoredBin => ({
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
      { ownHost: false, size: 10, maxBytes: 1e6 },
    );
    await cache.find("known");
    await cache.find("known");
    await cache.find("other");
    await cache.find("other");
    expect(reads).toEqual(["known", "other", "other"]);
  });

  test("does not ask for an address that no bin can have", async () => {
    const cache = createBinCache(() => Promise.reject(new Error("asked")), { ownHost: false, size: 10, maxBytes: 1e6 });
    for (const id of ["", "favicon.ico", "ab", "Orders", "a%2Fb", "x".repeat(64)])
      expect(await cache.find(id)).toBeNull();
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
      { ownHost: false, size: 10, maxBytes: 1e6 },
    );
    const first = cache.find("bin-a");
    status = 503;
    cache.forget("bin-a");
    release();
    await first;
    const second = cache.find("bin-a");
    release();
    expect((await second)?.reply.status).toBe(503);
  });

  test("forgets one bin, or all of them", async () => {
    let reads = 0;
    const cache = createBinCache(
      async (id) => {
        reads += 1;
        return stored(id);
      },
      { ownHost: false, size: 10, maxBytes: 1e6 },
    );
    const readAll = async () => {
      for (const id of ["bin-a", "bin-b"]) await cache.find(id);
      return reads;
    };
    expect(await readAll()).toBe(2);
    cache.forget("bin-a");
    expect(await readAll()).toBe(3);
    cache.forget(null);
    expect(await readAll()).toBe(5);
  });

  test("holds no more bins than it may", async () => {
    let reads = 0;
    const cache = createBinCache(
      async (id) => {
        reads += 1;
        return stored(id);
      },
      { ownHost: false, size: 2, maxBytes: 1e6 },
    );
    for (const id of ["bin-a", "bin-b", "bin-c", "bin-b", "bin-c", "bin-a"]) await cache.find(id);
    expect(reads).toBe(4);
  });

  test("holds no more of replies and rules than it may, as they are in memory", async () => {
    let reads = 0;
    const rule: Rule = {
      id: "r",
      name: "x".repeat(1000),
      enabled: true,
      percent: 100,
      conditions: [],
      action: { kind: "echo", status: 200, delayMs: 0 },
    };
    const cache = createBinCache(
      async (id) => {
        reads += 1;
        return stored(id, 200, [rule]);
      },
      { ownHost: false, size: 10, maxBytes: 12_000 },
    );
    for (const id of ["bin-a", "bin-b", "bin-b", "bin-a"]) await cache.find(id);
    expect(reads).toBe(2);
    await cache.find("bin-c");
    await cache.find("bin-a");
    expect(reads).toBe(4);
  });

  test("a bin whose rules are all off is like one without", async () => {
    const off = {
      id: "r",
      name: "",
      enabled: false,
      percent: 100,
      conditions: [],
      action: { kind: "echo" as const, status: 200, delayMs: 0 },
    };
    const cache = createBinCache(async (id) => stored(id, 200, [off]), { ownHost: false, size: 10, maxBytes: 1e6 });
    expect((await cache.find("bin-a"))?.rules).toBeNull();
  });
});
