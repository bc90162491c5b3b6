import { afterAll, beforeAll, expect, test } from "vitest";
import { findBin } from "./bins.ts";
import { deleteCapture, findCapture, listCaptures } from "./captures.ts";
import { trimDeliveries } from "./delivery-retention.ts";
import { findMatching } from "./filter.ts";
import { finishAttempts } from "./finish-attempts.ts";
import { createJournal, type Journal } from "./journal.ts";
import { markCapture } from "./marks.ts";
import { listCounters, nextTurn } from "./rule-counters.ts";
import { listSeen, readBodies } from "./seen.ts";
import { firstSeqOf } from "./standing.ts";
import { makeBin, makeEntry, openTestDatabase, sweepAt, type TestDatabase } from "./test-database.ts";
import { capture, claim, finished, makeForward, makeTarget, NOW, take } from "./test-outbox.ts";
import { traffic } from "./traffic.ts";
import { takeTurn } from "./turns.ts";
import { createWriter } from "./writer.ts";

/** At 8,000 captures a second a bin is at 2³¹ in three days. */
const LAST_OF_32_BITS = 2 ** 31 - 1;

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

test("a bin at the end of 32 bits goes on: numbers, ring, pins, lists, filters, traffic, retention", async () => {
  const bin = await makeBin({ keep: { captures: 5, days: 1, bytes: 0 } });
  await db.prisma.bin.update({
    where: { no: bin.no },
    data: { lastSeq: LAST_OF_32_BITS - 2, dropped: LAST_OF_32_BITS - 2 },
  });
  const at = (n: number) => LAST_OF_32_BITS + n;
  const given = await Promise.all(Array.from({ length: 6 }, () => journal.append(makeEntry(bin.no))));
  expect(given).toEqual([-1, 0, 1, 2, 3, 4].map(at));
  expect(await markCapture(bin.no, at(1), { pinned: true })).toMatchObject({ seq: at(1) });
  for (let i = 0; i < 4; i += 1) await journal.append(makeEntry(bin.no));
  expect(await findBin(bin.id)).toMatchObject({ lastSeq: at(8), total: 6, dropped: at(2) });
  const kept = [1, 4, 5, 6, 7, 8].map(at);
  expect((await listCaptures(bin.no, { limit: 9, order: "oldest" })).map(({ seq }) => seq)).toEqual(kept);
  expect((await listCaptures(bin.no, { limit: 9, order: "newest", after: at(6) })).map(({ seq }) => seq)).toEqual([
    at(8),
    at(7),
  ]);
  expect(await findCapture(bin.no, at(1))).toMatchObject({ seq: at(1), pinned: true });
  expect(await firstSeqOf(bin)).toBe(at(4));
  const range = { limit: 9, order: "oldest" as const, after: at(4) };
  expect((await findMatching(bin, range, { method: "POST" })).seqs).toEqual(kept.slice(2));
  const { buckets } = await traffic(bin, { buckets: 1 });
  expect(buckets[0]).toMatchObject({ total: 6, firstSeq: at(1), lastSeq: at(8) });
  const { rows: seen } = await listSeen(bin.no, { from: at(4), to: at(5), limit: 9, order: "oldest" });
  expect(seen.map(({ seq }) => seq)).toEqual([at(4), at(5)]);
  expect([...(await readBodies(bin.no, [at(4)])).keys()]).toEqual([at(4)]);
  expect(await deleteCapture(bin.no, at(4))).toBe(true);
  await journal.append(makeEntry(bin.no, { receivedAt: Date.now() + 2 * 86_400_000 }));
  await sweepAt(new Date(Date.now() + 2 * 86_400_000));
  expect((await listCaptures(bin.no, { limit: 9, order: "oldest" })).map(({ seq }) => seq)).toEqual([at(1), at(9)]);
});

test("so does a run through a rule's sequence", async () => {
  const bin = await makeBin();
  expect(await takeTurn(bin.no, "rule", "all")).toBe(1);
  await db.prisma.ruleCounter.updateMany({ where: { binNo: bin.no }, data: { count: LAST_OF_32_BITS } });
  expect(await takeTurn(bin.no, "rule", "all")).toBe(LAST_OF_32_BITS + 1);
  expect(await nextTurn(bin.no, "rule", "all")).toBe(LAST_OF_32_BITS + 2);
  expect(await listCounters(bin.no, "rule", 5)).toMatchObject([{ count: LAST_OF_32_BITS + 1 }]);
});

test("so does what a delivery keeps of its answers, and what all of a bin's deliveries hold", async () => {
  const bin = await makeBin({ keep: { captures: 0, days: 0, bytes: 5e9 } });
  const target = await makeTarget(bin);
  const forward = await makeForward(bin, target);
  await capture(db, bin, 2);
  await take(forward);
  const ofBin = { where: { binNo: bin.no } };
  await db.prisma.delivery.updateMany({ ...ofBin, data: { answerBytes: LAST_OF_32_BITS } });
  const dead = { kind: "dead", reason: "exhausted" } as const;
  const ended = (await claim(target.id, "one")).map((claimed) => finished(claimed, dead));
  expect(ended).toHaveLength(2);
  expect((await finishAttempts(ended, "one", NOW, (lane) => lane)).lost).toEqual([]);
  await db.prisma.delivery.updateMany({ ...ofBin, data: { bodyBytes: LAST_OF_32_BITS } });
  expect(await trimDeliveries(null)).toBe(1);
  const [kept, ...more] = await db.prisma.delivery.findMany({ ...ofBin, select: { answerBytes: true } });
  expect(more).toEqual([]);
  expect(Number(kept?.answerBytes)).toBeGreaterThan(LAST_OF_32_BITS);
});
