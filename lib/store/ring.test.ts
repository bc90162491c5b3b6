import { afterAll, beforeAll, expect, test } from "vitest";
import { packBatch } from "./batch.ts";
import { findBin, type StoredBin } from "./bins.ts";
import { deleteCapture, listCaptures } from "./captures.ts";
import type { Dialect } from "./dialect.ts";
import { markCapture } from "./marks.ts";
import { makeBin, makeEntry, openTestDatabase, type TestDatabase } from "./test-database.ts";
import { createWriter, type Writer } from "./writer.ts";

let db: TestDatabase;
let writer: Writer;
let asked = 0;

beforeAll(async () => {
  db = await openTestDatabase();
  writer = createWriter(counting(db.dialect));
});

afterAll(async () => {
  await writer.close();
  await db.dispose();
});

/** The same dialect; `asked` counts what its transactions ask. */
function counting(dialect: Dialect): Dialect {
  const connect = async () => {
    const connection = await dialect.connect();
    const start = connection.startTransaction.bind(connection);
    connection.startTransaction = async (level) => {
      const tx = await start(level);
      const { queryRaw, executeRaw } = tx;
      tx.queryRaw = (question) => {
        asked += 1;
        return queryRaw.call(tx, question);
      };
      tx.executeRaw = (question) => {
        asked += 1;
        return executeRaw.call(tx, question);
      };
      return tx;
    };
    return connection;
  };
  return { ...dialect, connect };
}

/** One batch with `each` captures of `bytes` for every bin; says how often the database was asked. */
async function store(bins: StoredBin[], each: number, bytes = 100): Promise<number> {
  const body = new Uint8Array(bytes);
  asked = 0;
  await writer.commit(
    packBatch(
      bins.flatMap(({ no }) => Array.from({ length: each }, () => makeEntry(no, { body }))),
      0,
    ),
  );
  return asked;
}

const seqsOf = async (no: number) => (await listCaptures(no, { limit: 200, order: "oldest" })).map(({ seq }) => seq);

async function expectRightCounters({ id, no }: StoredBin): Promise<void> {
  const rows = await db.prisma.capture.findMany({ where: { binNo: no }, select: { body: true, headers: true } });
  const row = await db.prisma.bin.findUnique({ where: { no } });
  expect(Number(row?.bytes)).toBe(rows.reduce((sum, one) => sum + one.body.length + one.headers.length, 0));
  const bin = await findBin(id);
  expect(bin?.total).toBe(rows.length);
  expect((bin?.total ?? 0) + (bin?.dropped ?? 0)).toBe(bin?.lastSeq);
}

test("forty full bins in one batch ask the database as often as one does", async () => {
  const byCount = { captures: 4, days: 0, bytes: 0 };
  const byBytes = { captures: 0, days: 0, bytes: 600 };
  const bins = await Promise.all(Array.from({ length: 40 }, (_, i) => makeBin({ keep: i % 2 ? byBytes : byCount })));
  const [first] = bins;
  if (!first) throw new Error("no bin");
  await store(bins, 4);
  const one = await store([first], 2);
  expect(await store(bins, 2)).toBe(one);
  expect(one).toBeLessThanOrEqual(7);
  expect(await seqsOf(first.no)).toEqual([5, 6, 7, 8]);
  for (const bin of bins.slice(1)) expect(await seqsOf(bin.no)).toEqual([3, 4, 5, 6]);
  for (const bin of bins) await expectRightCounters(bin);
});

test("bins with pins, bins with holes and bins with one large capture, in one batch", async () => {
  const keep = { captures: 5, days: 0, bytes: 0 };
  const [plain, pinned, holed] = [await makeBin({ keep }), await makeBin({ keep }), await makeBin({ keep })];
  const large = await makeBin({ keep: { captures: 0, days: 0, bytes: 50 } });
  await store([plain, pinned, holed, large], 5);
  await markCapture(pinned.no, 1, { pinned: true });
  await markCapture(pinned.no, 3, { pinned: true, note: "stays" });
  await markCapture(pinned.no, 4, { note: "goes with its capture" });
  for (const seq of [2, 3]) await deleteCapture(holed.no, seq);
  await store([plain, pinned, holed, large], 4);
  expect(await seqsOf(plain.no)).toEqual([5, 6, 7, 8, 9]);
  expect(await seqsOf(pinned.no)).toEqual([1, 3, 5, 6, 7, 8, 9]);
  expect(await seqsOf(holed.no)).toEqual([5, 6, 7, 8, 9]);
  expect(await seqsOf(large.no)).toEqual([9]);
  expect(await db.prisma.mark.count({ where: { binNo: pinned.no } })).toBe(2);
  for (const bin of [plain, pinned, large]) await expectRightCounters(bin);
});

test("a limit that was lowered far is reached with the next captures, none of which waits for all of it", async () => {
  const bin = await makeBin({ keep: { captures: 0, days: 0, bytes: 0 } });
  for (let i = 0; i < 3; i += 1) await store([bin], 1000, 1);
  await db.prisma.bin.update({ where: { no: bin.no }, data: { keepCaptures: 3 } });
  await store([bin], 1, 1);
  expect((await seqsOf(bin.no)).at(0)).toBe(2049);
  await expectRightCounters(bin);
  await store([bin], 1, 1);
  expect(await seqsOf(bin.no)).toEqual([3000, 3001, 3002]);
  await expectRightCounters(bin);
});

test("a large body pushes out as many small captures as it takes, in the commit that brings it", async () => {
  const keep = { captures: 0, days: 0, bytes: 3_000_000 };
  const bin = await makeBin({ keep });
  for (let i = 0; i < 7; i += 1) await store([bin], 500, 500);
  await store([bin], 1, 2_900_000);
  const row = await db.prisma.bin.findUnique({ where: { no: bin.no } });
  expect(Number(row?.bytes)).toBeLessThanOrEqual(keep.bytes);
  expect(Number(row?.bytes)).toBeGreaterThan(keep.bytes - 1000);
  await expectRightCounters(bin);
});

test("a capture costs a full ring of 10,000 no more than one of 128", { timeout: 60_000 }, async () => {
  const rings = [];
  for (const captures of [128, 1000, 10_000]) {
    const bin = await makeBin({ keep: { captures, days: 0, bytes: 0 } });
    for (let stored = 0; stored < captures; stored += 500) await store([bin], Math.min(500, captures), 1);
    rings.push({ bin, took: [] as number[] });
  }
  // In turn, so that whatever else the machine does hits all of them alike.
  for (let i = 0; i < 25; i += 1) {
    for (const { bin, took } of rings) {
      const started = performance.now();
      await store([bin], 8, 1000);
      took.push(performance.now() - started);
    }
  }
  const [small = 0, , large = 0] = rings.map(({ took }) => took.sort((a, b) => a - b)[12] ?? 0);
  expect(large).toBeLessThan(small * 3 + 2);
});
