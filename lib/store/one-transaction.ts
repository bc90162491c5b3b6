import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";

/** What is run on the connection before and after a transaction that may be lost in a power cut. */
export type Relaxing = { before: string; after: string };

/**
 * Keeps what is asked beside an open transaction out of it. Prisma's SQLite adapter has one connection, and runs a query that comes
 * while a transaction is open inside that transaction: a rollback would take back what somebody else was told is written. Here such
 * queries wait until the transaction has ended. Work inside a transaction must go through the transaction.
 *
 * A transaction that names its isolation level is a relaxed one (`transact` with `relaxed`): SQLite has one level only, so naming it says
 * nothing else, and it is all that Prisma hands through to the adapter. When what is run after it fails, its work is done all the same, and
 * nothing that is not relaxed is done until it has been run.
 */
export function withOneTransaction(connection: SqlDriverAdapter, relaxing: Relaxing): SqlDriverAdapter {
  let open: Promise<void> | null = null;
  let stillRelaxed = false;
  const start = connection.startTransaction.bind(connection);
  const query = connection.queryRaw.bind(connection);
  const execute = connection.executeRaw.bind(connection);
  const script = connection.executeScript.bind(connection);

  async function relax(): Promise<void> {
    stillRelaxed = true;
    await script(relaxing.before);
  }

  async function tighten(): Promise<void> {
    await script(relaxing.after);
    stillRelaxed = false;
  }

  async function turn(): Promise<void> {
    while (open || stillRelaxed) await (open ?? tighten());
  }

  connection.queryRaw = async (asked) => {
    await turn();
    return query(asked);
  };
  connection.executeRaw = async (asked) => {
    await turn();
    return execute(asked);
  };
  connection.startTransaction = async (level) => {
    while (open) await open;
    const isRelaxed = level !== undefined;
    let release: () => void = () => undefined;
    open = new Promise((resolve) => {
      release = () => {
        open = null;
        resolve();
      };
    });
    const end = async () => {
      if (stillRelaxed) await tighten().catch(() => undefined);
      release();
    };
    try {
      if (isRelaxed) await relax();
      else if (stillRelaxed) await tighten();
      const transaction = await start(level);
      const { commit, rollback } = transaction;
      transaction.commit = () => commit.call(transaction).finally(end);
      transaction.rollback = () => rollback.call(transaction).finally(end);
      return transaction;
    } catch (error) {
      await end();
      throw error;
    }
  };
  return connection;
}
