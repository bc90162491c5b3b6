import { withStore } from "./busy.ts";
import { database } from "./database.ts";
import { query } from "./dialect.ts";
import { UNPINNED } from "./keep-pins.ts";
import { placed, timeOf } from "./transact.ts";

/** What of a bin changes while somebody watches it, and whose key opens it. */
export type Standing = {
  no: number;
  keyHash: Uint8Array;
  total: number;
  /** Below this number nothing is there any more but pins; `lastSeq` + 1 when nothing else is there at all. */
  firstSeq: number;
  lastSeq: number;
  dropped: number;
  droppedSince: Date | null;
};

const FIRST_SEQ = `SELECT c."seq" FROM "Capture" c WHERE c."binNo" = b."no" AND ${UNPINNED} ORDER BY c."seq" LIMIT 1`;
const STANDING = `SELECT b."id", b."no", b."keyHash", b."total", (${FIRST_SEQ}), b."lastSeq", b."dropped", b."droppedSince" FROM "Bin" b`;

/** How these bins stand; those that do not exist are left out. Settings, which may be large, are not read. */
export async function readStanding(ids: readonly string[]): Promise<Map<string, Standing>> {
  if (ids.length === 0) return new Map();
  const { connection, dialect } = await database();
  const sql = placed(`${STANDING} WHERE b."id" IN (${ids.map(() => "?").join(", ")})`, dialect.name);
  const { rows } = await withStore(() => connection.queryRaw(query(sql, [...ids])));
  return new Map(rows.map((row) => [String(row[0]), fromRow(row)]));
}

/** Where a bin begins, as `Standing` says it. */
export async function firstSeqOf(bin: { id: string; lastSeq: number }): Promise<number> {
  return (await readStanding([bin.id])).get(bin.id)?.firstSeq ?? bin.lastSeq + 1;
}

function fromRow([, no, keyHash, total, firstSeq, lastSeq, dropped, droppedSince]: unknown[]): Standing {
  const since = timeOf(droppedSince);
  return {
    no: Number(no),
    keyHash: new Uint8Array(keyHash as Uint8Array),
    total: Number(total),
    firstSeq: firstSeq === null ? Number(lastSeq) + 1 : Number(firstSeq),
    lastSeq: Number(lastSeq),
    dropped: Number(dropped),
    droppedSince: since === null ? null : new Date(since),
  };
}
