import type { Pairs } from "#lib/http/pairs.ts";
import { type Condition, conditionsSchema } from "#lib/model/condition.ts";
import { type RetrySchedule, retryScheduleSchema } from "#lib/model/retry-schedule.ts";
import { withStore } from "./busy.ts";
import { database, type Prisma } from "./database.ts";
import { lockRow, transact } from "./transact.ts";

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

/** It begins behind what the bin holds now. */
export async function createForward(
  forward: Required<ForwardSettings> & { id: string; binNo: number; targetId: string },
  now: Date = new Date(),
): Promise<StoredForward> {
  const { prisma } = await database();
  const bin = await withStore(() => prisma.bin.findUniqueOrThrow({ where: { no: forward.binNo } }));
  const data = {
    ...(settingsColumns(forward) as Omit<Row, "id" | "binNo" | "createdAt" | "cursor" | "missed">),
    ...{ id: forward.id, binNo: forward.binNo, createdAt: now, cursor: bin.lastSeq },
  };
  return forwardFromRow(await withStore(() => prisma.forward.create({ data })));
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
export async function changeForward(id: string, settings: ForwardSettings): Promise<StoredForward | null> {
  const row = await transact(async (tx, dialect) => {
    if (!(await lockRow(tx, dialect, "forward", id, { wait: true }))) return null;
    const before = await tx.forward.findUniqueOrThrow({
      where: { id },
      include: { bin: { select: { lastSeq: true } } },
    });
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
