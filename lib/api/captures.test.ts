import { afterAll, beforeAll, expect, test } from "vitest";
import { captureQuerySchema } from "#lib/model/capture.ts";
import { findBin } from "#lib/store/bins.ts";
import { createJournal } from "#lib/store/journal.ts";
import { makeBin, makeEntry, openTestDatabase, type TestDatabase } from "#lib/store/test-database.ts";
import { createWriter } from "#lib/store/writer.ts";
import { capturePage } from "./captures.ts";

const COUNT = 20;
let db: TestDatabase;
let id: string;

beforeAll(async () => {
  db = await openTestDatabase();
  const bin = await makeBin();
  id = bin.id;
  const journal = createJournal(createWriter(db.dialect));
  const target = `/${id}/${"long".repeat(15_000)}`;
  await Promise.all(Array.from({ length: COUNT }, () => journal.append(makeEntry(bin.no, { target }))));
  await journal.close();
});

afterAll(() => db.dispose());

test.each([
  ["order=oldest&limit=200"],
  ["order=newest&limit=200"],
  ["order=newest&limit=7&method=POST"],
  ["order=oldest&limit=200&path=longlong"],
])("pages of %s are a megabyte each at most, and lead through all captures, each once", async (first) => {
  const bin = await findBin(id);
  const seqs: number[] = [];
  for (let query: string | null = first; query !== null && bin; ) {
    const asked = captureQuerySchema.parse(Object.fromEntries(new URLSearchParams(query)));
    const page = await capturePage(bin, asked);
    expect(JSON.stringify(page.captures).length).toBeLessThanOrEqual(1024 * 1024);
    seqs.push(...page.captures.map(({ seq }) => seq));
    query = page.next;
  }
  const all = Array.from({ length: COUNT }, (_, index) => index + 1);
  expect(seqs).toEqual(first.startsWith("order=newest") ? all.toReversed() : all);
});
