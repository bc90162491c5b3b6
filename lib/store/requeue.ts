import { withStore } from "./busy.ts";
import { database } from "./database.ts";

/** Dead letters (and one that failed when sent by hand) to be sent again from the beginning of their schedule. */
export async function requeue(
  binNo: number,
  which: { id?: string; target?: string | undefined; forward?: string | undefined; replay?: string | undefined },
  targetFor: (url: string) => Promise<string>,
  now: Date = new Date(),
): Promise<{ ids: string[]; count: number; targets: string[] }> {
  const { prisma } = await database();
  const where = {
    binNo,
    ...(which.id === undefined ? { state: "dead" } : { id: which.id, state: { in: ["dead", "failed"] } }),
    ...(which.target !== undefined && { targetId: which.target }),
    ...(which.forward !== undefined && { forwardId: which.forward }),
    ...(which.replay !== undefined && { replayId: which.replay }),
  };
  // Those whose target was deleted, or that never had one, go to their URL.
  const homeless = await withStore(() =>
    prisma.delivery.findMany({ where: { ...where, targetId: null }, distinct: ["url"], select: { url: true } }),
  );
  for (const { url } of homeless) {
    const data = { targetId: await targetFor(url), suffix: null };
    await withStore(() => prisma.delivery.updateMany({ where: { ...where, targetId: null, url }, data }));
  }
  const rows = await withStore(() => prisma.delivery.findMany({ where, select: { id: true, targetId: true } }));
  let count = 0;
  for (let at = 0; at < rows.length; at += REQUEUE_STEP) {
    const ids = rows.slice(at, at + REQUEUE_STEP).map(({ id }) => id);
    const data = { state: "waiting", reason: null, nextAt: now };
    count += (await withStore(() => prisma.delivery.updateMany({ where: { ...where, id: { in: ids } }, data }))).count;
  }
  const targets = [...new Set(rows.flatMap(({ targetId }) => targetId ?? []))];
  return { ids: rows.map(({ id }) => id), count, targets };
}

const REQUEUE_STEP = 500;
