import { statSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createJournal, type Journal } from "./journal.ts";
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

test("what goes is given back to the file system, but for some that is set aside", async () => {
  const { file } = db.dialect;
  if (file === null) throw new Error("not in a file");
  const bin = await makeBin({ keep: { captures: 0, days: 7, bytes: 0 } });
  for (let i = 0; i < 12; i += 1) await journal.append(makeEntry(bin.no, { body: new Uint8Array(1_000_000) }));
  await db.connection.executeScript("PRAGMA wal_checkpoint(PASSIVE)");
  await sweepAt();
  const { size } = statSync(file);
  expect(size).toBeGreaterThan(10_000_000);
  expect(statSync(`${file}-reserve`).size).toBe(16_777_216);
  await sweepAt(new Date(Date.now() + 30 * 86_400_000));
  expect(statSync(file).size).toBeLessThan(size - 10_000_000);
});
