import type { SqlDriverAdapter, SqlQuery } from "@prisma/driver-adapter-utils";

/** The journal's commits take a millisecond: who waits so long for one of them has its turn, or meets somebody else's lock. */
const PATIENCE_MS = 5;
const WRITES = /^\s*(INSERT|UPDATE|DELETE|WITH)\b/i;

type Asking = Pick<SqlDriverAdapter, "queryRaw" | "executeRaw">;

/**
 * For a connection that is used on the thread which talks to senders. SQLite's driver waits for a lock synchronously, so here it waits a
 * little, and once that was in vain not at all until the lock was had again: twenty callers who each waited 100 ms, again and again, held the
 * event loop up for seconds. Whoever hears that the file is locked asks again after a pause (busy.ts).
 */
export async function withLittlePatience(
  connection: SqlDriverAdapter,
  isBusy: (error: unknown) => boolean,
): Promise<SqlDriverAdapter> {
  const script = connection.executeScript.bind(connection);
  const wait = (ms: number) => script(`PRAGMA busy_timeout=${ms}`);
  let isPatient = true;

  function watched<Answer>(ask: (asked: SqlQuery) => Promise<Answer>) {
    return async (asked: SqlQuery): Promise<Answer> => {
      try {
        const answer = await ask(asked);
        if (!isPatient && WRITES.test(asked.sql)) {
          isPatient = true;
          await wait(PATIENCE_MS);
        }
        return answer;
      } catch (error) {
        if (isPatient && isBusy(error)) {
          isPatient = false;
          await wait(0);
        }
        throw error;
      }
    };
  }

  function watch(asking: Asking): void {
    asking.queryRaw = watched(asking.queryRaw.bind(asking));
    asking.executeRaw = watched(asking.executeRaw.bind(asking));
  }

  watch(connection);
  const start = connection.startTransaction.bind(connection);
  connection.startTransaction = async (level) => {
    const transaction = await start(level);
    watch(transaction);
    return transaction;
  };
  await wait(PATIENCE_MS);
  return connection;
}
