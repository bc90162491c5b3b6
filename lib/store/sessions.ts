import { withStore } from "./busy.ts";
import { database } from "./database.ts";

/** Browser sessions and the bins they own. Tokens are known here by their SHA-256 only. */

type Hash = Uint8Array<ArrayBuffer>;

export type OwnerPair = { sessionHash: Hash; binNo: number };

const TOUCH_EVERY_MS = 3_600_000;

export async function createSession(hash: Hash, now: Date = new Date()): Promise<void> {
  const { prisma } = await database();
  await withStore(() => prisma.session.create({ data: { hash, createdAt: now, usedAt: now } }));
}

/** True when the session exists; notes its use, at most once an hour. */
export async function touchSession(hash: Hash, now: Date = new Date()): Promise<boolean> {
  const { prisma } = await database();
  const session = await withStore(() => prisma.session.findUnique({ where: { hash } }));
  if (!session) return false;
  if (now.getTime() - session.usedAt.getTime() > TOUCH_EVERY_MS) {
    await withStore(() => prisma.session.updateMany({ where: { hash }, data: { usedAt: now } }));
  }
  return true;
}

export async function isOwner(sessionHash: Hash, binNo: number): Promise<boolean> {
  const { prisma } = await database();
  const owner = await withStore(() =>
    prisma.owner.findUnique({ where: { sessionHash_binNo: { sessionHash, binNo } } }),
  );
  return owner !== null;
}

/** Those of these pairs that stand: the session is there and owns the bin. Asks once, so hand it some hundreds at most. */
export async function ownersAmong(pairs: readonly OwnerPair[]): Promise<OwnerPair[]> {
  if (pairs.length === 0) return [];
  const { prisma } = await database();
  const select = { sessionHash: true, binNo: true };
  return withStore(() => prisma.owner.findMany({ where: { OR: [...pairs] }, select }));
}

export async function addOwner(sessionHash: Hash, binNo: number, now: Date = new Date()): Promise<void> {
  const { prisma } = await database();
  await withStore(() =>
    prisma.owner.upsert({
      where: { sessionHash_binNo: { sessionHash, binNo } },
      create: { sessionHash, binNo, createdAt: now },
      update: {},
    }),
  );
}
