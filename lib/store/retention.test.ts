import { afterAll, beforeAll, expect, test } from "vitest";
import { findBin } from "./bins.ts";
import { listCaptures } from "./captures.ts";
import { createJournal, type Journal } from "./journal.ts";
import { sweep } from "./retention.ts";
import { makeBin, makeEntry, openTestDatabase, type TestDatabase } from "./test-database.ts";
import { createWriter } from "./writer.ts";

const DAY = 86_400_000;
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

const keep = { captures: 0, days: 7, bytes: 0 };

test("captures past their age go, younger ones stay, counters say so", async () => {
  const now = Date.now();
  const bin = await makeBin({ keep });
  for (const days of [9, 8, 2, 0]) await journal.append(makeEntry(bin.no, { receivedAt: now - days * DAY }));
  // A refused body counts its headers only, a malformed message the bytes that came.
  await journal.append(
    makeEntry(bin.no, { kind: "rejected", body: new Uint8Array(0), bodyBytes: 99, receivedAt: now }),
  );
  await sweep(new Date(now));
  expect((await listCaptures(bin.no, { limit: 10, order: "oldest" })).map(({ seq }) => seq)).toEqual([3, 4, 5]);
  expect(await findBin(bin.id)).toMatchObject({ total: 3, dropped: 2, lastSeq: 5 });
  const size = makeEntry(bin.no).headers.length;
  const row = await db.prisma.bin.findUnique({ where: { no: bin.no } });
  expect(Number(row?.bytes)).toBe(3 * size + 5 + 5);
});

test("a bin that nobody used for its days goes as a whole; one that is used stays", async () => {
  const unused = await makeBin({ keep });
  const used = await makeBin({ keep });
  const later = new Date(Date.now() + 8 * DAY);
  await journal.append(makeEntry(used.no, { receivedAt: later.getTime() - DAY }));
  expect((await sweep(later)).bins).toContain(unused.id);
  expect(await findBin(unused.id)).toBeNull();
  expect((await findBin(used.id))?.total).toBe(1);
});

test("0 days means no limit", async () => {
  const bin = await makeBin({ keep: { captures: 0, days: 0, bytes: 0 } });
  await journal.append(makeEntry(bin.no, { receivedAt: 0 }));
  await sweep(new Date(Date.now() + 1000 * DAY));
  expect((await findBin(bin.id))?.total).toBe(1);
});
