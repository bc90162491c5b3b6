import { describe, expect, test } from "vitest";
import { connectRedis, createRateLimit } from "./rate-limit.ts";

describe("a rate limit", () => {
  test("admits so many a minute for each key", async () => {
    const limit = createRateLimit({ name: "test", perMinute: 2, redis: null });
    expect([await limit("a"), await limit("a")]).toEqual([0, 0]);
    const wait = await limit("a");
    expect(wait).toBeGreaterThan(50);
    expect(wait).toBeLessThanOrEqual(60);
    expect(await limit("b")).toBe(0);
  });

  test("counts by itself while Redis cannot be reached", async () => {
    const redis = connectRedis("redis://127.0.0.1:1", () => undefined);
    const limit = createRateLimit({ name: "test", perMinute: 1, redis });
    expect(await limit("a")).toBe(0);
    expect(await limit("a")).toBeGreaterThan(0);
    (await redis).destroy();
  });

  test("counts by itself when there is no client at all, also before anybody asks", async () => {
    const limit = createRateLimit({ name: "test", perMinute: 1, redis: Promise.reject(new Error("no client")) });
    // Node tells of a promise that nobody heard fail once the current work is done.
    await new Promise(setImmediate);
    expect(await limit("a")).toBe(0);
    expect(await limit("a")).toBeGreaterThan(0);
  });
});
