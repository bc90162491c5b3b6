import { AppError } from "#lib/errors.ts";
import { withStore } from "./busy.ts";
import { database, type Prisma } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { ENDED } from "./replays.ts";
import { type Hand, lockBin, lockRow, rows, run, timeOf, transact } from "./transact.ts";

/** Targets of a bin. A secret header's value is in here and nowhere else. */

export type StoredHeader = { name: string; value: string; secret: boolean };

/** How a target is getting on: what decides whether the next delivery may go. Times are milliseconds since 1970. */
export type Lane = {
  concurrency: number;
  ratePerSecond: number | null;
  rateAt: number | null;
  failures: number;
  openUntil: number | null;
};

export type StoredTarget = {
  id: string;
  binNo: number;
  name: string;
  url: string;
  headers: StoredHeader[];
  /** False for one that stands for a bare URL. */
  saved: boolean;
  createdAt: Date;
  lane: Lane;
};

export type TargetSettings = {
  name?: string | undefined;
  url?: string | undefined;
  headers?: StoredHeader[] | undefined;
  concurrency?: number | undefined;
  ratePerSecond?: number | null | undefined;
};

export type TargetRow = NonNullable<Awaited<ReturnType<Prisma["target"]["findUnique"]>>>;

/** `check` throws when the bin has as many as it may; nobody adds one meanwhile. */
export async function createTarget(
  target: Required<TargetSettings> & { id: string; binNo: number },
  check: (saved: number) => void,
  now: Date = new Date(),
): Promise<StoredTarget> {
  const { id, binNo } = target;
  const row = await transact(async (tx) => {
    await lockBin(tx, binNo);
    check(await tx.target.count({ where: { binNo, saved: true } }));
    return tx.target.create({ data: { ...settingsColumns(target), id, binNo, saved: true, createdAt: now } });
  });
  return targetFromRow(row);
}

/** Saved ones, in the order they were made. */
export async function listTargets(binNo: number): Promise<StoredTarget[]> {
  const { prisma } = await database();
  const rows = await withStore(() =>
    prisma.target.findMany({ where: { binNo, saved: true }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] }),
  );
  return rows.map(targetFromRow);
}

export async function findTarget(binNo: number, id: string): Promise<StoredTarget | null> {
  const { prisma } = await database();
  const row = await withStore(() => prisma.target.findFirst({ where: { id, binNo, saved: true } }));
  return row && targetFromRow(row);
}

/** Changes it to what `change` makes of it as it is; nobody else changes it meanwhile. Null when it is gone. */
export async function changeTarget(
  id: string,
  change: (before: StoredTarget) => TargetSettings,
): Promise<{ before: StoredTarget; after: StoredTarget } | null> {
  return transact(async (tx, dialect) => {
    const before = await lockTarget(tx, dialect, id, { wait: true });
    if (!before) return null;
    const after = await tx.target.update({ where: { id }, data: settingsColumns(change(before)) });
    return { before, after: targetFromRow(after) };
  });
}

/** Lets what waits go now. */
export async function closeCircuit(id: string): Promise<void> {
  const { prisma } = await database();
  await withStore(() => prisma.target.updateMany({ where: { id }, data: { failures: 0, openUntil: null } }));
  const paused = { targetId: id, state: "running", leaseBy: null, paused: true };
  await withStore(() => prisma.replay.updateMany({ where: paused, data: { nextAt: null, paused: false } }));
}

/** Takes a target away; what waits for it is given up. Throws `conflict` when forwards use it. */
export async function deleteTarget(id: string): Promise<void> {
  await transact(async (tx, dialect) => {
    if (!(await lockRow(tx, dialect, "target", id, { wait: true }))) return;
    if ((await tx.forward.count({ where: { targetId: id } })) > 0) {
      throw new AppError(
        "conflict",
        "A forward sends to this target; delete the forward or give it another target first",
      );
    }
    await tx.replay.updateMany({
      where: { targetId: id, state: "running" },
      data: { ...ENDED, state: "cancelled", endedAt: new Date(), leaseBy: null, leaseUntil: null, nextAt: null },
    });
    await tx.delivery.updateMany({
      where: { targetId: id, state: "waiting" },
      data: { state: "dead", reason: "cancelled", nextAt: null, leaseBy: null, leaseUntil: null },
    });
    await tx.target.delete({ where: { id } });
  });
}

/** The target that stands for a bare URL of this bin, made when there is none. It stays for some minutes without anything that goes to it. */
export async function targetForUrl(binNo: number, url: string, newId: () => string, now = new Date()): Promise<string> {
  const { prisma } = await database();
  const found = await withStore(() =>
    prisma.target.findFirst({ where: { binNo, url, saved: false }, select: { id: true } }),
  );
  if (found) {
    const { count } = await withStore(() =>
      prisma.target.updateMany({ where: { id: found.id }, data: { createdAt: now } }),
    );
    if (count > 0) return found.id;
  }
  const data = {
    ...settingsColumns({ name: "", url, headers: [], concurrency: 5, ratePerSecond: null }),
    ...{ id: newId(), binNo, saved: false, createdAt: now },
  };
  return (await withStore(() => prisma.target.create({ data, select: { id: true } }))).id;
}

/** For live events; those of other bins and those that are gone are left out. */
export async function findTargets(binId: string, ids: string[]): Promise<StoredTarget[]> {
  if (ids.length === 0) return [];
  const { prisma } = await database();
  const where = { id: { in: ids }, saved: true, bin: { id: binId } };
  return (await withStore(() => prisma.target.findMany({ where }))).map(targetFromRow);
}

function settingsColumns(settings: Required<TargetSettings>): {
  name: string;
  url: string;
  headers: string;
  concurrency: number;
  ratePerSecond: number | null;
};
function settingsColumns(settings: TargetSettings): object;
function settingsColumns({ name, url, headers, concurrency, ratePerSecond }: TargetSettings): object {
  return {
    ...(name !== undefined && { name }),
    ...(url !== undefined && { url }),
    ...(headers !== undefined && { headers: JSON.stringify(headers) }),
    ...(concurrency !== undefined && { concurrency }),
    ...(ratePerSecond !== undefined && { ratePerSecond }),
  };
}

export function targetFromRow(row: TargetRow): StoredTarget {
  const { id, binNo, name, url, saved, createdAt, concurrency, ratePerSecond, failures } = row;
  return {
    ...{ id, binNo, name, url, saved, createdAt },
    headers: JSON.parse(row.headers) as StoredHeader[],
    lane: {
      concurrency,
      ratePerSecond,
      failures,
      rateAt: row.rateAt?.getTime() ?? null,
      openUntil: row.openUntil?.getTime() ?? null,
    },
  };
}

type RawTarget = Record<"id" | "name" | "url" | "headers", string> & {
  binNo: unknown;
  saved: unknown;
  createdAt: unknown;
  concurrency: unknown;
  ratePerSecond: number | null;
  rateAt: unknown;
  failures: unknown;
  openUntil: unknown;
};

const COLUMNS = `"id", "name", "url", "headers", "binNo", "saved", "createdAt", "concurrency", "ratePerSecond", "rateAt", "failures", "openUntil"`;

/** Takes a target's row for this transaction and reads it. Null when it is gone, or taken and `wait` is false. */
export async function lockTarget(
  tx: Hand,
  dialect: Dialect["name"],
  id: string,
  options: { wait: boolean },
): Promise<StoredTarget | null> {
  if (!(await lockRow(tx, dialect, "target", id, options))) return null;
  const [row] = await rows<RawTarget>(tx, dialect, `SELECT ${COLUMNS} FROM "Target" WHERE "id" = ?`, id);
  if (!row) return null;
  const { name, url, ratePerSecond } = row;
  return {
    ...{ id, name, url, binNo: Number(row.binNo), saved: Boolean(row.saved) },
    headers: JSON.parse(row.headers) as StoredHeader[],
    createdAt: new Date(timeOf(row.createdAt) ?? 0),
    lane: {
      ratePerSecond,
      concurrency: Number(row.concurrency),
      failures: Number(row.failures),
      rateAt: timeOf(row.rateAt),
      openUntil: timeOf(row.openUntil),
    },
  };
}

/** Writes what of a lane has changed, if anything has. */
export async function saveLane(
  tx: Hand,
  dialect: Dialect["name"],
  { id, lane: before }: StoredTarget,
  after: Lane,
): Promise<void> {
  if (before.rateAt === after.rateAt && before.failures === after.failures && before.openUntil === after.openUntil)
    return;
  const date = (ms: number | null) => (ms === null ? null : new Date(Math.ceil(ms)));
  const sql = `UPDATE "Target" SET "rateAt" = ?, "failures" = ?, "openUntil" = ? WHERE "id" = ?`;
  await run(tx, dialect, sql, date(after.rateAt), after.failures, date(after.openUntil), id);
}
