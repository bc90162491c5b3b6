import { afterAll, beforeAll, expect, test } from "vitest";
import type { StoredBin } from "./bins.ts";
import { createJournal } from "./journal.ts";
import { listSeen, type SeenRange } from "./seen.ts";
import { makeBin, makeEntry, openTestDatabase, type TestDatabase } from "./test-database.ts";
import { createWriter } from "./writer.ts";

let db: TestDatabase;
let bin: StoredBin;

beforeAll(async () => {
  db = await openTestDatabase();
  bin = await makeBin();
  const journal = createJournal(createWriter(db.dialect));
  const headers = JSON.stringify([["X-Long", "x".repeat(1000)]]);
  for (let i = 0; i < 7; i += 1) await journal.append(makeEntry(bin.no, { headers }));
  await journal.close();
});

afterAll(() => db.dispose());

test.each<[string, Partial<SeenRange>, number[], number | null]>([
  ["all that fits is looked at", { from: 5 }, [7, 6, 5], null],
  ["what does not fit is named, the newest first", {}, [7, 6, 5], 4],
  ["what does not fit is named, the oldest first", { order: "oldest", from: 2 }, [2, 3, 4], 5],
  ["no more are given than were asked for", { limit: 2, from: 5 }, [7, 6], null],
])("%s", async (_name, more, seqs, beyond) => {
  const range: SeenRange = { from: 1, to: 7, limit: 50, order: "newest", ...more };
  const seen = await listSeen(bin.no, range, { captures: 100, bytes: 3300 });
  expect(seen.rows.map(({ seq }) => seq)).toEqual(seqs);
  expect(seen.beyond).toBe(beyond);
});
