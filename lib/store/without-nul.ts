import type { SqlDriverAdapter, SqlQuery, Transaction } from "@prisma/driver-adapter-utils";

/**
 * PostgreSQL's text cannot hold NUL, and would refuse the whole statement. What a sender or an owner put in stands as U+FFFD there; bodies
 * are bytes and keep theirs.
 */
export function withoutNul<T extends SqlDriverAdapter | Transaction>(connection: T): T {
  const queryRaw = connection.queryRaw.bind(connection);
  const executeRaw = connection.executeRaw.bind(connection);
  connection.queryRaw = (asked) => queryRaw(cleaned(asked));
  connection.executeRaw = (asked) => executeRaw(cleaned(asked));
  if ("startTransaction" in connection) {
    const start = connection.startTransaction.bind(connection);
    connection.startTransaction = async (level) => withoutNul(await start(level));
  }
  return connection;
}

function cleaned(asked: SqlQuery): SqlQuery {
  if (!asked.args.some((arg) => typeof arg === "string" && arg.includes("\0"))) return asked;
  const clean = (arg: unknown) => (typeof arg === "string" ? arg.replaceAll("\0", "\ufffd") : arg);
  return { ...asked, args: asked.args.map(clean) };
}

/** What PostgreSQL refuses to take out of JSON text: NUL, and halves of surrogate pairs (JSON.stringify escapes only lone ones). */
const UNSTORABLE = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** The same for text inside JSON that PostgreSQL takes apart. */
export function jsonWithoutNul(json: string): string {
  return json.includes("\\u") ? json.replace(UNSTORABLE, "$1\\ufffd") : json;
}
