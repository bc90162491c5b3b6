import { mkdirSync } from "node:fs";
import path from "node:path";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { CAPTURE_COLUMNS, PACKED } from "./batch.ts";
import { isOpen } from "./closed-bins.ts";
import type { Dialect, JournalSql } from "./dialect.ts";
import { IS_MARKED, SIZE, UNPINNED } from "./keep-pins.ts";
import { keepPrepared } from "./keep-prepared.ts";
import { withLittlePatience } from "./lock-patience.ts";
import { withOneTransaction } from "./one-transaction.ts";

/**
 * SQLite: one file. WAL with synchronous=FULL, so that a commit survives a power cut; the group commit pays for it.
 * The driver waits for a lock synchronously, so the wait is short and the caller retries. The Prisma client's connection waits less
 * (lock-patience.ts).
 */
const BUSY_TIMEOUT_MS = 100;

/**
 * A capture of 1 KiB with its headers takes 2 KiB: pages of 4 KiB hold one and a half of it empty, pages of 16 KiB hold seven. Moving what is
 * committed into the file after 32 MB of log instead of 4 writes a page that changes often more seldom. Together 19 % more captures a second
 * here (docs/decisions/0002-hot-insert.md). A file that exists keeps its page size.
 */
const PRAGMAS = `
PRAGMA page_size=16384;
PRAGMA wal_autocheckpoint=2000;
PRAGMA auto_vacuum=INCREMENTAL;
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
PRAGMA foreign_keys=ON;
PRAGMA busy_timeout=${BUSY_TIMEOUT_MS};
PRAGMA journal_size_limit=67108864;
PRAGMA cache_size=-32768;
PRAGMA temp_store=MEMORY;
`;

/** In WAL mode NORMAL leaves the fsync of a commit to the next checkpoint, or to the writer's next commit, which comes to the same file. */
const RELAXING = { before: "PRAGMA synchronous=NORMAL", after: "PRAGMA synchronous=FULL" };

type Caused = { cause?: { kind?: unknown; originalCode?: unknown } };

export function sqlite(url: string): Dialect {
  const file = url.replace(/^file:/, "");
  if (file !== ":memory:") mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  // The first open waits longer: another process may be creating the file or migrating it.
  const plain = () => new PrismaBetterSqlite3({ url, timeout: 5000 }, { timestampFormat: "unixepoch-ms" });
  const isBusy = (error: unknown) => (error as Caused).cause?.kind === "SocketTimeout";
  const connect = async () => {
    const connection = await plain().connect();
    await connection.executeScript(PRAGMAS);
    keepPrepared(connection);
    return withOneTransaction(connection, RELAXING);
  };
  const adapter = () => {
    const factory = plain();
    factory.connect = async () => withLittlePatience(await connect(), isBusy);
    return factory;
  };
  return {
    name: "sqlite",
    file: file === ":memory:" ? null : file,
    adapter,
    connect,
    connectPatiently: connect,
    // The runner's transactions are immediate, and a second process that comes too late finds the work recorded.
    lockForMigration: (_connection, work) => work(),
    isBusy,
    isRefused: (error) => /SQLITE_(CONSTRAINT|TOOBIG|MISMATCH)/.test(String((error as Caused).cause?.originalCode)),
    storableJson: (json) => json,
    sql: SQL,
    folded: (column) => `lower(${column})`,
    epochMs: (column) => column,
    pairs: (column) => ({ from: `json_each(${column}) h`, name: "h.value->>0", value: "h.value->>1" }),
  };
}

const cell = (index: number) => `(j.value->>${index})`;

// The driver binds an empty buffer as NULL, so a batch of empty bodies needs the coalesce.
const SQL: JournalSql = {
  advance: `UPDATE "Bin" SET "lastSeq" = "lastSeq" + (g.value->>1), "total" = "total" + (g.value->>1),
      "bytes" = "bytes" + (g.value->>2), "usedAt" = max("usedAt", g.value->>3)
    FROM json_each(?) g WHERE "Bin"."no" = (g.value->>0) AND ${isOpen('"Bin"')}
    RETURNING "no", "lastSeq", "total", "bytes", "keepCaptures", "keepBytes", ${IS_MARKED}`,
  insert: `INSERT INTO "Capture" (${CAPTURE_COLUMNS.map((name) => `"${name}"`).join(", ")})
    SELECT b."no", b."lastSeq" - ${cell(PACKED.back)}, ${CAPTURE_COLUMNS.slice(2, -1)
      .map((_, index) => cell(PACKED.fields + index))
      .join(", ")}, coalesce(substr(p.bodies, ${cell(PACKED.offset)} + 1, ${cell(PACKED.length)}), x'')
    FROM (SELECT ? AS "rows", ? AS bodies) p, jsonb_each(p."rows") j JOIN "Bin" b ON b."no" = ${cell(PACKED.binNo)} AND ${isOpen("b")}`,
  pins: `SELECT g.value, count(*), coalesce(sum(m."size"), 0) FROM json_each(?) g JOIN "Mark" m ON m."binNo" = g.value AND m."pinned"
    GROUP BY 1`,
  // LIMIT cannot depend on a row here: a ring that had captures deleted from its middle gives fewer than asked for, and at least one.
  oldest: `SELECT c."binNo", c."seq", ${SIZE} FROM json_each(?) g CROSS JOIN "Capture" c ON c."binNo" = (g.value->>0) AND ${UNPINNED}
      AND c."seq" < (g.value->>1) + (SELECT c."seq" FROM "Capture" c WHERE c."binNo" = (g.value->>0) AND ${UNPINNED} ORDER BY 1 LIMIT 1)
    ORDER BY 1, 2`,
  trim: [
    `DELETE FROM "Capture" WHERE rowid IN (SELECT c.rowid FROM json_each(?) g
      CROSS JOIN "Capture" c ON c."binNo" = (g.value->>0) AND c."seq" <= (g.value->>1) AND ${UNPINNED})`,
    `DELETE FROM "Mark" WHERE rowid IN (SELECT m.rowid FROM json_each(?) g
      CROSS JOIN "Mark" m ON m."binNo" = (g.value->>0) AND m."seq" <= (g.value->>1) AND NOT m."pinned")`,
    `UPDATE "Bin" SET "total" = "total" - (g.value->>2), "bytes" = "bytes" - (g.value->>3),
        "dropped" = "dropped" + (g.value->>2), "droppedSince" = coalesce("droppedSince", g.value->>4)
      FROM json_each(?) g WHERE "no" = (g.value->>0)`,
  ],
};
