import { query } from "#lib/store/dialect.ts";
import { sqlite } from "#lib/store/sqlite.ts";

/** Has captures arrive in the past: those from `first` to `last` of every bin in this database came `agoMs` ago. */
export async function cameEarlier(url: string, first: number, last: number, agoMs: number): Promise<void> {
  const connection = await sqlite(url).connect();
  await connection.executeRaw(
    query('UPDATE "Capture" SET "receivedAt" = ? WHERE "seq" BETWEEN ? AND ?', [Date.now() - agoMs, first, last]),
  );
  await connection.dispose();
}
