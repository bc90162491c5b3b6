import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MAX_PINS } from "#lib/model/mark.ts";
import { findBin } from "./bins.ts";
import { deleteAllCaptures, deleteCapture, findCapture, listCaptures } from "./captures.ts";
import { deleteBin } from "./delete-bin.ts";
import { createJournal, type Journal } from "./journal.ts";
import { markCapture } from "./marks.ts";
import { makeBin, makeEntry, openTestDatabase, sweepAt, type TestDatabase } from "./test-database.ts";
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

async function filled(count: number, keep: Partial<{ captures: number; days: number; bytes: number }> = {}) {
  const bin = await makeBin({ keep: { captures: 0, days: 0, bytes: 0, ...keep } });
  for (let i = 0; i < count; i += 1) await journal.append(makeEntry(bin.no));
  return bin;
}

const seqsOf = async (no: number) => (await listCaptures(no, { limit: 200, order: "oldest" })).map(({ seq }) => seq);

/** The bin's counters against what is really stored. */
async function expectRightCounters(no: number): Promise<void> {
  const rows = await db.prisma.capture.findMany({ where: { binNo: no }, select: { body: true, headers: true } });
  const row = await db.prisma.bin.findUnique({ where: { no } });
  expect(Number(row?.total)).toBe(rows.length);
  expect(Number(row?.bytes)).toBe(rows.reduce((sum, one) => sum + one.body.length + one.headers.length, 0));
}

describe("a mark", () => {
  test("shows in summaries and captures, and is gone when nothing is left of it", async () => {
    const bin = await filled(2);
    expect(await markCapture(bin.no, 1, { pinned: true })).toEqual({ seq: 1, pinned: true, note: "" });
    expect(await markCapture(bin.no, 1, { note: "the <odd> one" })).toMatchObject({
      pinned: true,
      note: "the <odd> one",
    });
    const [first, second] = await listCaptures(bin.no, { limit: 5, order: "oldest" });
    expect(first).toMatchObject({ seq: 1, pinned: true, note: "the <odd> one" });
    expect(second).not.toHaveProperty("pinned");
    expect(second).not.toHaveProperty("note");
    expect(await findCapture(bin.no, 1)).toMatchObject({ pinned: true, note: "the <odd> one" });
    await markCapture(bin.no, 1, { pinned: false, note: "" });
    expect(await db.prisma.mark.count({ where: { binNo: bin.no } })).toBe(0);
  });

  test("needs a capture", async () => {
    const bin = await filled(1);
    expect(await markCapture(bin.no, 9, { pinned: true })).toBeNull();
  });

  test("one pin too many is refused; notes are not pins", async () => {
    const bin = await filled(MAX_PINS + 1);
    for (let seq = 1; seq <= MAX_PINS; seq += 1) await markCapture(bin.no, seq, { pinned: true });
    await expect(markCapture(bin.no, MAX_PINS + 1, { pinned: true })).rejects.toMatchObject({
      code: "invalid_input",
      problems: [{ path: "pinned" }],
    });
    expect(await markCapture(bin.no, MAX_PINS + 1, { note: "x" })).toMatchObject({ pinned: false });
    expect(await markCapture(bin.no, 1, { pinned: true, note: "again" })).toMatchObject({ pinned: true });
  });

  test("goes with its capture, and with its bin", async () => {
    const bin = await filled(3);
    for (const seq of [1, 2, 3]) await markCapture(bin.no, seq, { pinned: seq !== 2, note: "n" });
    await deleteCapture(bin.no, 1);
    expect(await db.prisma.mark.count({ where: { binNo: bin.no } })).toBe(2);
    await deleteAllCaptures(bin.no);
    expect(await db.prisma.mark.count({ where: { binNo: bin.no } })).toBe(0);
    await journal.append(makeEntry(bin.no));
    await markCapture(bin.no, 4, { pinned: true });
    await deleteBin(bin.no);
    expect(await db.prisma.mark.count({ where: { binNo: bin.no } })).toBe(0);
  });
});

describe("what is pinned stays", () => {
  test("while the ring turns, without taking a place in it", async () => {
    const bin = await filled(5, { captures: 5 });
    await markCapture(bin.no, 2, { pinned: true });
    await markCapture(bin.no, 3, { note: "not pinned" });
    for (let i = 0; i < 6; i += 1) await journal.append(makeEntry(bin.no));
    expect(await seqsOf(bin.no)).toEqual([2, 7, 8, 9, 10, 11]);
    expect(await findBin(bin.id)).toMatchObject({ total: 6, dropped: 5 });
    expect(await db.prisma.mark.count({ where: { binNo: bin.no } })).toBe(1);
    await expectRightCounters(bin.no);
  });

  test("while the ring turns by bytes, and an unpinned one goes with the next arrival", async () => {
    const bin = await makeBin({ keep: { captures: 0, days: 0, bytes: 2500 } });
    const large = () => journal.append(makeEntry(bin.no, { body: new Uint8Array(1000) }));
    await large();
    await markCapture(bin.no, 1, { pinned: true });
    for (let i = 0; i < 4; i += 1) await large();
    expect(await seqsOf(bin.no)).toEqual([1, 4, 5]);
    await expectRightCounters(bin.no);
    await markCapture(bin.no, 1, { pinned: false });
    await large();
    expect(await seqsOf(bin.no)).toEqual([5, 6]);
    await expectRightCounters(bin.no);
  });

  test("when every other capture is pinned too", async () => {
    const bin = await filled(4, { captures: 1 });
    await markCapture(bin.no, 4, { pinned: true });
    await Promise.all(Array.from({ length: 300 }, () => journal.append(makeEntry(bin.no))));
    expect(await seqsOf(bin.no)).toEqual([4, 304]);
    await expectRightCounters(bin.no);
  });

  test("past the bin's age", async () => {
    const bin = await makeBin({ keep: { captures: 0, days: 1, bytes: 0 } });
    const old = Date.now() - 3 * 86_400_000;
    for (let i = 0; i < 4; i += 1) await journal.append(makeEntry(bin.no, { receivedAt: old }));
    await markCapture(bin.no, 2, { pinned: true });
    await markCapture(bin.no, 3, { note: "goes with its capture" });
    await journal.append(makeEntry(bin.no));
    await sweepAt();
    expect(await seqsOf(bin.no)).toEqual([2, 5]);
    expect(await db.prisma.mark.count({ where: { binNo: bin.no } })).toBe(1);
    await expectRightCounters(bin.no);
  });
});
