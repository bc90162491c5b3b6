import { Prisma } from "../../prisma/generated/sqlite/client/client.ts";
import { withStore } from "./busy.ts";
import type { Range } from "./captures.ts";
import { database } from "./database.ts";

/** How much one search looks at: captures, and bytes of their headers and targets, which senders make as long as they may. */
export type Looks = { captures: number; bytes: number };

/** The range of a bin's captures as conditions. */
export function within(binNo: number, { after, before }: Pick<Range, "after" | "before">): Prisma.Sql[] {
  return [
    Prisma.sql`"binNo" = ${binNo}`,
    ...(after === undefined ? [] : [Prisma.sql`"seq" > ${after}`]),
    ...(before === undefined ? [] : [Prisma.sql`"seq" < ${before}`]),
  ];
}

/** The number of the first capture of the range that a search so bounded does not come to, or null. It always comes to the first. */
export async function firstBeyond(binNo: number, range: Range, looks: Looks): Promise<number | null> {
  const { prisma } = await database();
  const order = Prisma.raw(range.order === "newest" ? "DESC" : "ASC");
  const rows = await withStore(
    () => prisma.$queryRaw<{ seq: number | bigint }[]>`SELECT "seq" FROM (
        SELECT "seq", row_number() OVER inOrder AS "count", sum("size") OVER inOrder AS "bytes" FROM (
          SELECT "seq", octet_length("headers") + octet_length("target") AS "size" FROM "Capture"
          WHERE ${Prisma.join(within(binNo, range), " AND ")} ORDER BY "seq" ${order} LIMIT ${looks.captures + 1}
        ) taken WINDOW inOrder AS (ORDER BY "seq" ${order})
      ) summed WHERE "count" > ${looks.captures} OR ("bytes" > ${looks.bytes} AND "count" > 1)
      ORDER BY "seq" ${order} LIMIT 1`,
  );
  const [row] = rows;
  return row ? Number(row.seq) : null;
}
