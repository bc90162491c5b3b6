import { afterAll, beforeAll, expect, test } from "vitest";
import type { StoredBin } from "./bins.ts";
import { listSummaries, type Range } from "./captures.ts";
import { findMatching } from "./filter.ts";
import { createJournal, type Journal } from "./journal.ts";
import { takePortion } from "./portion.ts";
import { makeBin, makeEntry, openTestDatabase, type TestDatabase } from "./test-database.ts";
import { createWriter } from "./writer.ts";

let db: TestDatabase;
let journal: Journal;
let bin: StoredBin;

const MAX_BYTES = 50_000;
const LONG = `/b/${"long/".repeat(4000)}`;
/** Two of them together are more than fits; one is, alone. */
const TARGETS = ["/b/1", LONG, LONG, "/b/4", `${LONG}${LONG}`, "/b/6", "/b/7", "/b/8"];

beforeAll(async () => {
  db = await openTestDatabase();
  journal = createJournal(createWriter(db.dialect));
  bin = await makeBin();
  for (const target of TARGETS) await journal.append(makeEntry(bin.no, { target, ruleId: "r" }));
});

afterAll(async () => {
  await journal.close();
  await db.dispose();
});

/** Page by page, as its `last` number leads on; null ends it. */
async function pages(order: Range["order"], read: (range: Range) => Promise<{ seqs: number[]; last: number | null }>) {
  const found: number[][] = [];
  let bounds: { after?: number; before?: number } = {};
  for (;;) {
    const { seqs, last } = await read({ limit: 3, order, ...bounds });
    found.push(seqs);
    if (last === null) return found;
    bounds = order === "newest" ? { before: last } : { after: last };
  }
}

const portions = (order: Range["order"], rule?: string) =>
  pages(order, async (range) => {
    const { captures, more } = await takePortion(bin.no, { ...range, rule }, MAX_BYTES);
    const seqs = captures.map(({ seq }) => seq);
    return { seqs, last: more ? (seqs.at(-1) ?? null) : null };
  });

test("summaries come in portions of so many bytes, at least one a portion, and none is left out", async () => {
  expect(await portions("oldest")).toEqual([[1, 2], [3, 4], [5], [6, 7, 8]]);
  expect(await portions("newest")).toEqual([[8, 7, 6], [5], [4, 3], [2, 1]]);
  expect(await portions("oldest", "r")).toEqual([[1, 2], [3, 4], [5], [6, 7, 8]]);
  expect(await portions("oldest", "none")).toEqual([[]]);
});

test("so do those that a filter finds", async () => {
  const looks = { captures: 100, bytes: 1e9 };
  const found = (order: Range["order"]) =>
    pages(order, async (range) => {
      const { seqs, lookedUpTo } = await findMatching(bin, range, { path: "/b/" }, looks, MAX_BYTES);
      return { seqs, last: lookedUpTo ?? (seqs.length === range.limit ? (seqs.at(-1) ?? null) : null) };
    });
  expect((await found("oldest")).flat()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect((await found("newest"))[1]).toEqual([5]);
});

test("a portion is no larger than it says", async () => {
  const { captures } = await takePortion(bin.no, { limit: 200, order: "oldest" }, MAX_BYTES);
  const all = await listSummaries(bin.no, [1, 2, 3, 4, 5, 6, 7, 8], "oldest");
  expect(JSON.stringify(captures).length).toBeLessThan(MAX_BYTES);
  expect(JSON.stringify(all).length).toBeGreaterThan(MAX_BYTES);
});
