import type { SqlDriverAdapter, Transaction } from "@prisma/driver-adapter-utils";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packBatch } from "./batch.ts";
import { query } from "./dialect.ts";
import { makeBin, makeEntry, openTestDatabase, type TestDatabase, testOn } from "./test-database.ts";
import { hasPostgresql } from "./test-postgresql.ts";
import { createWriter } from "./writer.ts";

/** An answer means that the capture survives a power cut: what the writer's own connection is set to as it commits says so. */

const hasServer = await hasPostgresql();

describe("on SQLite", () => {
  const settings = committedWith("sqlite", ["PRAGMA journal_mode", "PRAGMA synchronous"]);

  test("a commit is in the log, and the log on the disk, before it is answered", async () => {
    // 2 is FULL: the log is synced at each commit.
    expect(await settings()).toEqual([["wal"], [2]]);
  });
});

describe.skipIf(!hasServer)("on PostgreSQL", () => {
  const asked = `SELECT "setting" <> 'off', "source" FROM pg_settings WHERE "name" = 'synchronous_commit'`;
  const settings = committedWith("postgresql", [asked]);

  test("a commit waits for the disk, as whoever set up the database wants it", async () => {
    const [[isOn, source] = []] = await settings();
    expect(isOn).toBe(true);
    expect(source).not.toMatch(/session|client|user/);
  });
});

/** What a writer's connection answers to these, each a row, in the moment before it commits a batch. */
function committedWith(kind: "sqlite" | "postgresql", questions: string[]): () => Promise<unknown[][]> {
  let db: TestDatabase;
  beforeAll(async () => {
    testOn(kind);
    db = await openTestDatabase();
  }, 30_000);
  afterAll(() => db.dispose());

  return async () => {
    const answers: unknown[][] = [];
    const ask = async (transaction: Transaction) => {
      for (const question of questions)
        answers.push((await transaction.queryRaw(query(question, []))).rows[0] as unknown[]);
    };
    const connect = async () => askingAtCommit(await db.dialect.connect(), ask);
    const writer = createWriter({ ...db.dialect, connect });
    const { no } = await makeBin();
    // The second goes the way of all that follow.
    for (let i = 1; i <= 2; i += 1) await writer.commit(packBatch([makeEntry(no)], performance.now()));
    await writer.close();
    expect(answers).toHaveLength(2 * questions.length);
    expect(answers.slice(questions.length)).toEqual(answers.slice(0, questions.length));
    return answers.slice(questions.length);
  };
}

function askingAtCommit(
  connection: SqlDriverAdapter,
  ask: (transaction: Transaction) => Promise<void>,
): SqlDriverAdapter {
  const start = connection.startTransaction.bind(connection);
  connection.startTransaction = async (level) => {
    const transaction = await start(level);
    const execute = transaction.executeRaw.bind(transaction);
    transaction.executeRaw = async (asked) => {
      if (asked.sql === "COMMIT") await ask(transaction);
      return execute(asked);
    };
    return transaction;
  };
  return connection;
}
