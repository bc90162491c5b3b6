import type { JournalSql } from "./dialect.ts";

/**
 * The ring of a bin that has pins or notes. Pins stand outside it: they are neither dropped nor counted against the bin's limits. A bin
 * without marks pays one look into an empty index for each batch.
 */

/** Inside `advance`: whether the careful statements below are needed. */
export const IS_MARKED = `EXISTS (SELECT 1 FROM "Mark" m WHERE m."binNo" = "Bin"."no")`;

const UNPINNED = `NOT EXISTS (SELECT 1 FROM "Mark" m WHERE m."binNo" = "Capture"."binNo" AND m."seq" = "Capture"."seq" AND m."pinned")`;

/** The statements of both databases, which differ in how they write their two parameters. At most MAX_PINS rows more are looked at. */
export function keepingPins(
  first: string,
  second: string,
): Pick<JournalSql, "pins" | "oldestUnpinned" | "trimUnpinned" | "trimMarks"> {
  return {
    pins: `SELECT count(*), coalesce(sum("size"), 0) FROM "Mark" WHERE "binNo" = ${first} AND "pinned"`,
    oldestUnpinned: `SELECT "seq", octet_length("body") + length("headers") AS "size" FROM "Capture"
      WHERE "binNo" = ${first} AND ${UNPINNED} ORDER BY "seq" LIMIT ${second}`,
    trimUnpinned: `DELETE FROM "Capture" WHERE "binNo" = ${first} AND "seq" <= ${second} AND ${UNPINNED}`,
    trimMarks: `DELETE FROM "Mark" WHERE "binNo" = ${first} AND "seq" <= ${second} AND NOT "pinned"`,
  };
}
