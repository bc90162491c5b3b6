import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createJournal, type Journal } from "./journal.ts";
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
const iso = (ms: number) => new Date(START + ms).toISOString();

async function filled(times: number[], statuses: number[] = []): Promise<number> {
  const { no } = await makeBin();
  for (const [i, ms] of times.entries()) {
    const kind = statuses[i] === 413 ? ("rejected" as const) : ("message" as const);
    await journal.append(makeEntry(no, { receivedAt: START + ms, replyStatus: statuses[i] ?? 200, kind }));
  }
  return no;
}

test("counts by step, status class and kind; empty steps are left out", async () => {
  const no = await filled([0, 5, 999, 1000, 9999], [200, 404, 413, 500, 0]);
  expect(await traffic(no, { buckets: 10, from: iso(0), to: iso(10_000) })).toEqual({
    from: iso(0),
    to: iso(10_000),
    bucketMs: 1000,
    complete: true,
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
  const no = await filled([0, 4000]);
  const seen = await traffic(no, { buckets: 5 }, new Date(START + 9999));
  expect(seen).toMatchObject({ from: iso(0), to: iso(10_000), bucketMs: 2000, complete: true });
  expect(seen.buckets.map(({ index }) => index)).toEqual([0, 2]);
});

describe("a span", () => {
  test("leaves out what lies outside it, its end too", async () => {
    const no = await filled([0, 1000, 2000, 3000]);
    const seen = await traffic(no, { buckets: 1, from: iso(1000), to: iso(3000) });
    expect(seen.buckets).toMatchObject([{ index: 0, total: 2, firstSeq: 2, lastSeq: 3 }]);
  });

  test("finds captures whose numbers and times stand in different order", async () => {
    const no = await filled([3000, 0, 2000, 1000]);
    const seen = await traffic(no, { buckets: 1, from: iso(0), to: iso(2500) });
    expect(seen.buckets).toMatchObject([{ total: 3, firstSeq: 2, lastSeq: 4 }]);
  });

  test("may be empty, as a bin may be", async () => {
    const no = await filled([0]);
    expect((await traffic(no, { buckets: 3, from: iso(5000), to: iso(6000) })).buckets).toEqual([]);
    expect((await traffic(await filled([]), { buckets: 3 })).buckets).toEqual([]);
  });
});

test("looks at a bounded number of captures, the newest, and says so", async () => {
  const no = await filled([0, 1000, 2000, 3000, 4000]);
  const seen = await traffic(no, { buckets: 1 }, new Date(START + 5000), 3);
  expect(seen).toMatchObject({ from: iso(2000), complete: false, buckets: [{ total: 3, firstSeq: 3 }] });
  expect(await traffic(no, { buckets: 1 }, new Date(START + 5000), 5)).toMatchObject({ complete: true });
});
