import { afterAll, beforeAll, expect, test } from "vitest";
import { changeBin, findBin } from "./bins.ts";
import { listCaptures } from "./captures.ts";
import { deleteBin } from "./delete-bin.ts";
import { createJournal, type Journal } from "./journal.ts";
import { markCapture } from "./marks.ts";
import { sweep } from "./retention.ts";
import { makeBin, makeEntry, openTestDatabase, sweepAt, type TestDatabase } from "./test-database.ts";
import { lowerKeep } from "./trim-bin.ts";
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
  await sweepAt(new Date(now));
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
  expect(await sweepAt(later)).toContain(unused.id);
  expect(await findBin(unused.id)).toBeNull();
  expect((await findBin(used.id))?.total).toBe(1);
});

test("0 days means no limit", async () => {
  const bin = await makeBin({ keep: { captures: 0, days: 0, bytes: 0 } });
  await journal.append(makeEntry(bin.no, { receivedAt: 0 }));
  await sweepAt(new Date(Date.now() + 1000 * DAY));
  expect((await findBin(bin.id))?.total).toBe(1);
});

test("a bin that was used since somebody looked stays", async () => {
  const bin = await makeBin({ keep });
  await journal.append(makeEntry(bin.no));
  expect(await deleteBin(bin.no, { unusedSince: new Date(bin.usedAt.getTime() - 1) })).toBe(false);
  expect(await journal.append(makeEntry(bin.no))).toBe(2);
  expect(await findBin(bin.id)).toMatchObject({ total: 2 });
});

test("that a bin goes is said when its address is gone, before its captures are", async () => {
  const bin = await makeBin({ keep });
  await journal.append(makeEntry(bin.no));
  const order: string[] = [];
  await deleteBin(bin.no, { closed: () => order.push("closed") }).then(() => order.push("erased"));
  expect(order).toEqual(["closed", "erased"]);
});

test("whatever other bins are called, a bin can be deleted", async () => {
  const bin = await makeBin();
  const neighbours = await Promise.all([`deleted-${bin.no}`, `deleted-${bin.no + 1}`].map((id) => makeBin({ id })));
  expect(await deleteBin(bin.no)).toBe(true);
  expect(await findBin(bin.id)).toBeNull();
  for (const { id } of neighbours) expect(await findBin(id)).not.toBeNull();
});

test("a bin that cannot be erased keeps no other from going, answers no longer, and is erased later", async () => {
  const stuck = await makeBin({ keep });
  const behind = await makeBin({ keep });
  await journal.append(makeEntry(stuck.no));
  const later = new Date(Date.now() + 8 * DAY);
  const release = await refuseErasing(stuck.no);
  const closed: string[] = [];
  const failures: unknown[] = [];
  await sweep(later, { closed: (bin) => closed.push(bin), failed: (error) => failures.push(error) });
  expect(closed).toEqual(expect.arrayContaining([stuck.id, behind.id]));
  expect(failures).toHaveLength(1);
  expect([await findBin(stuck.id), await findBin(behind.id)]).toEqual([null, null]);
  expect(await db.prisma.capture.count({ where: { binNo: stuck.no } })).toBe(1);
  await release();
  await sweepAt();
  expect(await db.prisma.capture.count({ where: { binNo: stuck.no } })).toBe(0);
  expect(await db.prisma.bin.count({ where: { no: stuck.no } })).toBe(0);
});

test("a bin with nothing old in it is not written to", async () => {
  const bin = await makeBin({ keep });
  await journal.append(makeEntry(bin.no, { receivedAt: Date.now() - 9 * DAY }));
  await journal.append(makeEntry(bin.no));
  await markCapture(bin.no, 1, { pinned: true });
  const isSqlite = db.dialect.name === "sqlite";
  const writes = () =>
    db.prisma.$queryRawUnsafe(
      isSqlite ? "SELECT total_changes() AS n" : `SELECT xmin::text AS n FROM "Bin" WHERE "no" = ${bin.no}`,
    );
  const before = await writes();
  await sweepAt();
  expect(await writes()).toEqual(before);
});

test("limits that the server lowers hold for bins that are there, and what is too much goes", async () => {
  const none = { captures: 0, days: 0, bytes: 0 };
  const [many, large, small] = await Promise.all([
    makeBin({ keep: none }),
    makeBin({ keep: none }),
    makeBin({ keep: { captures: 10, days: 1, bytes: 900_000 } }),
  ]);
  await Promise.all(Array.from({ length: 1200 }, () => journal.append(makeEntry(many.no))));
  await markCapture(many.no, 1, { pinned: true });
  for (let i = 0; i < 5; i += 1) await journal.append(makeEntry(large.no, { body: new Uint8Array(400_000) }));
  await journal.append(makeEntry(small.no));
  await lowerKeep({ captures: 100, days: 7, bytes: 1_000_000 });
  const keep = { captures: 100, days: 7, bytes: 1_000_000 };
  expect(await findBin(many.id)).toMatchObject({ total: 1200, keep });
  expect(await findBin(small.id)).toMatchObject({ keep: small.keep });
  await sweepAt();
  expect(await findBin(many.id)).toMatchObject({ total: 101, dropped: 1099, lastSeq: 1200 });
  expect(await db.prisma.capture.count({ where: { binNo: many.no } })).toBe(101);
  expect(await findBin(large.id)).toMatchObject({ total: 2, dropped: 3 });
  expect(await findBin(small.id)).toMatchObject({ total: 1, dropped: 0 });
  await lowerKeep({ captures: 0, days: 0, bytes: 0 });
  expect(await findBin(many.id)).toMatchObject({ keep });
});

test("one pass brings a bin of many small captures under a lowered limit on its bytes", async () => {
  const bin = await makeBin({ keep: { captures: 0, days: 0, bytes: 0 } });
  await Promise.all(Array.from({ length: 5000 }, () => journal.append(makeEntry(bin.no))));
  const { headers, body } = makeEntry(bin.no);
  await changeBin(bin.no, { keep: { captures: 0, days: 0, bytes: 10 * (headers.length + body.length) } });
  await sweepAt();
  expect(await findBin(bin.id)).toMatchObject({ total: 10, dropped: 4990, lastSeq: 5000 });
  expect((await listCaptures(bin.no, { limit: 20, order: "oldest" })).at(0)?.seq).toBe(4991);
});

test("while the clock is not to be trusted nothing goes for its age; what is over its limits goes all the same", async () => {
  const old = await makeBin({ keep });
  await journal.append(makeEntry(old.no, { receivedAt: Date.now() - 9 * DAY }));
  await db.prisma.bin.update({ where: { no: old.no }, data: { usedAt: new Date(0) } });
  const many = await makeBin({ keep });
  for (let i = 0; i < 5; i += 1) await journal.append(makeEntry(many.no));
  await changeBin(many.no, { keep: { ...keep, captures: 2 } });
  const failures: unknown[] = [];
  const closed: string[] = [];
  await sweep(null, { closed: (bin) => closed.push(bin), failed: (error) => failures.push(error) });
  expect([closed, failures]).toEqual([[], []]);
  expect(await findBin(old.id)).toMatchObject({ total: 1 });
  expect(await findBin(many.id)).toMatchObject({ total: 2 });
});

/** Until the returned function is called, the database refuses to delete captures of this bin. */
async function refuseErasing(binNo: number): Promise<() => Promise<unknown>> {
  const run = (sql: string) => db.prisma.$executeRawUnsafe(sql);
  if (db.dialect.name === "sqlite") {
    await run(
      `CREATE TRIGGER "stuck" BEFORE DELETE ON "Capture" WHEN OLD."binNo" = ${binNo} BEGIN SELECT RAISE(ABORT, 'stuck'); END`,
    );
    return () => run(`DROP TRIGGER "stuck"`);
  }
  await run(`CREATE FUNCTION stuck() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stuck'; END $$`);
  await run(
    `CREATE TRIGGER "stuck" BEFORE DELETE ON "Capture" FOR EACH ROW WHEN (OLD."binNo" = ${binNo}) EXECUTE FUNCTION stuck()`,
  );
  return () => run(`DROP TRIGGER "stuck" ON "Capture"`);
}
