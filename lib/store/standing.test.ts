import { afterAll, beforeAll, expect, test } from "vitest";
import { deleteAllCaptures } from "./captures.ts";
import { createJournal, type Journal } from "./journal.ts";
import { markCapture } from "./marks.ts";
import { addOwner, createSession, ownersAmong } from "./sessions.ts";
import { firstSeqOf, readStanding } from "./standing.ts";
import { makeBin, makeEntry, openTestDatabase, sweepAt, type TestDatabase } from "./test-database.ts";
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

test("a bin begins where its ring begins, whatever is pinned below, and after its last capture when only pins are left", async () => {
  const bin = await makeBin({ keep: { captures: 3, days: 1, bytes: 0 } });
  const standing = async () => (await readStanding([bin.id, "no-such-bin"])).get(bin.id);
  const empty = { total: 0, firstSeq: 1, lastSeq: 0, dropped: 0, droppedSince: null };
  expect(await standing()).toEqual({ no: bin.no, keyHash: bin.keyHash, ...empty });
  const old = { receivedAt: Date.now() - 2 * DAY };
  await journal.append(makeEntry(bin.no, old));
  await markCapture(bin.no, 1, { pinned: true });
  for (let i = 0; i < 5; i += 1) await journal.append(makeEntry(bin.no, old));
  expect(await standing()).toMatchObject({ total: 4, firstSeq: 4, lastSeq: 6, dropped: 2 });
  await journal.append(makeEntry(bin.no));
  await markCapture(bin.no, 7, { pinned: true });
  const now = new Date();
  await sweepAt(now);
  expect(await standing()).toMatchObject({ total: 2, firstSeq: 8, lastSeq: 7, dropped: 5 });
  await deleteAllCaptures(bin.no);
  expect(await standing()).toMatchObject({ total: 0, firstSeq: 8, lastSeq: 7 });
  expect(await firstSeqOf({ id: "no-such-bin", lastSeq: 7 })).toBe(8);
});

test("since when captures were dropped is told to the millisecond", async () => {
  const bin = await makeBin({ keep: { captures: 0, days: 1, bytes: 0 } });
  await journal.append(makeEntry(bin.no, { receivedAt: Date.now() - 2 * DAY }));
  await journal.append(makeEntry(bin.no));
  const now = new Date();
  await sweepAt(now);
  expect((await readStanding([bin.id])).get(bin.id)).toMatchObject({ dropped: 1, droppedSince: now });
});

test("of many sessions and bins, those that belong together are found", async () => {
  const hashes = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte));
  const bins = [await makeBin(), await makeBin()];
  for (const hash of hashes.slice(0, 2)) await createSession(hash);
  const pairs = hashes.flatMap((sessionHash) => bins.map(({ no: binNo }) => ({ sessionHash, binNo })));
  const owned = [pairs[0], pairs[3]].filter((pair) => pair !== undefined);
  for (const { sessionHash, binNo } of owned) await addOwner(sessionHash, binNo);
  expect(await ownersAmong([])).toEqual([]);
  expect((await ownersAmong(pairs)).sort((a, b) => a.binNo - b.binNo)).toEqual(owned);
});
