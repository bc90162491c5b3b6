import { readFileSync } from "node:fs";
import path from "node:path";
import { Client } from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { findBin } from "./bins.ts";
import { listCaptures } from "./captures.ts";
import { deleteBin } from "./delete-bin.ts";
import { createJournal } from "./journal.ts";
import { makeBin, makeEntry, openTestDatabase, type TestDatabase, testOn } from "./test-database.ts";
import { hasPostgresql } from "./test-postgresql.ts";
import { createWriter } from "./writer.ts";

describe.skipIf(!(await hasPostgresql()))("docs/scaling.md", () => {
  let db: TestDatabase | undefined;

  afterAll(() => db?.dispose());

  test("its partitions take what is there, and the journal goes on in them", { timeout: 60_000 }, async () => {
    testOn("postgresql");
    const opened = await openTestDatabase();
    db = opened;
    const keep = { captures: 5, days: 0, bytes: 0 };
    const bins = [await makeBin({ keep }), await makeBin({ keep })];
    const fill = async () => {
      const journal = createJournal(createWriter(opened.dialect));
      for (let i = 0; i < 4; i += 1) for (const bin of bins) await journal.append(makeEntry(bin.no));
      await journal.close();
    };
    await fill();
    const text = readFileSync(path.resolve(import.meta.dirname, "../../docs/scaling.md"), "utf8");
    const client = new Client({ connectionString: opened.url });
    await client.connect();
    await client.query(/```sql\n(.*?)```/s.exec(text)?.[1]?.replace(/^ANALYZE.*$/m, "") ?? "no SQL");
    await client.end();
    await fill();
    for (const bin of bins) {
      expect((await listCaptures(bin.no, { limit: 50, order: "oldest" })).map(({ seq }) => seq)).toEqual([
        4, 5, 6, 7, 8,
      ]);
      expect(await findBin(bin.id)).toMatchObject({ lastSeq: 8, total: 5, dropped: 3 });
      await deleteBin(bin.no);
      expect(await findBin(bin.id)).toBeNull();
    }
  });
});
