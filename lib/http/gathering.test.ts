import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { createGathering } from "./gathering.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

const chunk = (length: number, fill: number) => Buffer.alloc(length, fill);

describe("a body that comes in pieces", () => {
  test.each([
    ["small, without a length", null, [1, 0, 40_000, 9999]],
    ["small, with its length", 50_000, [1, 40_000, 9999]],
    ["large, without a length", null, [200_000, 100_000, 1, 900_000]],
    ["large, with its length", 1_200_001, [200_000, 100_000, 1, 900_000]],
    ["longer than it promised", 300_000, [200_000, 200_000, 200_000]],
    ["large at once", null, [1_000_000]],
  ])("is put together: %s", (_name, length, sizes) => {
    const gathering = createGathering(length);
    const pieces = sizes.map((size, i) => chunk(size, i + 1));
    for (const piece of pieces) gathering.add(piece);
    expect(Buffer.from(gathering.bytes()).equals(Buffer.concat(pieces))).toBe(true);
  });

  test("holds what came, not what was promised", () => {
    const gathering = createGathering(1_000_000);
    expect(gathering.bytes()).toHaveLength(0);
    gathering.add(chunk(3, 7));
    expect([...gathering.bytes()]).toEqual([7, 7, 7]);
  });

  test("in single bytes costs about its size, not hundreds of times as much", () => {
    const used = () => {
      collect();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const before = used();
    const bodies = Array.from({ length: 10 }, () => createGathering());
    for (let i = 0; i < 16_000; i += 1) for (const body of bodies) body.add(new Uint8Array([i % 251]));
    expect(used() - before).toBeLessThan(2_000_000);
    for (const body of bodies) {
      expect(body.bytes()).toHaveLength(16_000);
      expect(body.bytes().every((byte, i) => byte === i % 251)).toBe(true);
    }
  });

  test("in one piece is not copied", () => {
    const only = chunk(10, 1);
    const gathering = createGathering(10);
    gathering.add(only);
    expect(gathering.bytes()).toBe(only);
    expect(createGathering(null).bytes()).toHaveLength(0);
  });
});
