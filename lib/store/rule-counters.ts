import { singleton } from "#lib/singleton.ts";
import { withStore } from "./busy.ts";
import { database } from "./database.ts";

/**
 * How far runs through sequences have come. In the database, so that a restart goes on where it was and several processes share one
 * count; only bins with a sequence ask.
 */
export type StoredCounter = { scope: string; count: number; usedAt: Date };

/** A rule remembers at most about this many scopes; those used longest ago start again. */
export const MAX_SCOPES = 10_000;
/** Scopes are counted and the oldest dropped once in so many new ones. */
const TRIM_EVERY = 500;

/** The number of this turn, from 1. One statement, so that no two turns have the same number. */
export async function takeTurn(binNo: number, ruleId: string, scope: string, now: Date = new Date()): Promise<number> {
  const { prisma } = await database();
  const { count } = await withStore(() =>
    prisma.ruleCounter.upsert({
      where: { binNo_ruleId_scope: { binNo, ruleId, scope } },
      create: { binNo, ruleId, scope, count: 1, usedAt: now },
      update: { count: { increment: 1 }, usedAt: now },
    }),
  );
  if (count === 1 && isTimeToTrim(`${binNo}/${ruleId}`)) await dropOldest(binNo, ruleId, MAX_SCOPES);
  return count;
}

/** The number the next turn will have. */
export async function nextTurn(binNo: number, ruleId: string, scope: string): Promise<number> {
  const { prisma } = await database();
  const where = { binNo_ruleId_scope: { binNo, ruleId, scope } };
  const row = await withStore(() => prisma.ruleCounter.findUnique({ where }));
  return (row?.count ?? 0) + 1;
}

/** Those used last come first. */
export async function listCounters(binNo: number, ruleId: string, limit: number): Promise<StoredCounter[]> {
  const { prisma } = await database();
  return withStore(() =>
    prisma.ruleCounter.findMany({
      where: { binNo, ruleId },
      orderBy: [{ usedAt: "desc" }, { scope: "asc" }],
      take: limit,
      select: { scope: true, count: true, usedAt: true },
    }),
  );
}

/** Starts one run again, or all of a rule's. Returns how many there were. */
export async function resetCounters(binNo: number, ruleId: string, scope: string | undefined): Promise<number> {
  const { prisma } = await database();
  const where = { binNo, ruleId, ...(scope !== undefined && { scope }) };
  return (await withStore(() => prisma.ruleCounter.deleteMany({ where }))).count;
}

export async function dropOldest(binNo: number, ruleId: string, keep: number): Promise<void> {
  const { prisma } = await database();
  await withStore(async () => {
    const [newestToGo] = await prisma.ruleCounter.findMany({
      where: { binNo, ruleId },
      orderBy: { usedAt: "desc" },
      skip: keep,
      take: 1,
      select: { usedAt: true },
    });
    if (newestToGo) {
      await prisma.ruleCounter.deleteMany({ where: { binNo, ruleId, usedAt: { lte: newestToGo.usedAt } } });
    }
  });
}

function isTimeToTrim(rule: string): boolean {
  const fresh = singleton("fresh-scopes", () => new Map<string, number>());
  const count = (fresh.get(rule) ?? 0) + 1;
  if (fresh.size > 10_000) fresh.clear();
  fresh.set(rule, count % TRIM_EVERY);
  return count === TRIM_EVERY;
}
