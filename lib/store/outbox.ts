import type { Pairs } from "#lib/http/pairs.ts";
import type { DeadReason, DeliveryVia } from "#lib/model/delivery.ts";
import { type RetrySchedule, retryScheduleSchema } from "#lib/model/retry-schedule.ts";
import { withStore } from "./busy.ts";
import { database, type Prisma } from "./database.ts";
import { attemptColumns, type NewAttempt } from "./deliveries.ts";
import type { Dialect } from "./dialect.ts";
import { type Lane, lockTarget, type StoredTarget, saveLane } from "./targets.ts";
import { lockRow, rows, run, type Tx, transact } from "./transact.ts";

/**
 * The outbox: deliveries that wait for their time. A process claims what is due under a lease, one attempt number for each claim, and gives it
 * back with what came of it. Claims of one target are made under that target's row, so its concurrency, rate and circuit hold for all
 * processes together; on PostgreSQL others skip a row that is taken (FOR UPDATE SKIP LOCKED).
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
export async function dueTargets(now: Date): Promise<string[]> {
  const { prisma } = await database();
  const rows = await withStore(
    () =>
      prisma.$queryRaw<{ id: string }[]>`SELECT t."id" FROM "Target" t
        WHERE (t."openUntil" IS NULL OR t."openUntil" <= ${now}) AND EXISTS (SELECT 1 FROM "Delivery" d
          WHERE d."targetId" = t."id" AND d."state" = 'waiting' AND d."nextAt" <= ${now})`,
  );
  return rows.map(({ id }) => id);
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
export async function inFlight(tx: Tx, dialect: Dialect["name"], targetId: string): Promise<number> {
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

/** What came of an attempt. `counts`: whether it says anything about the target. */
export type Finished = {
  claimed: Claimed;
  attempt: NewAttempt & { request: string };
  /** The URL it went to. */
  url: string;
  outcome: { kind: "done" } | { kind: "retry"; at: number } | { kind: "dead"; reason: DeadReason };
  counts: boolean;
};

/**
 * Writes down attempts that ended, all in one transaction: the attempt, the delivery's next state, its target's circuit, its replay's
 * counters. An attempt whose lease another process has meanwhile ended is left out and returned in `lost`. `circuits`: targets whose circuit opened
 * or closed.
 */
export async function finishAttempts(
  finished: Finished[],
  by: string,
  now: Date,
  after: (lane: Lane, delivered: boolean, now: number) => Lane,
): Promise<{ lost: string[]; circuits: string[] }> {
  return transact(
    async (tx, dialect) => {
      const lost: string[] = [];
      const circuits: string[] = [];
      // Targets first and in one order, as in claims: two processes then wait for each other at most in a line.
      for (const id of [...new Set(finished.map(({ claimed }) => claimed.target.id))].sort()) {
        const target = await lockTarget(tx, dialect, id, { wait: true });
        if (!target) continue;
        const ended = finished.filter(({ claimed, counts }) => counts && claimed.target.id === id);
        const lane = ended.reduce(
          (state, { outcome }) => after(state, outcome.kind === "done", now.getTime()),
          target.lane,
        );
        await saveLane(tx, dialect, target, lane);
        if ((target.lane.openUntil === null) !== (lane.openUntil === null)) circuits.push(id);
      }
      for (const one of finished) {
        if (await finishOne(tx, dialect, one, by)) await countReplay(tx, dialect, one);
        else lost.push(one.claimed.id);
      }
      return { lost, circuits };
    },
    { relaxed: true },
  );
}

/** False when the lease is no longer this process's. */
async function finishOne(tx: Tx, dialect: Dialect["name"], finished: Finished, by: string): Promise<boolean> {
  const { claimed, attempt, url, outcome } = finished;
  const isDead = outcome.kind === "dead";
  const count = await run(
    tx,
    dialect,
    `UPDATE "Delivery" SET "url" = ?, "state" = ?, "reason" = ?, "nextAt" = ?, "leaseBy" = NULL, "leaseUntil" = NULL,
      "attemptBase" = ?, "answerBytes" = "answerBytes" + ? WHERE "id" = ? AND "leaseBy" = ? AND "attemptCount" = ?`,
    url,
    outcome.kind === "done" ? "succeeded" : isDead ? "dead" : "waiting",
    isDead ? outcome.reason : null,
    outcome.kind === "retry" ? new Date(outcome.at) : null,
    // Sent again later, a dead letter begins its schedule anew.
    isDead ? claimed.attempt : claimed.base,
    attempt.body?.length ?? 0,
    claimed.id,
    by,
    claimed.attempt,
  );
  if (count === 0) return false;
  await settleBody(tx, dialect, finished);
  await insertAttempt(tx, dialect, claimed.id, attempt);
  return true;
}

/** What is not delivered keeps its bytes, so that it outlives its capture; what was forwarded is the capture's own again. */
async function settleBody(tx: Tx, dialect: Dialect["name"], { claimed, outcome }: Finished): Promise<void> {
  const set = (own: boolean, body: Uint8Array) =>
    run(tx, dialect, `UPDATE "Delivery" SET "ownBody" = ?, "body" = ? WHERE "id" = ?`, own, body, claimed.id);
  if (outcome.kind !== "done" && !claimed.ownBody && claimed.body) await set(true, claimed.body);
  else if (outcome.kind === "done" && claimed.via === "forward" && claimed.ownBody) await set(false, new Uint8Array(0));
}

const ATTEMPT_COLUMNS = [
  "number",
  "startedAt",
  "durationMs",
  "status",
  "headers",
  "truncated",
  "errorCode",
  "errorMessage",
  "timings",
  "request",
  "body",
] as const;

async function insertAttempt(tx: Tx, dialect: Dialect["name"], deliveryId: string, attempt: NewAttempt): Promise<void> {
  const columns = attemptColumns(attempt);
  await run(
    tx,
    dialect,
    `INSERT INTO "Attempt" ("deliveryId", ${ATTEMPT_COLUMNS.map((name) => `"${name}"`).join(", ")})
      VALUES (?${", ?".repeat(ATTEMPT_COLUMNS.length)})`,
    deliveryId,
    ...ATTEMPT_COLUMNS.map((name) => columns[name]),
  );
}

/** A replay counts first attempts. */
async function countReplay(tx: Tx, dialect: Dialect["name"], { claimed, outcome }: Finished): Promise<void> {
  if (claimed.replayId === null || claimed.attempt !== 1) return;
  const column = outcome.kind === "done" ? `"succeeded"` : `"failed"`;
  await run(tx, dialect, `UPDATE "Replay" SET ${column} = ${column} + 1 WHERE "id" = ?`, claimed.replayId);
}

/** Says that this process still works on what it claimed. */
export async function renewLeases(lease: Lease): Promise<void> {
  const { prisma } = await database();
  const where = { leaseBy: lease.by, leaseUntil: { not: null } };
  const data = { leaseUntil: lease.until };
  await withStore(() => prisma.delivery.updateMany({ where, data }));
  await withStore(() => prisma.replay.updateMany({ where: { ...where, state: "running" }, data }));
}

/**
 * Ends the attempts of processes that are gone: their lease ran out, or `isGone` knows. Each is written down as interrupted, and its
 * delivery is due again, unless the attempt before was interrupted too.
 */
export async function endInterrupted(
  now: Date,
  isGone: (by: string) => boolean,
  attempt: (number: number, startedAt: Date) => NewAttempt,
): Promise<{ binId: string; id: string }[]> {
  const { prisma } = await database();
  const leased = await withStore(() =>
    prisma.delivery.findMany({
      where: { leaseUntil: { not: null } },
      select: {
        id: true,
        leaseBy: true,
        leaseUntil: true,
        startedAt: true,
        attemptCount: true,
        bin: { select: { id: true } },
      },
    }),
  );
  const ended: { binId: string; id: string }[] = [];
  for (const row of leased) {
    const { id, leaseBy, leaseUntil, attemptCount: number } = row;
    if (leaseBy === null || leaseUntil === null || (leaseUntil > now && !isGone(leaseBy))) continue;
    const interrupted = attempt(number, row.startedAt ?? now);
    const wasEnded = await transact(
      async (tx, dialect) => {
        if (!(await lockRow(tx, dialect, "delivery", id, { wait: false }))) return false;
        const before = await tx.attempt.findUnique({
          where: { deliveryId_number: { deliveryId: id, number: number - 1 } },
        });
        const isSecond = before?.errorCode === interrupted.error?.code;
        const { count } = await tx.delivery.updateMany({
          where: { id, leaseBy, leaseUntil, attemptCount: number },
          data: {
            ...{ leaseBy: null, leaseUntil: null },
            // It does not use up a step of the schedule: nobody knows that the target failed.
            ...(isSecond
              ? { state: "dead", reason: "interrupted", attemptBase: number }
              : { nextAt: now, attemptBase: { increment: 1 } }),
          },
        });
        if (count === 0) return false;
        await tx.attempt.create({ data: { deliveryId: id, ...attemptColumns(interrupted) } });
        return true;
      },
      { relaxed: true },
    );
    if (wasEnded) ended.push({ binId: row.bin.id, id });
  }
  return ended;
}

/** Dead letters (and one that failed when sent by hand) to be sent again from the beginning of their schedule. */
export async function requeue(
  binNo: number,
  which: { id?: string; target?: string | undefined; forward?: string | undefined; replay?: string | undefined },
  targetFor: (url: string) => Promise<string>,
  now: Date = new Date(),
): Promise<{ ids: string[]; count: number; targets: string[] }> {
  const { prisma } = await database();
  const where = {
    binNo,
    ...(which.id === undefined ? { state: "dead" } : { id: which.id, state: { in: ["dead", "failed"] } }),
    ...(which.target !== undefined && { targetId: which.target }),
    ...(which.forward !== undefined && { forwardId: which.forward }),
    ...(which.replay !== undefined && { replayId: which.replay }),
  };
  // Those whose target was deleted, or that never had one, go to their URL.
  const homeless = await withStore(() =>
    prisma.delivery.findMany({ where: { ...where, targetId: null }, distinct: ["url"], select: { url: true } }),
  );
  for (const { url } of homeless) {
    const data = { targetId: await targetFor(url), suffix: null };
    await withStore(() => prisma.delivery.updateMany({ where: { ...where, targetId: null, url }, data }));
  }
  const rows = await withStore(() => prisma.delivery.findMany({ where, select: { id: true, targetId: true } }));
  let count = 0;
  for (let at = 0; at < rows.length; at += REQUEUE_STEP) {
    const ids = rows.slice(at, at + REQUEUE_STEP).map(({ id }) => id);
    const data = { state: "waiting", reason: null, nextAt: now };
    count += (await withStore(() => prisma.delivery.updateMany({ where: { ...where, id: { in: ids } }, data }))).count;
  }
  const targets = [...new Set(rows.flatMap(({ targetId }) => targetId ?? []))];
  return { ids: rows.map(({ id }) => id), count, targets };
}

const REQUEUE_STEP = 500;
