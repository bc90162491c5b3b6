import { withStore } from "./busy.ts";
import { database } from "./database.ts";
import { dropBareTargets, trimReplays } from "./outbox-retention.ts";
import { deleting } from "./reserve.ts";

/**
 * Deliveries go as captures do: after the days their bin keeps, and the oldest first when they and their attempts, headers among them,
 * hold more than the bin may.
 * What still waits stays.
 */

const DAY_MS = 86_400_000;
const STEP = 500;
/** Kept whatever the bin's own limit on captures is, so that a small ring does not hide what was just sent. */
const LEAST_KEPT = 1000;

/**
 * One pass over all bins that have deliveries; says how many went. Then of replays that have ended, and of bare URLs that nothing needs any more.
 * Null: it is not known what time it is, and nothing goes for its age.
 */
export async function trimDeliveries(now: Date | null): Promise<number> {
  const { prisma } = await database();
  const held = await withStore(() =>
    prisma.delivery.groupBy({ by: ["binNo"], _count: true, _sum: { answerBytes: true } }),
  );
  const owned = await withStore(() =>
    prisma.delivery.groupBy({ by: ["binNo"], where: { ownBody: true }, _sum: { bodyBytes: true } }),
  );
  const ownedBytes = new Map(owned.map(({ binNo, _sum }) => [binNo, _sum.bodyBytes ?? 0]));
  let gone = 0;
  for (const { binNo, _count: count, _sum: sum } of held) {
    const bin = await withStore(() => prisma.bin.findUnique({ where: { no: binNo } }));
    if (!bin) continue;
    if (now && bin.keepDays > 0) gone += await dropBefore(binNo, new Date(now.getTime() - bin.keepDays * DAY_MS));
    const tooMany = bin.keepCaptures > 0 ? count - Math.max(bin.keepCaptures, LEAST_KEPT) : 0;
    const bytes = (ownedBytes.get(binNo) ?? 0) + Number(sum.answerBytes ?? 0);
    const tooLarge = bin.keepBytes > 0 ? bytes - Number(bin.keepBytes) : 0;
    if (tooMany > 0 || tooLarge > 0) gone += await dropOldest(binNo, tooMany, tooLarge);
  }
  await trimReplays(now);
  if (now) await dropBareTargets(now);
  return gone;
}

async function dropBefore(binNo: number, limit: Date): Promise<number> {
  const { prisma } = await database();
  let gone = 0;
  for (;;) {
    const old = await withStore(() =>
      prisma.delivery.findMany({
        where: { binNo, createdAt: { lt: limit }, state: { not: "waiting" } },
        take: STEP,
        select: { id: true },
      }),
    );
    gone += await drop(old.map(({ id }) => id));
    if (old.length < STEP) return gone;
    await new Promise(setImmediate);
  }
}

/** Deletes the oldest until `tooMany` of them and `tooLarge` bytes are gone. */
async function dropOldest(binNo: number, tooMany: number, tooLarge: number): Promise<number> {
  const { prisma } = await database();
  let gone = 0;
  let freed = 0;
  while (gone < tooMany || freed < tooLarge) {
    const oldest = await withStore(() =>
      prisma.delivery.findMany({
        where: { binNo, state: { not: "waiting" } },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        take: STEP,
        select: { id: true, bodyBytes: true, answerBytes: true, ownBody: true },
      }),
    );
    const doomed: string[] = [];
    for (const { id, bodyBytes, answerBytes, ownBody } of oldest) {
      if (gone + doomed.length >= tooMany && freed >= tooLarge) break;
      doomed.push(id);
      freed += (ownBody ? bodyBytes : 0) + Number(answerBytes);
    }
    if (doomed.length === 0) break;
    gone += await drop(doomed);
    await new Promise(setImmediate);
  }
  return gone;
}

async function drop(ids: string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const { prisma } = await database();
  return (await deleting(() => prisma.delivery.deleteMany({ where: { id: { in: ids } } }))).count;
}
