import { withStore } from "./busy.ts";
import type { Range } from "./captures.ts";
import { database } from "./database.ts";
import { type Arg, query } from "./dialect.ts";
import * as Prisma from "./sql.ts";

/** How much one look at a bin takes in: captures, and bytes of what senders make as long as they may. */
export type Looks = { captures: number; bytes: number };

/** What a search reads of a capture, in bytes. */
export const SEARCHED = Prisma.sql`octet_length("headers") + octet_length("target")`;

/** About what a capture's summary takes as JSON, in bytes: the target comes twice, whole and as path. Notes are not counted. */
export const SUMMARISED = Prisma.sql`500 + 2 * octet_length("target") + coalesce(octet_length("contentType"), 0)
  + coalesce(octet_length("userAgent"), 0)`;

/** The range of a bin's captures as conditions. */
export function within(binNo: number, { after, before, rule }: Pick<Range, "after" | "before" | "rule">): Prisma.Sql[] {
  return [
    Prisma.sql`"binNo" = ${binNo}`,
    ...(after === undefined ? [] : [Prisma.sql`"seq" > ${after}`]),
    ...(before === undefined ? [] : [Prisma.sql`"seq" < ${before}`]),
    ...(rule === undefined ? [] : [Prisma.sql`"ruleId" = ${rule}`]),
  ];
}

/** The number of the first capture of the range with which it holds more than `looks`, or null. Never the first of all. */
export async function firstBeyond(
  binNo: number,
  range: Omit<Range, "limit">,
  looks: Looks,
  size: Prisma.Sql,
): Promise<number | null> {
  const { connection, dialect } = await database();
  const order = Prisma.raw(range.order === "newest" ? "DESC" : "ASC");
  const asked = Prisma.sql`SELECT "seq" FROM (
      SELECT "seq", row_number() OVER inOrder AS "count", sum("size") OVER inOrder AS "bytes" FROM (
        SELECT "seq", ${size} AS "size" FROM "Capture"
        WHERE ${Prisma.join(within(binNo, range), " AND ")} ORDER BY "seq" ${order} LIMIT ${looks.captures + 1}
      ) taken WINDOW inOrder AS (ORDER BY "seq" ${order})
    ) summed WHERE "count" > ${looks.captures} OR ("bytes" > ${looks.bytes} AND "count" > 1)
    ORDER BY "seq" ${order} LIMIT 1`;
  // Each page of a list begins with this question: the client above the connection takes longer than the database.
  const text = dialect.name === "sqlite" ? asked.sql : asked.text;
  const { rows } = await withStore(() => connection.queryRaw(query(text, asked.values as Arg[])));
  const [row] = rows;
  return row ? Number(row[0]) : null;
}

/** The part of the range before `beyond`, as `firstBeyond` gives it. */
export function upTo<R extends Omit<Range, "limit">>(range: R, beyond: number | null): R {
  if (beyond === null) return range;
  return range.order === "newest" ? { ...range, after: beyond } : { ...range, before: beyond };
}
