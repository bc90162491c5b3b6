import { AppError } from "#lib/errors.ts";
import type { Rule } from "#lib/model/rule.ts";
import { withStore } from "./busy.ts";
import { database } from "./database.ts";

/** The rules of a bin: one row with the whole ordered list, so that a list is always read and saved as one. */
export type StoredRules = { version: number; rules: Rule[] };

/** Version 0 and an empty list for a bin that never had any. */
export async function findRules(binNo: number): Promise<StoredRules> {
  const { prisma } = await database();
  const row = await withStore(() => prisma.ruleSet.findUnique({ where: { binNo } }));
  return row ? { version: row.version, rules: JSON.parse(row.rules) as Rule[] } : { version: 0, rules: [] };
}

/**
 * Replaces the list and forgets the counters of rules that are gone. Throws `conflict` when `expected` is given and another list was
 * saved meanwhile.
 */
export async function saveRules(
  binNo: number,
  rules: Rule[],
  expected: number | undefined,
  now: Date = new Date(),
): Promise<StoredRules> {
  const { prisma } = await database();
  return withStore(() =>
    prisma.$transaction(async (tx) => {
      const row = { rules: JSON.stringify(rules), changedAt: now };
      // Written first and looked at after: the row's lock then gives two who save at once an order.
      const saved = await tx.ruleSet.upsert({
        where: { binNo },
        create: { binNo, version: 1, ...row },
        update: { version: { increment: 1 }, ...row },
      });
      if (expected !== undefined && saved.version !== expected + 1) {
        throw new AppError("conflict", "The rules were changed meanwhile; look at them again before saving");
      }
      await tx.ruleCounter.deleteMany({ where: { binNo, ruleId: { notIn: rules.map(({ id }) => id) } } });
      return { version: saved.version, rules };
    }),
  );
}

/** For each rule that answered captures which are still kept: how many, and the newest. */
export async function ruleHistory(binNo: number): Promise<Map<string, { matched: number; lastSeq: number }>> {
  const { prisma } = await database();
  const groups = await withStore(() =>
    prisma.capture.groupBy({
      by: ["ruleId"],
      where: { binNo, ruleId: { not: null } },
      _count: { seq: true },
      _max: { seq: true },
    }),
  );
  return new Map(
    groups.map(({ ruleId, _count, _max }) => [ruleId ?? "", { matched: _count.seq, lastSeq: Number(_max.seq ?? 0) }]),
  );
}
