import { PrismaPg } from "@prisma/adapter-pg";
import { CAPTURE_COLUMNS, PACKED } from "./batch.ts";
import type { Dialect, JournalSql } from "./dialect.ts";
import { query } from "./dialect.ts";
import { IS_MARKED, keepingPins } from "./keep-pins.ts";

/** PostgreSQL: many processes on one database. Statements that hang are ended, so that a sender hears 503 in time (R5). */
const LIMITS = {
  connectionTimeoutMillis: 3000,
  statement_timeout: 10_000,
  idle_in_transaction_session_timeout: 10_000,
  keepAlive: true,
};

/** Any number, the same in every Wirebin: names the advisory lock that one migrating process holds. */
const MIGRATION_LOCK = 7_401_923_118;

export function postgresql(url: string): Dialect {
  const adapter = (connections: number) => new PrismaPg({ connectionString: url, max: connections, ...LIMITS });
  return {
    name: "postgresql",
    adapter: () => adapter(10),
    connect: () => adapter(1).connect(),
    lockForMigration: async (connection, work) => {
      await connection.queryRaw(query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})::text`, []));
      try {
        await work();
      } finally {
        await connection.queryRaw(query(`SELECT pg_advisory_unlock(${MIGRATION_LOCK})::text`, []));
      }
    },
    sql: SQL,
    folded: (column) => `lower(${column} COLLATE "C")`,
    epochMs: (column) => `(extract(epoch FROM ${column}) * 1000)::bigint`,
  };
}

const TIME = (cell: string) => `to_timestamp((${cell})::float8 / 1000) AT TIME ZONE 'UTC'`;

/** Columns that are not text, and how their packed text becomes one. */
const CASTS: Record<string, (cell: string) => string> = {
  receivedAt: TIME,
  exact: (cell) => `(${cell}) = '1'`,
  replyStatus: (cell) => `(${cell})::int`,
  bodyBytes: (cell) => `(${cell})::int`,
};

const SQL: JournalSql = {
  // Bins are locked in one order, so that two processes that meet on several bins wait instead of deadlocking.
  advance: `WITH g AS (SELECT (v->>0)::int AS "no", (v->>1)::int AS n, (v->>2)::bigint AS size, (v->>3) AS at
        FROM json_array_elements($1::json) v),
      locked AS (SELECT b."no" FROM "Bin" b JOIN g ON g."no" = b."no" ORDER BY b."no" FOR UPDATE OF b)
    UPDATE "Bin" SET "lastSeq" = "lastSeq" + g.n, "total" = "total" + g.n, "bytes" = "bytes" + g.size,
      "usedAt" = greatest("usedAt", ${TIME("g.at")})
    FROM g JOIN locked ON locked."no" = g."no" WHERE "Bin"."no" = g."no"
    RETURNING "Bin"."no", "lastSeq", "total", "bytes", "keepCaptures", "keepBytes", ${IS_MARKED}`,
  insert: `INSERT INTO "Capture" (${CAPTURE_COLUMNS.map((name) => `"${name}"`).join(", ")})
    SELECT b."no", b."lastSeq" - (j->>${PACKED.back})::int, ${CAPTURE_COLUMNS.slice(2, -1)
      .map((name, index) => (CASTS[name] ?? ((cell: string) => cell))(`j->>${PACKED.fields + index}`))
      .join(", ")}, substring($2::bytea FROM (j->>${PACKED.offset})::int + 1 FOR (j->>${PACKED.length})::int)
    FROM json_array_elements($1::json) j JOIN "Bin" b ON b."no" = (j->>${PACKED.binNo})::int`,
  oldest: `SELECT "seq", octet_length("body") + length("headers") AS "size" FROM "Capture"
    WHERE "binNo" = $1::int ORDER BY "seq" LIMIT $2::int`,
  trim: `DELETE FROM "Capture" WHERE "binNo" = $1::int AND "seq" <= $2::int`,
  ...keepingPins("$1::int", "$2::int"),
  trimmed: `UPDATE "Bin" SET "total" = "total" - (g->>1)::int, "bytes" = "bytes" - (g->>2)::bigint,
      "dropped" = "dropped" + (g->>1)::int, "droppedSince" = coalesce("droppedSince", ${TIME("g->>3")})
    FROM (SELECT $1::json AS g) p WHERE "no" = (g->>0)::int`,
};
