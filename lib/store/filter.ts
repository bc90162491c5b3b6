import { latin1Text, shownTarget } from "#lib/http/target.ts";
import type { CaptureFilter } from "#lib/model/capture.ts";
import type { StoredBin } from "./bins.ts";
import { withStore } from "./busy.ts";
import type { Range } from "./captures.ts";
import { database } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { headerCondition, isDear } from "./header-filter.ts";
import { holds } from "./like.ts";
import { firstBeyond, type Looks, SEARCHED, SUMMARISED, upTo, within } from "./look-bound.ts";
import { MAX_PORTION_BYTES } from "./portion.ts";
import * as Prisma from "./sql.ts";

/**
 * Which captures a simple filter finds. Nothing is indexed for it: a page looks at so much and says how far it came. Measured on SQLite, two
 * cores busy with other work: 35 to 160 ms a page with 12 headers a capture, up to 190 ms with 60 kB of them.
 */
const LOOKS: Looks = { captures: 10_000, bytes: 16 * 1024 * 1024 };
const DEAR_LOOKS: Looks = { captures: 5000, bytes: 4 * 1024 * 1024 };

/** `lookedUpTo`: the bound (exclusive, like `before` or `after`) with which the search goes on; null when it came to the end. */
export type Matching = { seqs: number[]; lookedUpTo: number | null };

export function looksOf(filter: CaptureFilter): Looks {
  return filter.header?.some(isDear) ? DEAR_LOOKS : LOOKS;
}

/** The number of the first capture that one look with this filter does not reach, or null. */
export async function beyondLook(
  binNo: number,
  range: Omit<Range, "limit">,
  filter: CaptureFilter,
  looks: Looks,
): Promise<number | null> {
  // Pins are few and have their own table: no need to stop early.
  if (filter.pinned === "true") return null;
  return firstBeyond(binNo, { ...range, rule: undefined }, looks, SEARCHED);
}

export function isFilter(filter: CaptureFilter): boolean {
  const { method, status, kind, pinned, from, path, text, header } = filter;
  return [method, status, kind, pinned, from, path, text, header].some((one) => one !== undefined);
}

/** The numbers of matching captures, at most `range.limit`, and no more than `maxBytes` of summaries. The same on both databases. */
export async function findMatching(
  bin: Pick<StoredBin, "no" | "id">,
  range: Range,
  filter: CaptureFilter,
  looks: Looks = looksOf(filter),
  maxBytes = MAX_PORTION_BYTES,
): Promise<Matching> {
  const { prisma, dialect } = await database();
  const newest = range.order === "newest";
  const beyond = await beyondLook(bin.no, range, filter, looks);
  const conditions = [...within(bin.no, upTo(range, beyond)), ...conditionsOf(bin, filter, dialect)];
  const rows = await withStore(
    () =>
      prisma.$queryRaw<
        Sized[]
      >`SELECT "seq", ${SUMMARISED} AS "size" FROM "Capture" WHERE ${Prisma.join(conditions, " AND ")}
      ORDER BY "seq" ${Prisma.raw(newest ? "DESC" : "ASC")} LIMIT ${range.limit}`,
  );
  const seqs = fitting(rows, maxBytes);
  if (seqs.length < rows.length) return { seqs, lookedUpTo: seqs.at(-1) ?? null };
  return { seqs, lookedUpTo: beyond === null ? null : beyond + (newest ? 1 : -1) };
}

type Sized = Record<"seq" | "size", number | bigint>;

/** The first, and as many behind it as fit. */
function fitting(rows: Sized[], maxBytes: number): number[] {
  let bytes = 0;
  const tooMany = rows.findIndex(({ size }, index) => {
    bytes += Number(size);
    return bytes > maxBytes && index > 0;
  });
  return rows.slice(0, tooMany < 0 ? rows.length : tooMany).map(({ seq }) => Number(seq));
}

/** What a capture has to be like, as conditions beside those of `within`. */
export function conditionsOf(bin: Pick<StoredBin, "no" | "id">, filter: CaptureFilter, dialect: Dialect): Prisma.Sql[] {
  const { method, status, kind, pinned, from, path, text, header } = filter;
  const found: Prisma.Sql[] = [];
  if (method !== undefined) found.push(Prisma.sql`"method" = ${method}`);
  if (kind !== undefined) found.push(Prisma.sql`"kind" = ${kind}`);
  if (from !== undefined) found.push(Prisma.sql`"remoteIp" = ${from}`);
  if (status !== undefined) found.push(statusCondition(status));
  if (pinned !== undefined) {
    const pins = Prisma.sql`(SELECT "seq" FROM "Mark" WHERE "binNo" = ${bin.no} AND "pinned")`;
    found.push(pinned === "true" ? Prisma.sql`"seq" IN ${pins}` : Prisma.sql`"seq" NOT IN ${pins}`);
  }
  // Targets are kept as latin1 code units: what a reader types has to be written that way.
  const inTarget = (asked: string) => holds(dialect, shownTargetSql(bin.id), shownTarget(bin.id, latin1Text(asked)));
  if (path !== undefined) found.push(inTarget(path));
  if (text !== undefined) {
    const either = [inTarget(text), holds(dialect, `"preview"`, text)];
    found.push(Prisma.sql`(${Prisma.join(either, " OR ")})`);
  }
  for (const term of header ?? []) found.push(headerCondition(dialect, term));
  return found;
}

/**
 * `shownTarget` as SQL: nobody looks for what each target of a bin begins with, and a generated address would hold many a short word.
 * An id is letters, digits and hyphens (`isBinId`), so that it may stand here as it is.
 */
function shownTargetSql(id: string): string {
  const start = `/${id}`;
  const next = `substr("target", ${start.length + 1}, 1)`;
  const rest = `substr("target", ${start.length + 1})`;
  const shown = `CASE WHEN ${next} = '/' THEN ${rest} ELSE '/' || ${rest} END`;
  return `(CASE WHEN substr("target", 1, ${start.length}) = '${start}' AND ${next} IN ('', '/', '?') THEN ${shown} ELSE "target" END)`;
}

function statusCondition(status: string): Prisma.Sql {
  if (!status.endsWith("xx")) return Prisma.sql`"replyStatus" = ${Number(status)}`;
  const from = Number(status[0]) * 100;
  return Prisma.sql`("replyStatus" >= ${from} AND "replyStatus" < ${from + 100})`;
}
