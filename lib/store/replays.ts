import type { Edits } from "#lib/model/delivery.ts";
import { type Pace, type Replay, replaySchema } from "#lib/model/replay.ts";
import type { RetrySchedule } from "#lib/model/retry-schedule.ts";
import { withStore } from "./busy.ts";
import { database, type Prisma } from "./database.ts";
import { lockBin, lockRow, transact } from "./transact.ts";

/** Replays: a list of captures and how far it has come. How one is worked on is in `replay-steps.ts`. */

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

/** What a replay that has ended needs no more; its edits may hold a body. */
export const ENDED = { seqs: "[]", edits: null };

type Row = NonNullable<Awaited<ReturnType<Prisma["replay"]["findUnique"]>>>;
type LightRow = Omit<Row, "seqs" | "edits"> & { target: { saved: boolean } | null };

const LIGHT = { omit: { seqs: true, edits: true }, include: { target: { select: { saved: true } } } } as const;

/** `check` throws when as many are under way in the bin as may be; nobody begins one meanwhile. */
export async function createReplay(
  { seqs, pace, retry, edits, ...rest }: NewStoredReplay,
  check: (running: number) => void,
  now = new Date(),
): Promise<Replay> {
  const data = {
    ...{ ...rest, state: "running", captures: seqs.length, createdAt: now },
    pace: JSON.stringify(pace),
    retry: JSON.stringify(retry),
    edits: edits && JSON.stringify(edits),
    seqs: JSON.stringify(seqs),
  };
  const row = await transact(async (tx) => {
    await lockBin(tx, rest.binNo);
    check(await tx.replay.count({ where: { binNo: rest.binNo, state: "running" } }));
    return tx.replay.create({ data, ...LIGHT });
  });
  return fromRow(row);
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
      data: {
        ...ENDED,
        state: "cancelled",
        endedAt: now,
        nextAt: null,
        paused: false,
        leaseBy: null,
        leaseUntil: null,
      },
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
