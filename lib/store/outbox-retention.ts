import { withStore } from "./busy.ts";
import { database } from "./database.ts";
import { deleting } from "./reserve.ts";

/** What deliveries leave behind: bare URLs that nothing refers to any more, and replays that have ended. In small steps. */

const DAY_MS = 86_400_000;
const STEP = 500;
/** Whoever was given a bare URL's target has long made something of it. */
const BARE_MS = 600_000;
/** Of a bin, as many as its list shows. */
const KEPT_REPLAYS = 100;

/** Says how many went. One that is asked for again counts as new. */
export async function dropBareTargets(now: Date): Promise<number> {
  const { prisma } = await database();
  const before = new Date(now.getTime() - BARE_MS);
  let gone = 0;
  for (;;) {
    const count = await deleting(
      () => prisma.$executeRaw`DELETE FROM "Target" WHERE "id" IN (
        SELECT t."id" FROM "Target" t WHERE NOT t."saved" AND t."createdAt" < ${before}
          AND NOT EXISTS (SELECT 1 FROM "Delivery" d WHERE d."targetId" = t."id")
          AND NOT EXISTS (SELECT 1 FROM "Replay" r WHERE r."targetId" = t."id")
          AND NOT EXISTS (SELECT 1 FROM "Forward" f WHERE f."targetId" = t."id")
        LIMIT ${STEP})`,
    );
    gone += count;
    if (count < STEP) return gone;
    await new Promise(setImmediate);
  }
}

/** Replays that have ended go after their bin's days, and the oldest first when they are many. Null: not for their age. */
export async function trimReplays(now: Date | null): Promise<void> {
  const { prisma } = await database();
  const ended = { state: { not: "running" } };
  const held = await withStore(() => prisma.replay.groupBy({ by: ["binNo"], where: ended, _count: true }));
  for (const { binNo, _count: count } of held) {
    const where = { binNo, ...ended };
    const bin = await withStore(() => prisma.bin.findUnique({ where: { no: binNo }, select: { keepDays: true } }));
    if (now && bin && bin.keepDays > 0) {
      const createdAt = { lt: new Date(now.getTime() - bin.keepDays * DAY_MS) };
      await deleting(() => prisma.replay.deleteMany({ where: { ...where, createdAt } }));
    }
    for (let tooMany = count - KEPT_REPLAYS; tooMany > 0; tooMany -= STEP) {
      const oldest = await withStore(() =>
        prisma.replay.findMany({
          where,
          orderBy: [{ createdAt: "desc" }, { id: "desc" }],
          skip: KEPT_REPLAYS,
          take: STEP,
          select: { id: true },
        }),
      );
      await deleting(() => prisma.replay.deleteMany({ where: { id: { in: oldest.map(({ id }) => id) } } }));
      await new Promise(setImmediate);
    }
  }
}
