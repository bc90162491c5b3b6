import { withStore } from "./busy.ts";
import { database } from "./database.ts";

/**
 * How far runs through sequences have come. In the database, so that a restart goes on where it was and several processes share one
 * count; only bins with a sequence ask.
 */
export type StoredCounter = { scope: string; count: number; usedAt: Date };

/** The number the next turn will have. */
export async function nextTurn(binNo: number, ruleId: string, scope: string): Promise<number> {
  const { prisma } = await database();
  const where = { binNo_ruleId_scope: { binNo, ruleId, scope } };
  const row = await withStore(() => prisma.ruleCounter.findUnique({ where }));
  return Number(row?.count ?? 0) + 1;
}

/** Those used last come first. */
export async function listCounters(binNo: number, ruleId: string, limit: number): Promise<StoredCounter[]> {
  const { prisma } = await database();
  const rows = await withStore(() =>
    prisma.ruleCounter.findMany({
      where: { binNo, ruleId },
      orderBy: [{ usedAt: "desc" }, { scope: "asc" }],
      take: limit,
      select: { scope: true, count: true, usedAt: true },
    }),
  );
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** Starts one run again, or all of a rule's. Returns how many there were. */
export async function resetCounters(binNo: number, ruleId: string, scope: string | undefined): Promise<number> {
  const { prisma } = await database();
  const where = { binNo, ruleId, ...(scope !== undefined && { scope }) };
  return (await withStore(() => prisma.ruleCounter.deleteMany({ where }))).count;
}

/** Keeps the `keep` scopes of a rule that were used last. */
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
