import { AppError } from "#lib/errors.ts";
import type { Keep } from "#lib/model/bin.ts";
import type { Reply } from "#lib/model/reply.ts";
import { isConstraint, withStore } from "./busy.ts";
import { database, type Prisma } from "./database.ts";
import { query } from "./dialect.ts";
import { deleting } from "./reserve.ts";
import { placed } from "./transact.ts";

/** A bin as it is stored: `no` is its number inside the database and never leaves the server. */
export type StoredBin = {
  no: number;
  id: string;
  keyHash: Uint8Array;
  title: string;
  reply: Reply;
  keep: Keep;
  createdAt: Date;
  usedAt: Date;
  lastSeq: number;
  total: number;
  dropped: number;
  droppedSince: Date | null;
};

export type BinSettings = { title?: string | undefined; reply?: Reply | undefined; keep?: Keep | undefined };

type Row = NonNullable<Awaited<ReturnType<Prisma["bin"]["findUnique"]>>>;

/** Throws `name_taken` when another bin has this id. */
export async function createBin(
  bin: { id: string; keyHash: Uint8Array<ArrayBuffer>; title: string; reply: Reply; keep: Keep },
  now: Date = new Date(),
): Promise<StoredBin> {
  const { prisma } = await database();
  const { id, keyHash, ...settings } = bin;
  try {
    const data = { id, keyHash, createdAt: now, usedAt: now, ...columns(settings) };
    return fromRow(await withStore(() => prisma.bin.create({ data })));
  } catch (error) {
    if (isConstraint(error)) throw new AppError("name_taken", "Another bin has this name; choose a different one");
    throw error;
  }
}

export async function findBin(id: string): Promise<StoredBin | null> {
  const { prisma } = await database();
  const row = await withStore(() => prisma.bin.findUnique({ where: { id } }));
  return row && fromRow(row);
}

/** Whether there is such a bin: asked beside the client, at a tenth of its cost, since anybody may make up addresses by the thousand. */
export async function binExists(id: string): Promise<boolean> {
  const { connection, dialect } = await database();
  const sql = placed(`SELECT 1 FROM "Bin" WHERE "id" = ?`, dialect.name);
  const { rows } = await withStore(() => connection.queryRaw(query(sql, [id])));
  return rows.length > 0;
}

/** Null when the bin is gone. */
export async function changeBin(no: number, settings: BinSettings): Promise<StoredBin | null> {
  const { prisma } = await database();
  return withStore(async () => {
    const { count } = await prisma.bin.updateMany({ where: { no }, data: columns(settings) });
    if (count === 0) return null;
    const row = await prisma.bin.findUnique({ where: { no } });
    return row && fromRow(row);
  });
}

/** How many captures one step deletes, so that a large bin never holds the database for long. */
const STEP = 2000;

/** Deletes the bin with all that hangs on it. The address stops answering first, its captures go in steps. */
export async function deleteBin(no: number): Promise<void> {
  const { prisma } = await database();
  await deleting(() => prisma.bin.updateMany({ where: { no }, data: { id: `deleted-${no}` } }));
  while ((await removeOldest(no, STEP)) > 0) await new Promise(setImmediate);
  await deleting(() => prisma.bin.deleteMany({ where: { no } }));
}

async function removeOldest(no: number, count: number): Promise<number> {
  const { prisma } = await database();
  return deleting(async () => {
    const oldest = await prisma.capture.findMany({
      where: { binNo: no },
      orderBy: { seq: "asc" },
      select: { seq: true },
      take: count,
    });
    const last = oldest.at(-1);
    if (!last) return 0;
    return (await prisma.capture.deleteMany({ where: { binNo: no, seq: { lte: last.seq } } })).count;
  });
}

/** The bins a session owns, newest activity first. */
export async function listOwnedBins(sessionHash: Uint8Array<ArrayBuffer>): Promise<StoredBin[]> {
  const { prisma } = await database();
  const rows = await withStore(() =>
    prisma.bin.findMany({ where: { owners: { some: { sessionHash } } }, orderBy: { usedAt: "desc" }, take: 500 }),
  );
  return rows.map(fromRow);
}

function columns(settings: BinSettings & { title: string; reply: Reply; keep: Keep }): {
  title: string;
  reply: string;
  keepCaptures: number;
  keepDays: number;
  keepBytes: bigint;
};
function columns(settings: BinSettings): object;
function columns({ title, reply, keep }: BinSettings): object {
  return {
    ...(title !== undefined && { title }),
    ...(reply !== undefined && { reply: JSON.stringify(reply) }),
    ...(keep !== undefined && {
      keepCaptures: keep.captures,
      keepDays: keep.days,
      keepBytes: BigInt(keep.bytes),
    }),
  };
}

function fromRow(row: Row): StoredBin {
  return {
    no: row.no,
    id: row.id,
    keyHash: row.keyHash,
    title: row.title,
    reply: JSON.parse(row.reply) as Reply,
    keep: { captures: row.keepCaptures, days: row.keepDays, bytes: Number(row.keepBytes) },
    createdAt: row.createdAt,
    usedAt: row.usedAt,
    lastSeq: Number(row.lastSeq),
    total: Number(row.total),
    dropped: Number(row.dropped),
    droppedSince: row.droppedSince,
  };
}
