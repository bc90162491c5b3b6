import { isAppError } from "#lib/errors.ts";
import type { Pairs } from "#lib/http/pairs.ts";
import { encodeBytes } from "#lib/model/bytes.ts";
import {
  type Attempt,
  type Delivery,
  type DeliveryPage,
  type DeliveryQuery,
  type DeliveryVia,
  deadReasonSchema,
  deliveryStateSchema,
  deliveryViaSchema,
  sentRequestSchema,
  type Timings,
  timingsSchema,
} from "#lib/model/delivery.ts";
import { retryScheduleSchema } from "#lib/model/retry-schedule.ts";
import { withStore } from "./busy.ts";
import { database, type Prisma } from "./database.ts";

/** Deliveries with their attempts. What was sent is kept, so that it can be sent again after its capture went. */

export type NewStoredDelivery = {
  id: string;
  captureSeq: number;
  via: DeliveryVia;
  url: string;
  method: string;
  headers: Pairs;
  hops: number;
  body: Uint8Array<ArrayBuffer>;
  state: Delivery["state"];
  targetId: string | null;
  createdAt: Date;
  attempts: NewAttempt[];
};

export type NewAttempt = {
  number: number;
  startedAt: Date;
  durationMs: number;
  /** JSON of a SentRequest. */
  request?: string;
  status?: number;
  headers?: Pairs;
  body?: Uint8Array<ArrayBuffer>;
  truncated?: boolean;
  error?: { code: string; message: string };
  timings?: Timings;
};

const WHOLE = {
  omit: { body: true },
  include: { target: { select: { saved: true } }, attempts: { orderBy: { number: "asc" } } },
} as const;

/** As lists and live events show it: without what may be large. */
const LIGHT = {
  omit: { body: true, headers: true },
  include: {
    target: { select: { saved: true } },
    attempts: { orderBy: { number: "asc" }, omit: { body: true, headers: true, request: true } },
  },
} as const;

type DeliveryRow = Omit<NonNullable<Awaited<ReturnType<Prisma["delivery"]["findUnique"]>>>, "body" | "headers"> & {
  target: { saved: boolean } | null;
  attempts: AttemptRow[];
};
type FullAttemptRow = NonNullable<Awaited<ReturnType<Prisma["attempt"]["findUnique"]>>>;
type Heavy = "body" | "headers" | "request";
type AttemptRow = Omit<FullAttemptRow, Heavy> & Partial<Pick<FullAttemptRow, Heavy>>;

/** Keeps a delivery that was sent already; without its target when that was deleted meanwhile. Throws `not_found` when the bin was. */
export async function saveDelivery(binNo: number, delivery: NewStoredDelivery): Promise<Delivery> {
  try {
    return await save(binNo, delivery);
  } catch (error) {
    if (delivery.targetId === null || !isAppError(error) || error.code !== "not_found") throw error;
    return save(binNo, { ...delivery, targetId: null });
  }
}

async function save(binNo: number, delivery: NewStoredDelivery): Promise<Delivery> {
  const { prisma } = await database();
  const { attempts, ...rest } = delivery;
  const headers = JSON.stringify(delivery.headers);
  const count = { attemptCount: attempts.length, attemptBase: attempts.length };
  const sizes = {
    bodyBytes: delivery.body.length,
    answerBytes: attempts.reduce((sum, attempt) => sum + attemptBytes(attempt), Buffer.byteLength(headers)),
  };
  const row = await withStore(() =>
    prisma.delivery.create({
      data: {
        ...{ ...rest, ...count, ...sizes, binNo, headers },
        attempts: { create: attempts.map(attemptColumns) },
      },
      ...WHOLE,
    }),
  );
  return fromRow(row);
}

/** One page, newest first. */
export async function listDeliveries(binNo: number, query: DeliveryQuery): Promise<DeliveryPage> {
  const { prisma } = await database();
  const { capture, state, via, target, forward, replay, before, limit } = query;
  const rows = await withStore(() =>
    prisma.delivery.findMany({
      where: {
        binNo,
        ...(capture !== undefined && { captureSeq: capture }),
        ...(state !== undefined && { state }),
        ...(via !== undefined && { via }),
        ...(target !== undefined && { targetId: target }),
        ...(forward !== undefined && { forwardId: forward }),
        ...(replay !== undefined && { replayId: replay }),
        ...(before && {
          OR: [{ createdAt: { lt: before.createdAt } }, { createdAt: before.createdAt, id: { lt: before.id } }],
        }),
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
      ...LIGHT,
    }),
  );
  const shown = rows.slice(0, limit);
  return { deliveries: shown.map(fromRow), next: rows.length > limit ? nextPage(query, shown.at(-1)) : null };
}

function nextPage(query: DeliveryQuery, last: { createdAt: Date; id: string } | undefined): string {
  const before = last && `${last.createdAt.getTime()}.${last.id}`;
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, before })) {
    if (value !== undefined) params.set(name, String(value));
  }
  return params.toString();
}

/** Attempts that come whole with their delivery. Each may hold a MiB, and there may be any number. */
const WHOLE_ATTEMPTS = 3;

/** With what its last attempts say, and the earlier ones as in lists; null when there is no such delivery. */
export async function findDelivery(binNo: number, id: string): Promise<Delivery | null> {
  const { prisma } = await database();
  const row = await withStore(() =>
    prisma.delivery.findFirst({ where: { id, binNo }, omit: { body: true, headers: true }, include: LIGHT.include }),
  );
  if (!row) return null;
  const last = await withStore(() =>
    prisma.attempt.findMany({ where: { deliveryId: id }, orderBy: { number: "desc" }, take: WHOLE_ATTEMPTS }),
  );
  const whole = new Map(last.map((attempt) => [attempt.number, attempt]));
  return fromRow({ ...row, attempts: row.attempts.map((attempt) => whole.get(attempt.number) ?? attempt) });
}

/** All that one attempt says; null when there is no such attempt. */
export async function findAttempt(binNo: number, id: string, number: number): Promise<Attempt | null> {
  const { prisma } = await database();
  const row = await withStore(() =>
    prisma.attempt.findFirst({ where: { deliveryId: id, number, delivery: { binNo } } }),
  );
  return row && toAttempt(row);
}

/** For live events; those of other bins and those that are gone are left out. */
export async function findDeliveries(binId: string, ids: string[]): Promise<Delivery[]> {
  if (ids.length === 0) return [];
  const { prisma } = await database();
  const where = { id: { in: ids }, bin: { id: binId } };
  return (await withStore(() => prisma.delivery.findMany({ where, ...LIGHT }))).map(fromRow);
}

/** The bytes that a delivery sends; null when they were its capture's and the capture is gone. */
export async function bodyOfDelivery(binNo: number, id: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const { prisma } = await database();
  const row = await withStore(() =>
    prisma.delivery.findFirst({ where: { id, binNo }, select: { body: true, ownBody: true, captureSeq: true } }),
  );
  if (!row || row.ownBody) return row?.body ?? null;
  const capture = await withStore(() =>
    prisma.capture.findUnique({ where: { binNo_seq: { binNo, seq: Number(row.captureSeq) } }, select: { body: true } }),
  );
  return capture?.body ?? null;
}

/** False when it was not there. */
export async function deleteDelivery(binNo: number, id: string): Promise<boolean> {
  const { prisma } = await database();
  return (await withStore(() => prisma.delivery.deleteMany({ where: { id, binNo } }))).count > 0;
}

/** What an attempt holds: headers may be as many bytes as a body. */
export function attemptBytes(attempt: NewAttempt): number {
  const { headers, request, body } = attemptColumns(attempt);
  return Buffer.byteLength(headers ?? "") + Buffer.byteLength(request ?? "") + (body?.length ?? 0);
}

export function attemptColumns(attempt: NewAttempt) {
  return {
    number: attempt.number,
    startedAt: attempt.startedAt,
    durationMs: attempt.durationMs,
    status: attempt.status ?? null,
    headers: attempt.headers ? JSON.stringify(attempt.headers) : null,
    truncated: attempt.truncated ?? false,
    errorCode: attempt.error?.code ?? null,
    errorMessage: attempt.error?.message ?? null,
    timings: attempt.timings ? JSON.stringify(attempt.timings) : null,
    request: attempt.request ?? null,
    body: attempt.body ?? null,
  };
}

function fromRow(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    captureSeq: Number(row.captureSeq),
    via: deliveryViaSchema.parse(row.via),
    url: row.url,
    method: row.method,
    state: deliveryStateSchema.parse(row.state),
    reason: row.reason === null ? null : deadReasonSchema.parse(row.reason),
    target: row.target?.saved ? row.targetId : null,
    forward: row.forwardId,
    replay: row.replayId,
    retry: row.retry === null ? null : retryScheduleSchema.parse(JSON.parse(row.retry)),
    nextAt: row.nextAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    attempts: row.attempts.map(toAttempt),
  };
}

function toAttempt(row: AttemptRow): Attempt {
  const { headers = null, body = null, request = null } = row;
  return {
    number: row.number,
    startedAt: row.startedAt.toISOString(),
    durationMs: row.durationMs,
    ...(request !== null && { request: sentRequestSchema.parse(JSON.parse(request)) }),
    ...(row.status !== null && { status: row.status }),
    ...(headers !== null && { headers: JSON.parse(headers) as Pairs }),
    ...(body !== null && { body: { ...encodeBytes(body), truncated: row.truncated } }),
    ...(row.errorCode !== null && { error: { code: row.errorCode, message: row.errorMessage ?? "" } }),
    ...(row.timings !== null && { timings: timingsSchema.parse(JSON.parse(row.timings)) }),
  };
}
