import type { Pairs } from "#lib/http/pairs.ts";
import { type Condition, conditionsSchema } from "#lib/model/condition.ts";
import { type RetrySchedule, retryScheduleSchema } from "#lib/model/retry-schedule.ts";
import { withStore } from "./busy.ts";
import { database, type Prisma } from "./database.ts";
import { lockBin, lockRow, type Tx, transact } from "./transact.ts";

/** Forwards: standing orders of a bin, each with a cursor on the bin's `seq`. How captures become deliveries is in `take-captures.ts`. */

export type StoredForward = {
  id: string;
  binNo: number;
  targetId: string;
  enabled: boolean;
  appendPath: boolean;
  appendQuery: boolean;
  addHeaders: Pairs;
  dropHeaders: string[];
  conditions: Condition[];
  retry: RetrySchedule;
  answerWithinMs: number | null;
  createdAt: Date;
  cursor: number;
  missed: number;
};

export type ForwardSettings = {
  targetId?: string | undefined;
  enabled?: boolean | undefined;
  appendPath?: boolean | undefined;
  appendQuery?: boolean | undefined;
  addHeaders?: Pairs | undefined;
  dropHeaders?: string[] | undefined;
  conditions?: Condition[] | undefined;
  retry?: RetrySchedule | undefined;
  answerWithinMs?: number | null | undefined;
};

type Row = NonNullable<Awaited<ReturnType<Prisma["forward"]["findUnique"]>>>;

/** What may not be beside the bin's other forwards: throws. Nobody changes those meanwhile. */
type Check<T> = (wanted: T, others: StoredForward[]) => void;

/** It begins behind what the bin holds now. */
export async function createForward<
  T extends Required<ForwardSettings> & { id: string; binNo: number; targetId: string },
>(forward: T, check: Check<T>, now: Date = new Date()): Promise<StoredForward> {
  const { id, binNo } = forward;
  const row = await transact(async (tx) => {
    await lockBin(tx, binNo);
    check(forward, await othersOf(tx, binNo, id));
    const bin = await tx.bin.findUniqueOrThrow({ where: { no: binNo }, select: { lastSeq: true } });
    const settings = settingsColumns(forward) as Omit<Row, "id" | "binNo" | "createdAt" | "cursor" | "missed">;
    return tx.forward.create({ data: { ...settings, ...{ id, binNo, createdAt: now, cursor: bin.lastSeq } } });
  });
  return forwardFromRow(row);
}

async function othersOf(tx: Tx, binNo: number, id: string): Promise<StoredForward[]> {
  return (await tx.forward.findMany({ where: { binNo, id: { not: id } } })).map(forwardFromRow);
}

/** In the order they were made. */
export async function listForwards(binNo: number): Promise<StoredForward[]> {
  const { prisma } = await database();
  const rows = await withStore(() =>
    prisma.forward.findMany({ where: { binNo }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] }),
  );
  return rows.map(forwardFromRow);
}

export async function findForward(binNo: number, id: string): Promise<StoredForward | null> {
  const { prisma } = await database();
  const row = await withStore(() => prisma.forward.findFirst({ where: { id, binNo } }));
  return row && forwardFromRow(row);
}

/** Null when it is gone. One that is switched on again begins behind what the bin holds now. */
export async function changeForward(
  binNo: number,
  id: string,
  settings: ForwardSettings,
  check: Check<StoredForward>,
): Promise<StoredForward | null> {
  const row = await transact(async (tx, dialect) => {
    await lockBin(tx, binNo);
    if (!(await lockRow(tx, dialect, "forward", id, { wait: true }))) return null;
    const include = { bin: { select: { lastSeq: true } } };
    const before = await tx.forward.findFirst({ where: { id, binNo }, include });
    if (!before) return null;
    const wanted = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
    check({ ...forwardFromRow(before), ...wanted }, await othersOf(tx, binNo, id));
    const isSwitchedOn = settings.enabled === true && !before.enabled;
    const data = { ...settingsColumns(settings), ...(isSwitchedOn && { cursor: before.bin.lastSeq }) };
    return tx.forward.update({ where: { id }, data });
  });
  return row && forwardFromRow(row);
}

/** False when it was not there. What it has already taken is still delivered. */
export async function deleteForward(binNo: number, id: string): Promise<boolean> {
  const { prisma } = await database();
  return (await withStore(() => prisma.forward.deleteMany({ where: { id, binNo } }))).count > 0;
}

/** Every forward that is switched on, with its bin: who has to be woken by a capture, and who answers. */
export async function activeForwards(): Promise<
  { id: string; binId: string; answerWithinMs: number | null; isBehind: boolean }[]
> {
  const { prisma } = await database();
  const rows = await withStore(() =>
    prisma.forward.findMany({
      where: { enabled: true },
      select: { id: true, cursor: true, answerWithinMs: true, bin: { select: { id: true, lastSeq: true } } },
    }),
  );
  return rows.map(({ id, cursor, answerWithinMs, bin }) => ({
    ...{ id, answerWithinMs, binId: bin.id },
    isBehind: bin.lastSeq > cursor,
  }));
}

function settingsColumns({ addHeaders, dropHeaders, conditions, retry, ...plain }: ForwardSettings): object {
  return {
    ...Object.fromEntries(Object.entries(PLAIN(plain)).filter(([, value]) => value !== undefined)),
    ...(addHeaders !== undefined && { addHeaders: JSON.stringify(addHeaders) }),
    ...(dropHeaders !== undefined && { dropHeaders: JSON.stringify(dropHeaders) }),
    ...(conditions !== undefined && { conditions: JSON.stringify(conditions) }),
    ...(retry !== undefined && { retry: JSON.stringify(retry) }),
  };
}

/** Only what is a setting: callers may hand over more. */
const PLAIN = ({ targetId, enabled, appendPath, appendQuery, answerWithinMs }: ForwardSettings) => ({
  ...{ targetId, enabled, appendPath, appendQuery, answerWithinMs },
});

export function forwardFromRow(row: Row): StoredForward {
  const { id, binNo, targetId, enabled, appendPath, appendQuery, answerWithinMs, createdAt } = row;
  return {
    ...{ id, binNo, targetId, enabled, appendPath, appendQuery, answerWithinMs, createdAt },
    conditions: conditionsSchema.parse(JSON.parse(row.conditions)),
    addHeaders: JSON.parse(row.addHeaders) as Pairs,
    dropHeaders: JSON.parse(row.dropHeaders) as string[],
    retry: retryScheduleSchema.parse(JSON.parse(row.retry)),
    cursor: Number(row.cursor),
    missed: Number(row.missed),
  };
}
