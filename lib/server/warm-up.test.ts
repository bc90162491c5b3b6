import { afterAll, beforeAll, expect, test } from "vitest";
import { packBatch } from "#lib/store/batch.ts";
import { makeBin, makeEntry, openTestDatabase, type TestDatabase } from "#lib/store/test-database.ts";
import { createWriter } from "#lib/store/writer.ts";
import { warmUp } from "./warm-up.ts";

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterAll(() => db.dispose());

test("the first capture finds the writer's connection open, and its own number", async () => {
  const bin = await makeBin();
  let opened = 0;
  const connect = () => {
    opened += 1;
    return db.dialect.connect();
  };
  const writer = createWriter({ ...db.dialect, connect });
  await warmUp(writer);
  expect(opened).toBe(1);
  expect(await writer.commit(packBatch([makeEntry(bin.no)], performance.now()))).toMatchObject({
    bins: [{ no: bin.no, lastSeq: 1 }],
  });
  expect(opened).toBe(1);
  await writer.close();
});

test("a store that is away keeps nobody from starting", async () => {
  const away = () => Promise.reject(new Error("away"));
  await warmUp({ commit: away, close: async () => undefined });
});
