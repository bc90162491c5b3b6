import { AppError } from "#lib/errors.ts";
import type { Keep } from "#lib/model/bin.ts";
import type { Reply } from "#lib/model/reply.ts";
import { isConstraint, withStore } from "./busy.ts";
import { CLOSED } from "./closed-bins.ts";
import { database, type Prisma } from "./database.ts";
import { query } from "./dialect.ts";
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

/** As `StoredBin`, but for the reply, which may be large: of that the status alone. */
export type ListedBin = Omit<StoredBin, "reply"> & { reply: Pick<Reply, "status"> };

/** The bins a session owns, newest activity first. */
export async function listOwnedBins(sessionHash: Uint8Array<ArrayBuffer>): Promise<ListedBin[]> {
  const { prisma } = await database();
  const rows = await withStore(() =>
    prisma.bin.findMany({
      where: { owners: { some: { sessionHash } }, id: { not: { startsWith: CLOSED } } },
      orderBy: { usedAt: "desc" },
      take: 500,
      omit: { reply: true },
    }),
  );
  const statuses = await replyStatuses(rows.map(({ no }) => no));
  return rows.map((row) => ({ ...withoutReply(row), reply: { status: statuses.get(row.no) || 0 } }));
}

/** Read from the beginning of each reply's text, where `replyText` puts it. */
async function replyStatuses(nos: number[]): Promise<Map<number, number>> {
  if (nos.length === 0) return new Map();
  const { connection, dialect } = await database();
  const sql = `SELECT "no", substr("reply", 1, 16) FROM "Bin" WHERE "no" IN (${nos.map(() => "?").join(", ")})`;
  const { rows } = await withStore(() => connection.queryRaw(query(placed(sql, dialect.name), nos)));
  return new Map(rows.map(([no, text]) => [Number(no), Number(/^{"status":(\d{3})/.exec(String(text))?.[1])]));
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
    ...(reply !== undefined && { reply: replyText(reply) }),
    ...(keep !== undefined && {
      keepCaptures: keep.captures,
      keepDays: keep.days,
      keepBytes: BigInt(keep.bytes),
    }),
  };
}

/** The status first, where lists look for it. */
function replyText({ status, ...rest }: Reply): string {
  return JSON.stringify({ status, ...rest });
}

function fromRow(row: Row): StoredBin {
  return { ...withoutReply(row), reply: JSON.parse(row.reply) as Reply };
}

function withoutReply(row: Omit<Row, "reply">): Omit<StoredBin, "reply"> {
  return {
    no: row.no,
    id: row.id,
    keyHash: row.keyHash,
    title: row.title,
    keep: { captures: row.keepCaptures, days: row.keepDays, bytes: Number(row.keepBytes) },
    createdAt: row.createdAt,
    usedAt: row.usedAt,
    lastSeq: Number(row.lastSeq),
    total: Number(row.total),
    dropped: Number(row.dropped),
    droppedSince: row.droppedSince,
  };
}
