import { PrismaPg } from "@prisma/adapter-pg";
import { Client, type ClientConfig } from "pg";
import { CAPTURE_COLUMNS, PACKED } from "./batch.ts";
import { isOpen } from "./closed-bins.ts";
import type { Dialect, JournalSql } from "./dialect.ts";
import { query } from "./dialect.ts";
import { IS_MARKED, SIZE, UNPINNED } from "./keep-pins.ts";
import { jsonWithoutNul, withoutNul } from "./without-nul.ts";

/**
 * PostgreSQL: many processes on one database. Statements that hang are ended, by the server or, when that is out of reach, by us, so that a
 * sender hears 503 in time.
 */
const LIMITS = {
  query_timeout: 6000,
  statement_timeout: 5000,
  idle_in_transaction_session_timeout: 10_000,
};

/** Any number, the same in every Wirebin: names the advisory lock that one migrating process holds. */
const MIGRATION_LOCK = 7_401_923_118;

/**
 * A connection that is ended at the very moment it is made has nobody yet who listens for errors, and then would end the process. Whoever
 * asks on it hears of it all the same.
 */
class CalmClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on("error", () => undefined);
  }
}

export function postgresql(url: string): Dialect {
  const adapter = (max: number, limits: object = LIMITS) => {
    const factory = new PrismaPg(
      {
        connectionString: url,
        Client: CalmClient,
        max,
        keepAlive: true,
        connectionTimeoutMillis: 3000,
        ...limits,
      },
      { statementNameGenerator: ({ sql }) => PREPARED.get(sql) ?? NOT_PREPARED },
    );
    const connect = factory.connect.bind(factory);
    return Object.assign(factory, { connect: async () => withoutNul(await connect()) });
  };
  return {
    name: "postgresql",
    file: null,
    adapter: () => adapter(10),
    connect: () => adapter(1).connect(),
    // A migration of a large table takes its time, and so does waiting for another process's, or for a database that is just starting.
    connectPatiently: () => adapter(1, { connectionTimeoutMillis: 30_000 }).connect(),
    lockForMigration: async (connection, work) => {
      await connection.queryRaw(query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})::text`, []));
      try {
        await work();
      } finally {
        await connection.queryRaw(query(`SELECT pg_advisory_unlock(${MIGRATION_LOCK})::text`, []));
      }
    },
    isBusy,
    // Data exceptions, broken constraints, and what is too large (PostgreSQL, appendix A).
    isRefused: (error) => /^(22|23|54)/.test(codeOf(error) ?? ""),
    storableJson: jsonWithoutNul,
    sql: SQL,
    folded: (column) => `lower(${column} COLLATE "C")`,
    epochMs: (column) => `(extract(epoch FROM ${column}) * 1000)::bigint`,
    // It takes no NUL out of JSON; what a sender wrote as one is not found, and must not end the query.
    pairs: (column) => ({
      from: `json_array_elements(replace(${column}, '\\u0000', '\\ufffd')::json) h(value)`,
      name: "(h.value->>0)",
      value: "(h.value->>1)",
    }),
  };
}

/** Losers of a deadlock or a conflict, and a server that is starting, stopping or full: nothing of the transaction was written. */
const PASSING_CODES = new Set(["40001", "40P01", "53300", "55P03", "57P01", "57P02", "57P03"]);

/** A connection that was cut or fell silent has no code of the server's, and writes nothing unless it was told to commit. */
function isBusy(error: unknown, wasCommitting: boolean): boolean {
  const code = codeOf(error);
  return !wasCommitting && (code === null || PASSING_CODES.has(code));
}

/** The server's SQLSTATE, where the server said something. */
function codeOf(error: unknown): string | null {
  const { cause } = error as { cause?: { originalCode?: unknown } };
  return cause?.originalCode === undefined ? null : String(cause.originalCode);
}

const TIME = (cell: string) => `to_timestamp((${cell})::float8 / 1000) AT TIME ZONE 'UTC'`;

/** Columns that are not text, and how their packed text becomes one. */
const CASTS: Record<string, (cell: string) => string> = {
  receivedAt: TIME,
  exact: (cell) => `(${cell}) = '1'`,
  replyStatus: (cell) => `(${cell})::int`,
  bodyBytes: (cell) => `(${cell})::int`,
};

/** The statements of every batch are parsed and planned once a connection. */
const NOT_PREPARED = "";

const SQL: JournalSql = {
  // Bins are locked in one order, so that two processes that meet on several bins wait instead of deadlocking.
  advance: `WITH g AS (SELECT (v->>0)::int AS "no", (v->>1)::int AS n, (v->>2)::bigint AS size, (v->>3) AS at
        FROM json_array_elements($1::json) v),
      locked AS (SELECT b."no" FROM "Bin" b JOIN g ON g."no" = b."no" WHERE ${isOpen("b")}
        ORDER BY b."no" FOR NO KEY UPDATE OF b)
    UPDATE "Bin" SET "lastSeq" = "lastSeq" + g.n, "total" = "total" + g.n, "bytes" = "bytes" + g.size,
      "usedAt" = greatest("usedAt", ${TIME("g.at")})
    FROM g JOIN locked ON locked."no" = g."no" WHERE "Bin"."no" = g."no"
    RETURNING "Bin"."no", "lastSeq", "total", "bytes", "keepCaptures", "keepBytes", ${IS_MARKED}`,
  insert: `INSERT INTO "Capture" (${CAPTURE_COLUMNS.map((name) => `"${name}"`).join(", ")})
    SELECT b."no", b."lastSeq" - (j->>${PACKED.back})::int, ${CAPTURE_COLUMNS.slice(2, -1)
      .map((name, index) => (CASTS[name] ?? ((cell: string) => cell))(`j->>${PACKED.fields + index}`))
      .join(", ")}, substring($2::bytea FROM (j->>${PACKED.offset})::int + 1 FOR (j->>${PACKED.length})::int)
    FROM jsonb_array_elements($1::jsonb) j JOIN "Bin" b ON b."no" = (j->>${PACKED.binNo})::int AND ${isOpen("b")}`,
  pins: `SELECT m."binNo", count(*), coalesce(sum(m."size"), 0) FROM json_array_elements_text($1::json) no
      JOIN "Mark" m ON m."binNo" = no::int AND m."pinned" GROUP BY 1`,
  // `advance` may have waited for a bin while its first capture was pinned, and then does not know it: here pins are always looked for.
  oldest: `SELECT (g->>0)::int, c."seq", c."size" FROM json_array_elements($1::json) g CROSS JOIN LATERAL (
      SELECT c."seq", ${SIZE} AS "size" FROM "Capture" c WHERE c."binNo" = (g->>0)::int AND ${UNPINNED}
      ORDER BY c."seq" LIMIT (g->>1)::int) c
    ORDER BY 1, 2`,
  trim: [
    `WITH g AS (SELECT (v->>0)::int AS "no", (v->>1)::bigint AS "upTo", (v->>2)::int AS n, (v->>3)::bigint AS size, (v->>4) AS at
          FROM json_array_elements($1::json) v),
        captures AS (DELETE FROM "Capture" c USING g WHERE c."binNo" = g."no" AND c."seq" <= g."upTo" AND ${UNPINNED}),
        notes AS (DELETE FROM "Mark" m USING g WHERE m."binNo" = g."no" AND m."seq" <= g."upTo" AND NOT m."pinned")
      UPDATE "Bin" SET "total" = "total" - g.n, "bytes" = "bytes" - g.size, "dropped" = "dropped" + g.n,
        "droppedSince" = coalesce("droppedSince", ${TIME("g.at")})
      FROM g WHERE "Bin"."no" = g."no"`,
  ],
};

const PREPARED = new Map(
  [SQL.advance, SQL.insert, SQL.oldest, ...SQL.trim].map((sql, index) => [sql, `journal_${index}`]),
);
