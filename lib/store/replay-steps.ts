import type { Pairs } from "#lib/http/pairs.ts";
import { type CaptureKind, captureKindSchema } from "#lib/model/capture.ts";
import { type Edits, editsSchema } from "#lib/model/delivery.ts";
import { type Pace, paceSchema } from "#lib/model/replay.ts";
import { type RetrySchedule, retryScheduleSchema } from "#lib/model/retry-schedule.ts";
import { withStore } from "./busy.ts";
import { database } from "./database.ts";
import { type Arg, query } from "./dialect.ts";
import { type Claimed, type Gate, inFlight, type Lease } from "./outbox.ts";
import { ENDED } from "./replays.ts";
import { lockTarget, saveLane } from "./targets.ts";
import { lockRow, placed, run, timeOf, transact, transactByHand } from "./transact.ts";
import { roomOfBin, type WaitingLimits, waitingOf } from "./waiting.ts";

/** Working on a replay, under a lease: one process at a time, one send after the other. */

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

/** Running replays that nobody works on and whose time has come, the longest due first; those of processes that are gone among them. */
export async function idleReplays(now: Date, isGone: (by: string) => boolean): Promise<string[]> {
  const { prisma } = await database();
  const rows = await withStore(() =>
    prisma.replay.findMany({
      where: { state: "running", OR: [{ nextAt: null }, { nextAt: { lte: now } }] },
      orderBy: { nextAt: { sort: "asc", nulls: "first" } },
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

/** What of a capture a replay looks at; `receivedAt` in milliseconds since 1970. */
export type Replayed = {
  seq: number;
  kind: CaptureKind;
  method: string;
  headers: Pairs;
  body: Uint8Array<ArrayBuffer>;
  receivedAt: number;
};

/** Null when there is no such capture (any more). */
export async function readReplayed(binNo: number, seq: number): Promise<Replayed | null> {
  const { connection, dialect } = await database();
  const sql = `SELECT "kind", "method", "headers", "receivedAt", "body" FROM "Capture" WHERE "binNo" = ? AND "seq" = ?`;
  const found = await withStore(() => connection.queryRaw(query(placed(sql, dialect.name), [binNo, seq])));
  const [kind, method, headers, receivedAt, body] = found.rows[0] ?? [];
  if (kind === undefined) return null;
  return {
    ...{ seq, method: String(method), kind: captureKindSchema.parse(kind) },
    headers: JSON.parse(String(headers)) as Pairs,
    receivedAt: timeOf(receivedAt) ?? 0,
    body: new Uint8Array(body as Uint8Array),
  };
}

/** Begins the next send: moves the replay on and claims its delivery, in one transaction. */
export async function beginSend(
  replay: ClaimedReplay,
  outgoing: {
    id: string;
    captureSeq: number;
    method: string;
    headers: [string, string][];
    hops: number;
    body: Uint8Array<ArrayBuffer>;
  },
  lease: Lease,
  gate: Gate,
  now: Date,
): Promise<Step> {
  const { captureSeq, id, method, headers, hops, body } = outgoing;
  return transactByHand(async (tx, dialect) => {
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
    const fields = JSON.stringify(headers);
    const columns: Record<string, Arg> = {
      ...{ id, binNo: replay.binNo, captureSeq, via: "replay", url: target.url, method, hops, ownBody },
      ...{ state: "waiting", targetId: target.id, replayId: replay.id, retry: JSON.stringify(replay.retry) },
      ...{ leaseBy: lease.by, leaseUntil: lease.until, startedAt: now, attemptCount: 1, createdAt: now },
      ...{ bodyBytes: body.length, headers: fields, answerBytes: Buffer.byteLength(fields) },
      body: ownBody ? body : new Uint8Array(0),
    };
    const names = Object.keys(columns).map((name) => `"${name}"`);
    const marks = names.map(() => "?").join(", ");
    await run(tx, dialect, `INSERT INTO "Delivery" (${names.join(", ")}) VALUES (${marks})`, ...Object.values(columns));
    const claimed: Claimed = {
      ...{
        id,
        binNo: replay.binNo,
        binId: replay.binId,
        captureSeq,
        via: "replay",
        method,
        suffix: null,
      },
      ...{ headers, hops, body, ownBody, attempt: 1, base: 0, retry: replay.retry, startedAt: now },
      ...{ forwardId: null, replayId: replay.id, target },
    };
    return { kind: "send", claimed };
  });
}

/** Whether there is room for one more that fails and is tried again. Goes over all that waits in the bin: not for each send. */
export async function hasRoom(replay: ClaimedReplay, limits: WaitingLimits): Promise<boolean> {
  if (replay.retry.kind === "none") return true;
  const { prisma, dialect } = await database();
  return withStore(async () => {
    const bin = await prisma.bin.findUnique({ where: { no: replay.binNo }, select: { keepBytes: true } });
    const waiting = await waitingOf(prisma, dialect.name, replay.binNo);
    const { count, bytes } = roomOfBin(waiting, { ...limits, keepBytes: Number(bin?.keepBytes ?? 0) });
    return count > 0 && bytes > 0;
  });
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
      ? { ...ENDED, state: "done", endedAt: how.now, leaseBy: null, leaseUntil: null }
      : { nextAt: how.nextAt, paused: how.paused, leaseBy: null, leaseUntil: null };
  await withStore(() => prisma.replay.updateMany({ where: { id, leaseBy: by, state: "running" }, data }));
}
