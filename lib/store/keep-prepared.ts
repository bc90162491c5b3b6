import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";

/** As much of better-sqlite3 as Prisma's adapter uses. A statement can be bound once; run with parameters it takes others each time. */
type Statement = {
  reader: boolean;
  bind: (args: unknown[]) => Statement;
  run: (args: unknown[]) => unknown;
  columns: () => unknown[];
  raw: () => Statement;
  all: (args: unknown[]) => unknown[];
};
type Client = { prepare: (sql: string) => Statement };

/** More than these, and the one that was used longest ago is prepared anew. */
const MOST = 100;
/** Lists of any length are written into statements that are seldom the same, and weigh much: 20,000 characters hold 9,900 parameters. */
const LONGEST = 4000;
/** They may do what they do while they are prepared (https://www.sqlite.org/pragma.html). */
const PRAGMA = /^\s*PRAGMA\b/i;

/**
 * Keeps the prepared statements of an SQLite connection: Prisma's adapter prepares each anew every time it is asked, which cost the journal a
 * fifth of its speed (docs/decisions/0002-hot-insert.md). What is replaced is a field of the adapter that is not documented; where there is
 * none, nothing is kept, and keep-prepared.test.ts notices. A statement names its columns itself: the names that a star stands for are told
 * as they were when it was prepared.
 */
export function keepPrepared(connection: SqlDriverAdapter): void {
  const { client } = connection as unknown as { client?: Partial<Client> };
  if (typeof client?.prepare !== "function") return;
  const prepare = client.prepare.bind(client);
  const kept = new Map<string, Statement>();
  client.prepare = (sql) => {
    if (sql.length > LONGEST || PRAGMA.test(sql)) return prepare(sql);
    const statement = kept.get(sql) ?? prepare(sql);
    kept.delete(sql);
    kept.set(sql, statement);
    const [oldest] = kept.keys();
    if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    return withArgs(statement, []);
  };
}

/** What `bind` would give, without binding. */
function withArgs(statement: Statement, args: unknown[]): Statement {
  return {
    reader: statement.reader,
    bind: (others) => withArgs(statement, others),
    run: () => statement.run(args),
    columns: () => statement.columns(),
    raw: () => withArgs(statement.raw(), args),
    all: () => statement.all(args),
  };
}
