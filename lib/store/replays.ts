import { type Edits, editsSchema } from "#lib/model/delivery.ts";
import { type Pace, paceSchema, type Replay, replaySchema } from "#lib/model/replay.ts";
import { type RetrySchedule, retryScheduleSchema } from "#lib/model/retry-schedule.ts";
import { withStore } from "./busy.ts";
import type { StoredCapture } from "./captures.ts";
import { database, type Prisma } from "./database.ts";
import { type Claimed, type Gate, inFlight, type Lease } from "./outbox.ts";
import { lockTarget, saveLane } from "./targets.ts";
import { type Arg, lockRow, run, transact } from "./transact.ts";

/** Replays: a list of captures and how far it has come. One process at a time works on one, under a lease. */

export type NewStoredReplay = {
  id: string;
  binNo: number;
  targetId: string;
  url: string;
  seqs: number[];
  times: number;
  pace: Pace;
  retry: RetrySchedule;
  edits: Edits | null;
};

type Row = NonNullable<Awaited<ReturnType<Prisma["replay"]["findUnique"]>>>;
type LightRow = Omit<Row, "seqs" | "edits"> & { target: { saved: boolean } | null };

const LIGHT = { omit: { seqs: true, edits: true }, include: { target: { select: { saved: true } } } } as const;

export async function createReplay(
  { seqs, pace, retry, edits, ...rest }: NewStoredReplay,
  now = new Date(),
): Promise<Replay> {
  const { prisma } = await database();
  const data = {
    ...{ ...rest, state: "running", captures: seqs.length, createdAt: now },
    pace: JSON.stringify(pace),
    retry: JSON.stringify(retry),
    edits: edits && JSON.stringify(edits),
    seqs: JSON.stringify(seqs),
  };
  return fromRow(await withStore(() => prisma.replay.create({ data, ...LIGHT })));
}

/** Newest first, the last hundred. */
export async function listReplays(binNo: number): Promise<Replay[]> {
  const { prisma } = await database();
  const rows = await withStore(() =>
    prisma.replay.findMany({ where: { binNo }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: 100, ...LIGHT }),
  );
  return rows.map(fromRow);
}

export async function findReplay(binNo: number, id: string): Promise<Replay | null> {
  const { prisma } = await database();
  const row = await withStore(() => prisma.replay.findFirst({ where: { id, binNo }, ...LIGHT }));
  return row && fromRow(row);
}

/** For live events. */
export async function findReplays(binId: string, ids: string[]): Promise<Replay[]> {
  if (ids.length === 0) return [];
  const { prisma } = await database();
  const where = { id: { in: ids }, bin: { id: binId } };
  return (await withStore(() => prisma.replay.findMany({ where, ...LIGHT }))).map(fromRow);
}

export async function countRunning(binNo: number): Promise<number> {
  const { prisma } = await database();
  return withStore(() => prisma.replay.count({ where: { binNo, state: "running" } }));
}

/** The numbers of whole captures from `from` to `to`, in order, at most `limit`. */
export async function wholeCaptures(binNo: number, from: number, to: number, limit: number): Promise<number[]> {
  const { prisma } = await database();
  const rows = await withStore(() =>
    prisma.capture.findMany({
      where: { binNo, seq: { gte: from, lte: to }, kind: "message" },
      orderBy: { seq: "asc" },
      take: limit,
      select: { seq: true },
    }),
  );
  return rows.map(({ seq }) => Number(seq));
}

/** Stops a running one, with the retries it still has waiting. False when it was not running. */
export async function cancelReplay(binNo: number, id: string, now: Date = new Date()): Promise<boolean> {
  return transact(async (tx, dialect) => {
    if (!(await lockRow(tx, dialect, "replay", id, { wait: true }))) return false;
    const { count } = await tx.replay.updateMany({
      where: { id, binNo, state: "running" },
      data: { state: "cancelled", endedAt: now, nextAt: null, paused: false, leaseBy: null, leaseUntil: null },
    });
    if (count === 0) return false;
    await tx.delivery.updateMany({
      where: { replayId: id, state: "waiting", nextAt: { not: null } },
      data: { state: "dead", reason: "cancelled", nextAt: null },
    });
    return true;
  });
}

/** False when it was not there. Its deliveries stay. */
export async function deleteReplay(binNo: number, id: string): Promise<boolean> {
  const { prisma } = await database();
  return (
    (await withStore(() => prisma.replay.deleteMany({ where: { id, binNo, state: { not: "running" } } }))).count > 0
  );
}

/** A replay that this process, and no other, works on. */
export type ClaimedReplay = {
  id: string;
  binNo: number;
  binId: string;
  targetId: string;
  url: string;
  seqs: number[];
  total: number;
  position: number;
  pace: Pace;
  retry: RetrySchedule;
  edits: Edits | null;
};

/** Running replays that nobody works on and whose time has come; those of processes that are gone among them. */
export async function idleReplays(now: Date, isGone: (by: string) => boolean): Promise<string[]> {
  const { prisma } = await database();
  const rows = await withStore(() =>
    prisma.replay.findMany({
      where: { state: "running", OR: [{ nextAt: null }, { nextAt: { lte: now } }] },
      select: { id: true, leaseBy: true, leaseUntil: true },
    }),
  );
  return rows
    .filter(
      ({ leaseBy, leaseUntil }) => leaseBy === null || leaseUntil === null || leaseUntil <= now || isGone(leaseBy),
    )
    .map(({ id }) => id);
}

/**
 * Null when another process has it, it is no longer running, or an attempt of it that was interrupted has still to be made again: the order
 * holds over a restart too.
 */
export async function claimReplay(
  id: string,
  lease: Lease,
  now: Date,
  isGone: (by: string) => boolean,
): Promise<ClaimedReplay | null> {
  const row = await transact(async (tx, dialect) => {
    if (!(await lockRow(tx, dialect, "replay", id, { wait: false }))) return null;
    const found = await tx.replay.findUnique({ where: { id }, include: { bin: { select: { id: true } } } });
    if (found?.state !== "running") return null;
    const { leaseBy, leaseUntil } = found;
    if (leaseBy !== null && leaseUntil !== null && leaseUntil > now && !isGone(leaseBy)) return null;
    const open = await tx.delivery.count({
      where: {
        ...{ replayId: id, state: "waiting", attemptCount: { gt: 0 } },
        OR: [{ nextAt: null }, { attemptCount: { equals: tx.delivery.fields.attemptBase } }],
      },
    });
    if (open > 0) return null;
    await tx.replay.update({
      where: { id },
      data: { leaseBy: lease.by, leaseUntil: lease.until, nextAt: null, paused: false },
    });
    return found;
  });
  if (!row || row.targetId === null) return null;
  const seqs = JSON.parse(row.seqs) as number[];
  return {
    ...{ id, binNo: row.binNo, binId: row.bin.id, targetId: row.targetId, url: row.url, seqs, position: row.position },
    total: seqs.length * row.times,
    pace: paceSchema.parse(JSON.parse(row.pace)),
    retry: retryScheduleSchema.parse(JSON.parse(row.retry)),
    edits: row.edits === null ? null : editsSchema.parse(JSON.parse(row.edits)),
  };
}

export type Step =
  | { kind: "send"; claimed: Claimed }
  /** Not now: the target is left alone, or its rate or concurrency is used up. */
  | { kind: "wait"; until: number | null; isCircuit: boolean }
  /** It was cancelled, or another process has it. */
  | { kind: "lost" };

/** Begins the next send: moves the replay on and claims its delivery, in one transaction. */
export async function beginSend(
  replay: ClaimedReplay,
  outgoing: {
    id: string;
    capture: StoredCapture;
    method: string;
    headers: [string, string][];
    hops: number;
    body: Uint8Array<ArrayBuffer>;
  },
  lease: Lease,
  gate: Gate,
  now: Date,
): Promise<Step> {
  const { capture, id, method, headers, hops, body } = outgoing;
  return transact(
    async (tx, dialect) => {
      const target = await lockTarget(tx, dialect, replay.targetId, { wait: true });
      if (!target) return { kind: "lost" };
      const passage = gate(target.lane, await inFlight(tx, dialect, target.id), 1, now.getTime(), target.binNo);
      const goes = passage.count > 0;
      const moved = await run(
        tx,
        dialect,
        `UPDATE "Replay" SET "position" = ?, "leaseUntil" = ? WHERE "id" = ? AND "state" = 'running' AND "leaseBy" = ?`,
        replay.position + (goes ? 1 : 0),
        lease.until,
        replay.id,
        lease.by,
      );
      if (moved === 0) return { kind: "lost" };
      if (!goes) {
        return { kind: "wait", until: passage.nextAt, isCircuit: (target.lane.openUntil ?? 0) > now.getTime() };
      }
      await saveLane(tx, dialect, target, passage.lane);
      const ownBody = replay.edits?.body !== undefined;
      const columns: Record<string, Arg> = {
        ...{ id, binNo: replay.binNo, captureSeq: capture.seq, via: "replay", url: target.url, method, hops, ownBody },
        ...{ state: "waiting", targetId: target.id, replayId: replay.id, retry: JSON.stringify(replay.retry) },
        ...{ leaseBy: lease.by, leaseUntil: lease.until, startedAt: now, attemptCount: 1, createdAt: now },
        bodyBytes: body.length,
        headers: JSON.stringify(headers),
        body: ownBody ? body : new Uint8Array(0),
      };
      const names = Object.keys(columns).map((name) => `"${name}"`);
      const marks = names.map(() => "?").join(", ");
      await run(
        tx,
        dialect,
        `INSERT INTO "Delivery" (${names.join(", ")}) VALUES (${marks})`,
        ...Object.values(columns),
      );
      const claimed: Claimed = {
        ...{
          id,
          binNo: replay.binNo,
          binId: replay.binId,
          captureSeq: capture.seq,
          via: "replay",
          method,
          suffix: null,
        },
        ...{ headers, hops, body, ownBody, attempt: 1, base: 0, retry: replay.retry, startedAt: now },
        ...{ forwardId: null, replayId: replay.id, target },
      };
      return { kind: "send", claimed };
    },
    { relaxed: true },
  );
}

/** Passes over a capture that is gone or not whole. False when the replay is no longer this process's. */
export async function skipSend(replay: ClaimedReplay, by: string): Promise<boolean> {
  const { prisma } = await database();
  const where = { id: replay.id, state: "running", leaseBy: by };
  const data = { position: replay.position + 1, skipped: { increment: 1 } };
  return (await withStore(() => prisma.replay.updateMany({ where, data }))).count > 0;
}

/** Puts a replay down until `nextAt`, or for good. */
export async function leaveReplay(
  id: string,
  by: string,
  how: { kind: "done"; now: Date } | { kind: "later"; nextAt: Date | null; paused: boolean },
): Promise<void> {
  const { prisma } = await database();
  const data =
    how.kind === "done"
      ? { state: "done", endedAt: how.now, leaseBy: null, leaseUntil: null }
      : { nextAt: how.nextAt, paused: how.paused, leaseBy: null, leaseUntil: null };
  await withStore(() => prisma.replay.updateMany({ where: { id, leaseBy: by, state: "running" }, data }));
}

function fromRow(row: LightRow): Replay {
  const { id, url, captures, times, succeeded, failed, skipped, paused } = row;
  return replaySchema.parse({
    ...{ id, url, captures, times, succeeded, failed, skipped, paused },
    state: row.state,
    target: row.target?.saved ? row.targetId : null,
    total: captures * times,
    sent: succeeded + failed,
    pace: JSON.parse(row.pace),
    retry: JSON.parse(row.retry),
    nextAt: row.nextAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  });
}
