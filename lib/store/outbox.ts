import type { Pairs } from "#lib/http/pairs.ts";
import type { DeliveryVia } from "#lib/model/delivery.ts";
import { type RetrySchedule, retryScheduleSchema } from "#lib/model/retry-schedule.ts";
import { withStore } from "./busy.ts";
import { database, type Prisma } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { type Lane, lockTarget, type StoredTarget, saveLane } from "./targets.ts";
import { type Hand, rows, transact } from "./transact.ts";

/**
 * The outbox: deliveries that wait for their time. A process claims what is due under a lease, one attempt number for each claim, and gives it
 * back with what came of it (`finish-attempts.ts`). Claims of one target are made under that target's row, so its concurrency, rate and circuit
 * hold for all processes together; on PostgreSQL others skip a row that is taken (FOR UPDATE SKIP LOCKED).
 */

/** A delivery that this process, and no other, is to send now. */
export type Claimed = {
  id: string;
  binNo: number;
  binId: string;
  captureSeq: number;
  via: DeliveryVia;
  method: string;
  /** What goes behind the target's URL; null when there is nothing. */
  suffix: string | null;
  headers: Pairs;
  hops: number;
  /** Null when it was the capture's, and the capture is gone. */
  body: Uint8Array<ArrayBuffer> | null;
  ownBody: boolean;
  /** This attempt's number, unique in the delivery; the schedule counts from `base`. */
  attempt: number;
  base: number;
  retry: RetrySchedule;
  startedAt: Date;
  forwardId: string | null;
  replayId: string | null;
  target: StoredTarget;
};

export type Lease = { by: string; until: Date };

/** Decides how many may go; in `deliver/lane.ts`. */
export type Gate = (
  lane: Lane,
  inFlight: number,
  wanted: number,
  now: number,
  binNo: number,
) => { count: number; lane: Lane; nextAt: number | null };

/** Targets that something is due for, and that are not left alone just now. */
export async function dueTargets(now: Date): Promise<{ id: string; binNo: number }[]> {
  const { prisma } = await database();
  const rows = await withStore(
    () =>
      prisma.$queryRaw<{ id: string; binNo: unknown }[]>`SELECT t."id", t."binNo" FROM "Target" t
        WHERE (t."openUntil" IS NULL OR t."openUntil" <= ${now}) AND EXISTS (SELECT 1 FROM "Delivery" d
          WHERE d."targetId" = t."id" AND d."state" = 'waiting' AND d."nextAt" <= ${now})`,
  );
  return rows.map(({ id, binNo }) => ({ id, binNo: Number(binNo) }));
}

/**
 * Claims deliveries of one target, the longest due first, at most `maxCount` and about `maxBytes` of them. `nextAt`: when to ask again, if more
 * is due than may go.
 */
export async function claimDue(
  targetId: string,
  ask: { now: Date; lease: Lease; maxCount: number; maxBytes: number; gate: Gate },
): Promise<{ claimed: Claimed[]; nextAt: number | null }> {
  const { now, lease, gate } = ask;
  const taken = await transact(
    async (tx, dialect) => {
      const target = await lockTarget(tx, dialect, targetId, { wait: false });
      if (!target) return null;
      const due = await tx.delivery.findMany({
        where: { targetId, state: "waiting", nextAt: { lte: now } },
        orderBy: [{ nextAt: "asc" }, { captureSeq: "asc" }, { id: "asc" }],
        take: ask.maxCount,
        select: { id: true, bodyBytes: true },
      });
      const wanted = withinBytes(due, ask.maxBytes);
      const passage = gate(
        target.lane,
        await inFlight(tx, dialect, targetId),
        wanted.length,
        now.getTime(),
        target.binNo,
      );
      await saveLane(tx, dialect, target, passage.lane);
      const ids = wanted.slice(0, passage.count).map(({ id }) => id);
      if (ids.length === 0) return { rows: [], target, nextAt: passage.nextAt };
      await tx.delivery.updateMany({
        where: { id: { in: ids } },
        data: {
          leaseBy: lease.by,
          leaseUntil: lease.until,
          nextAt: null,
          startedAt: now,
          attemptCount: { increment: 1 },
        },
      });
      const rows = await tx.delivery.findMany({
        where: { id: { in: ids } },
        orderBy: [{ captureSeq: "asc" }, { id: "asc" }],
        include: { bin: { select: { id: true } } },
      });
      return { rows, target, nextAt: passage.nextAt };
    },
    { relaxed: true },
  );
  if (!taken) return { claimed: [], nextAt: null };
  const claimed = await Promise.all(taken.rows.map((row) => toClaimed(row, taken.target)));
  return { claimed, nextAt: taken.nextAt };
}

function withinBytes(due: { id: string; bodyBytes: number }[], maxBytes: number): { id: string }[] {
  let bytes = 0;
  const end = due.findIndex((row, index) => {
    bytes += row.bodyBytes;
    return index > 0 && bytes > maxBytes;
  });
  return end < 0 ? due : due.slice(0, end);
}

/** How many of a target's deliveries are under way, in whichever process. */
export async function inFlight(tx: Hand, dialect: Dialect["name"], targetId: string): Promise<number> {
  const sql = `SELECT count(*) AS "count" FROM "Delivery" WHERE "targetId" = ? AND "state" = 'waiting' AND "nextAt" IS NULL`;
  const [row] = await rows<{ count: unknown }>(tx, dialect, sql, targetId);
  return Number(row?.count ?? 0);
}

type Row = NonNullable<Awaited<ReturnType<Prisma["delivery"]["findUnique"]>>>;

async function toClaimed(row: Row & { bin: { id: string } }, target: StoredTarget): Promise<Claimed> {
  return {
    id: row.id,
    binNo: row.binNo,
    binId: row.bin.id,
    captureSeq: Number(row.captureSeq),
    via: row.via as DeliveryVia,
    method: row.method,
    suffix: row.suffix,
    headers: JSON.parse(row.headers) as Pairs,
    hops: row.hops,
    body: row.ownBody ? row.body : await bodyOfCapture(row.binNo, Number(row.captureSeq)),
    ownBody: row.ownBody,
    attempt: row.attemptCount,
    base: row.attemptBase,
    retry: row.retry === null ? { kind: "none" } : retryScheduleSchema.parse(JSON.parse(row.retry)),
    startedAt: row.startedAt ?? row.createdAt,
    forwardId: row.forwardId,
    replayId: row.replayId,
    target,
  };
}

async function bodyOfCapture(binNo: number, seq: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const { prisma } = await database();
  const row = await withStore(() =>
    prisma.capture.findUnique({ where: { binNo_seq: { binNo, seq } }, select: { body: true } }),
  );
  return row?.body ?? null;
}
