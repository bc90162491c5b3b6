import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TrafficQuery } from "#lib/model/traffic.ts";
import type { StoredBin } from "./bins.ts";
import { createJournal, type Journal } from "./journal.ts";
import type { Looks } from "./look-bound.ts";
import { markCapture } from "./marks.ts";
import { makeBin, makeEntry, openTestDatabase, type TestDatabase } from "./test-database.ts";
import { traffic } from "./traffic.ts";
import { createWriter } from "./writer.ts";

let db: TestDatabase;
let journal: Journal;

beforeAll(async () => {
  db = await openTestDatabase();
  journal = createJournal(createWriter(db.dialect));
});

afterAll(async () => {
  await journal.close();
  await db.dispose();
});

const START = Date.parse("2026-01-01T00:00:00.000Z");
const few = (captures: number): Looks => ({ captures, bytes: 1e9 });
const iso = (ms: number) => new Date(START + ms).toISOString();

async function filled(times: number[], statuses: number[] = []): Promise<StoredBin> {
  const bin = await makeBin();
  for (const [i, ms] of times.entries()) {
    const kind = statuses[i] === 413 ? ("rejected" as const) : ("message" as const);
    await journal.append(makeEntry(bin.no, { receivedAt: START + ms, replyStatus: statuses[i] ?? 200, kind }));
  }
  return bin;
}

test("counts by step, status class and kind; empty steps are left out", async () => {
  const bin = await filled([0, 5, 999, 1000, 9999], [200, 404, 413, 500, 0]);
  expect(await traffic(bin, { buckets: 10, from: iso(0), to: iso(10_000) })).toEqual({
    from: iso(0),
    to: iso(10_000),
    bucketMs: 1000,
    complete: true,
    lookedFrom: 1,
    buckets: [
      {
        index: 0,
        total: 3,
        firstSeq: 1,
        lastSeq: 3,
        statuses: { "2xx": 1, "4xx": 2 },
        kinds: { message: 2, rejected: 1 },
      },
      { index: 1, total: 1, firstSeq: 4, lastSeq: 4, statuses: { "5xx": 1 }, kinds: { message: 1 } },
      { index: 9, total: 1, firstSeq: 5, lastSeq: 5, statuses: { "0": 1 }, kinds: { message: 1 } },
    ],
  });
});

test("without a span it reaches from the oldest capture until now", async () => {
  const bin = await filled([0, 4000]);
  const seen = await traffic(bin, { buckets: 5 }, new Date(START + 9999));
  expect(seen).toMatchObject({ from: iso(0), to: iso(10_000), bucketMs: 2000, complete: true });
  expect(seen.buckets.map(({ index }) => index)).toEqual([0, 2]);
});

describe("a span", () => {
  test("leaves out what lies outside it, its end too", async () => {
    const bin = await filled([0, 1000, 2000, 3000]);
    const seen = await traffic(bin, { buckets: 1, from: iso(1000), to: iso(3000) });
    expect(seen.buckets).toMatchObject([{ index: 0, total: 2, firstSeq: 2, lastSeq: 3 }]);
  });

  test("finds captures whose numbers and times stand in different order", async () => {
    const bin = await filled([3000, 0, 2000, 1000]);
    const seen = await traffic(bin, { buckets: 1, from: iso(0), to: iso(2500) });
    expect(seen.buckets).toMatchObject([{ total: 3, firstSeq: 2, lastSeq: 4 }]);
  });

  test("may be empty, as a bin may be", async () => {
    const bin = await filled([0]);
    expect((await traffic(bin, { buckets: 3, from: iso(5000), to: iso(6000) })).buckets).toEqual([]);
    expect((await traffic(await filled([]), { buckets: 3 })).buckets).toEqual([]);
  });
});

test("looks at a bounded number of captures, the newest, and says so", async () => {
  const bin = await filled([0, 1000, 2000, 3000, 4000]);
  const seen = await traffic(bin, { buckets: 1 }, new Date(START + 5000), few(3));
  expect(seen).toMatchObject({ from: iso(2000), complete: false, lookedFrom: 3, buckets: [{ total: 3, firstSeq: 3 }] });
  expect(await traffic(bin, { buckets: 1 }, new Date(START + 5000), few(5))).toMatchObject({ complete: true });
});

describe("with a filter", () => {
  const span = { buckets: 10, from: iso(0), to: iso(10_000) };

  test("counts what fits, as the list finds it", async () => {
    const bin = await filled([0, 5, 1000, 2000], [200, 404, 404, 413]);
    await markCapture(bin.no, 3, { pinned: true });
    const total = async (filter: Partial<TrafficQuery>) =>
      (await traffic(bin, { ...span, ...filter })).buckets.map(({ index, total }) => [index, total]);
    expect(await total({ status: "4xx" })).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
    expect(await total({ status: "404", kind: "message", after: 2 })).toEqual([[1, 1]]);
    expect(await total({ pinned: "true" })).toEqual([[1, 1]]);
    expect(await total({ header: ["x-nobody"] })).toEqual([]);
    expect(await total({ sender: "192.0.2.99" })).toEqual([]);
    expect(await total({ rule: "none" })).toEqual([]);
    expect(await total({ text: "%' OR 1=1 --" })).toEqual([]);
  });

  test("looks at as many as a page of the list does, and goes on below", async () => {
    const bin = await filled([0, 1000, 2000, 3000, 4000]);
    const seqs: number[] = [];
    let before: number | undefined;
    for (let call = 0; call < 9; call += 1) {
      const seen = await traffic(bin, { ...span, method: "POST", before }, undefined, few(2));
      seqs.push(...seen.buckets.map(({ firstSeq }) => firstSeq));
      if (seen.complete) break;
      before = seen.lookedFrom ?? 0;
    }
    expect(seqs).toEqual([4, 5, 2, 3, 1]);
  });
});
