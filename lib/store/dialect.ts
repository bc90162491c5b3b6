import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";

/** Everything that only one database can do has its place in an implementation of this. */
export type Dialect = {
  name: "sqlite" | "postgresql";
  /** The file it is kept in, where it is one. */
  file: string | null;
  /** Prisma's driver adapter, set up for this database. */
  adapter: () => SqlMigrationAwareDriverAdapterFactory;
  /** A connection of its own, ready for work (pragmas, timeouts), beside the Prisma client's. */
  connect: () => Promise<SqlDriverAdapter>;
  /** The same without limits on how long a statement takes. */
  connectPatiently: () => Promise<SqlDriverAdapter>;
  /** Runs `work` while no other process migrates this database. */
  lockForMigration: (connection: SqlDriverAdapter, work: () => Promise<void>) => Promise<void>;
  /** Whether nothing of a failed batch was written and trying again is right. `wasCommitting`: it failed at its COMMIT. */
  isBusy: (error: unknown, wasCommitting: boolean) => boolean;
  /** Whether a statement failed because of a value in it: one that does not fit its column, say. */
  isRefused: (error: unknown) => boolean;
  /** JSON text of a batch as this database can hold it. */
  storableJson: (json: string) => string;
  sql: JournalSql;
  /** A column as an expression: text with A to Z in lower case and nothing else changed; a time as whole milliseconds since 1970. */
  folded: (column: string) => string;
  epochMs: (column: string) => string;
  /** A column with the JSON text of [name, value] pairs, taken apart: what to select from, and the two as text. */
  pairs: (column: string) => { from: string; name: string; value: string };
};

/** The journal's statements. Lists are JSON text: `groups` is [[binNo, count, size, usedAt]…], `rows` the packed batch of batch.ts. */
export type JournalSql = {
  /** (groups) Takes numbers for each bin; returns no, lastSeq, total, bytes, keepCaptures, keepBytes, is marked, of those that exist. */
  advance: string;
  /** (rows, bodies) Inserts the batch; rows of bins that do not exist are left out. */
  insert: string;
  /** ([binNo…]) Of each bin with pins: binNo, how many, what they count against its bytes. */
  pins: string;
  /** ([[binNo, count]…]) The oldest captures of each bin that are not pinned, about as many: binNo, seq, size, in order of seq. */
  oldest: string;
  /**
   * ([[binNo, seq, count, size, now]…]), each statement in turn: deletes what is not pinned up to and including `seq` with its notes, and takes
   * it off the bin's counters.
   */
  trim: string[];
};

/** A value in a statement that is written by hand. */
export type Arg = string | number | boolean | Date | Uint8Array | null;

/** Untyped parameters: each database binds them by what they are. */
export function query(sql: string, args: Arg[]) {
  return { sql, args, argTypes: args.map(() => ({ scalarType: "unknown" as const, arity: "scalar" as const })) };
}
