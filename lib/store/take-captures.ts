import type { Pairs } from "#lib/http/pairs.ts";
import type { CaptureKind } from "#lib/model/capture.ts";
import { withStore } from "./busy.ts";
import { database, type Prisma } from "./database.ts";
import { forwardFromRow, type StoredForward } from "./forwards.ts";
import { type StoredTarget, targetFromRow } from "./targets.ts";
import { type Tx, transact } from "./transact.ts";
import { roomFor, type WaitingLimits, waitingOf } from "./waiting.ts";

/**
 * How new captures become deliveries: a forward's cursor is moved in the transaction that inserts what lies behind it. So each capture is
 * taken exactly once, after a crash too, and the hot insert knows nothing of it (docs/decisions/0005-forwards-follow-seq.md).
 */

/** A capture as a forward looks at it. `body` reads the bytes, for conditions that ask for them. */
export type Candidate = {
  seq: number;
  id: string;
  kind: CaptureKind;
  method: string;
  target: string;
  headers: Pairs;
  remoteIp: string;
  bodyBytes: number;
  body: () => Promise<Uint8Array<ArrayBuffer>>;
};

/** What a forward makes of a capture. */
export type Forwarded = { suffix: string | null; url: string; method: string; headers: Pairs; hops: number };

export type TakeLimits = WaitingLimits & {
  /** Captures, and their bytes, that one step takes. */
  step: number;
  stepBytes: number;
};

export type Taken = {
  binId: string;
  binNo: number;
  targetId: string;
  deliveries: { id: string; seq: number }[];
  /** Captures it does not send. */
  leftOut: number[];
  /** There are others, and room for them. */
  more: boolean;
  /** As much waits for the target as may: nothing was looked at. */
  isFull: boolean;
};

export type Make = (
  bin: string,
  forward: StoredForward,
  target: StoredTarget,
  capture: Candidate,
) => Promise<Forwarded | null>;

/**
 * Takes the next captures of a forward. Null when another process took them first: the cursor is moved only from where it was read. What to
 * make of them is decided before the transaction, and the bytes go from row to row inside the database, so that it is short.
 */
export async function takeNew(
  forwardId: string,
  limits: TakeLimits,
  make: Make,
  newId: () => string,
  now: Date = new Date(),
): Promise<Taken | null> {
  const found = await readBehind(forwardId);
  if (!found) return null;
  const { row, lastSeq } = found;
  const { binNo, targetId } = row;
  const nothing: Taken = {
    ...{ binId: row.bin.id, binNo, targetId },
    deliveries: [],
    leftOut: [],
    more: false,
    isFull: false,
  };
  const room = await roomOf(row, limits);
  if (room.count <= 0 || room.bytes <= 0) return { ...nothing, isFull: true };
  const captures = await nextCaptures(row.binNo, Number(row.cursor), Math.min(limits.step, room.count));
  const forward = forwardFromRow(row);
  const target = targetFromRow(row.target);
  const made: (Forwarded & { id: string; seq: number })[] = [];
  const leftOut: number[] = [];
  let cursor = forward.cursor;
  let bytes = Math.min(room.bytes, limits.stepBytes);
  const missed = captures[0] ? Number(captures[0].seq) - cursor - 1 : lastSeq - cursor;
  if (captures.length === 0) cursor = lastSeq;
  for (const capture of captures) {
    if (bytes <= 0) break;
    const seq = Number(capture.seq);
    const one = await make(row.bin.id, forward, target, candidate(capture));
    cursor = seq;
    if (one) {
      made.push({ ...one, id: newId(), seq });
      bytes -= capture.bodyBytes + capture.headers.length;
    } else leftOut.push(seq);
  }
  const taken = await transact(
    async (tx) => {
      const { count } = await tx.forward.updateMany({
        where: { id: forwardId, cursor: forward.cursor, enabled: true },
        data: { cursor, missed: { increment: missed } },
      });
      if (count === 0) return null;
      const deliveries: { id: string; seq: number }[] = [];
      for (const one of made)
        if (await insert(tx, { ...one, forward, now })) deliveries.push({ id: one.id, seq: one.seq });
      return deliveries;
    },
    { relaxed: true },
  );
  return taken && { ...nothing, deliveries: taken, leftOut, more: lastSeq > cursor };
}

/** Null when it is switched off, gone, or not behind its bin. */
async function readBehind(id: string) {
  const { prisma } = await database();
  const row = await withStore(() =>
    prisma.forward.findUnique({
      where: { id },
      include: { target: true, bin: { select: { id: true, lastSeq: true, keepBytes: true } } },
    }),
  );
  if (!row?.enabled || row.bin.lastSeq <= row.cursor) return null;
  return { row, lastSeq: Number(row.bin.lastSeq) };
}

type Behind = NonNullable<Awaited<ReturnType<typeof readBehind>>>;

async function roomOf({ targetId, binNo, bin }: Behind["row"], limits: TakeLimits) {
  const { prisma, dialect } = await database();
  return withStore(async () => {
    const targets = await prisma.forward.groupBy({ by: ["targetId"], where: { binNo, enabled: true } });
    const waiting = await waitingOf(prisma, dialect.name, binNo);
    return roomFor(waiting, targetId, { ...limits, keepBytes: Number(bin.keepBytes), targets: targets.length });
  });
}

async function nextCaptures(binNo: number, after: number, limit: number) {
  const { prisma } = await database();
  return withStore(() =>
    prisma.capture.findMany({
      where: { binNo, seq: { gt: after } },
      orderBy: { seq: "asc" },
      take: limit,
      select: CANDIDATE,
    }),
  );
}

const CANDIDATE = {
  binNo: true,
  seq: true,
  id: true,
  kind: true,
  method: true,
  target: true,
  headers: true,
  remoteIp: true,
  bodyBytes: true,
} as const;

function candidate(
  row: Pick<NonNullable<Awaited<ReturnType<Prisma["capture"]["findFirst"]>>>, keyof typeof CANDIDATE>,
): Candidate {
  const { binNo, seq } = row;
  return {
    ...row,
    seq: Number(seq),
    kind: row.kind as CaptureKind,
    headers: JSON.parse(row.headers) as Pairs,
    body: async () => {
      const { prisma } = await database();
      const found = await withStore(() =>
        prisma.capture.findUnique({ where: { binNo_seq: { binNo, seq } }, select: { body: true } }),
      );
      return found?.body ?? new Uint8Array(0);
    },
  };
}

/** False when this forward has this capture already. The casts tell PostgreSQL what its parameters are; SQLite reads them as they are. */
async function insert(
  tx: Tx,
  {
    id,
    forward,
    seq,
    now,
    url,
    suffix,
    method,
    headers,
    hops,
  }: Forwarded & { id: string; forward: StoredForward; seq: number; now: Date },
): Promise<boolean> {
  const fields = JSON.stringify(headers);
  const count = await tx.$executeRaw`INSERT INTO "Delivery"
      ("id", "binNo", "captureSeq", "via", "url", "method", "state", "targetId", "forwardId", "suffix", "retry", "nextAt",
       "hops", "createdAt", "bodyBytes", "answerBytes", "ownBody", "headers", "body")
    SELECT CAST(${id} AS TEXT), c."binNo", c."seq", 'forward', CAST(${url} AS TEXT), CAST(${method} AS TEXT), 'waiting',
      CAST(${forward.targetId} AS TEXT), CAST(${forward.id} AS TEXT), CAST(${suffix} AS TEXT),
      CAST(${JSON.stringify(forward.retry)} AS TEXT), CAST(${now} AS TIMESTAMP), CAST(${hops} AS INTEGER),
      CAST(${now} AS TIMESTAMP), c."bodyBytes", CAST(${Buffer.byteLength(fields)} AS INTEGER), true, CAST(${fields} AS TEXT), c."body"
    FROM "Capture" c WHERE c."binNo" = ${forward.binNo} AND c."seq" = ${seq}
    ON CONFLICT DO NOTHING`;
  return count > 0;
}
