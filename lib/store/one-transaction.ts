import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";

/**
 * Keeps what is asked beside an open transaction out of it. Prisma's SQLite adapter has one connection, and runs a query that comes
 * while a transaction is open inside that transaction: a rollback would take back what somebody else was told is written. Here such
 * queries wait until the transaction has ended. Work inside a transaction must go through the transaction.
 */
export function withOneTransaction(connection: SqlDriverAdapter): SqlDriverAdapter {
  let open: Promise<void> | null = null;
  const start = connection.startTransaction.bind(connection);
  const query = connection.queryRaw.bind(connection);
  const execute = connection.executeRaw.bind(connection);

  connection.queryRaw = async (asked) => {
    while (open) await open;
    return query(asked);
  };
  connection.executeRaw = async (asked) => {
    while (open) await open;
    return execute(asked);
  };
  connection.startTransaction = async (level) => {
    while (open) await open;
    let release: () => void = () => undefined;
    open = new Promise((resolve) => {
      release = () => {
        open = null;
        resolve();
      };
    });
    try {
      const transaction = await start(level);
      const { commit, rollback } = transaction;
      transaction.commit = () => commit.call(transaction).finally(release);
      transaction.rollback = () => rollback.call(transaction).finally(release);
      return transaction;
    } catch (error) {
      release();
      throw error;
    }
  };
  return connection;
}
