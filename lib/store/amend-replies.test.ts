import { afterAll, beforeAll, expect, test } from "vitest";
import { amendReply } from "./amend-replies.ts";
import { findCapture } from "./captures.ts";
import { createJournal, type Journal } from "./journal.ts";
import { makeBin, makeEntry, openTestDatabase, type TestDatabase } from "./test-database.ts";
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

test("many replies at once are each replaced by their own, others stay, and one that is gone holds up none", async () => {
  const [one, other] = [await makeBin(), await makeBin()];
  const bins = Array.from({ length: 600 }, (_, at) => (at % 2 === 0 ? one : other));
  const seqs = await Promise.all(bins.map(({ no }) => journal.append(makeEntry(no))));
  const untouched = (await journal.append(makeEntry(one.no))) ?? 0;
  const amendments = bins.map(({ no }, at) => ({ binNo: no, seq: seqs[at] ?? 0, replyHeaders: textOf(no, seqs[at]) }));
  await Promise.all([...amendments, { binNo: one.no, seq: 999_999, replyHeaders: "[]" }].map(amendReply));
  for (const at of [0, 1, 300, 598, 599]) {
    const { binNo, seq } = amendments[at] ?? { binNo: 0, seq: 0 };
    expect((await findCapture(binNo, seq))?.replyHeaders).toEqual([["X-Number", `${binNo}/${seq} é\0`]]);
  }
  expect((await findCapture(one.no, untouched))?.replyHeaders).toEqual([]);
});

function textOf(binNo: number, seq: number | null | undefined): string {
  return JSON.stringify([["X-Number", `${binNo}/${seq} é\0`]]);
}
