import type { Pairs } from "#lib/http/pairs.ts";
import { encodeBytes } from "#lib/model/bytes.ts";
import { type Attempt, type Delivery, type Timings, timingsSchema } from "#lib/model/delivery.ts";
import { withStore } from "./busy.ts";
import { database, type Prisma } from "./database.ts";

/** Deliveries with their attempts. What was sent is kept, so that it can be sent again after its capture went. */

export type NewStoredDelivery = {
  id: string;
  captureSeq: number;
  url: string;
  method: string;
  headers: Pairs;
  body: Uint8Array<ArrayBuffer>;
  state: Delivery["state"];
  createdAt: Date;
  attempts: NewAttempt[];
};

export type NewAttempt = {
  number: number;
  startedAt: Date;
  durationMs: number;
  status?: number;
  headers?: Pairs;
  body?: Uint8Array<ArrayBuffer>;
  truncated?: boolean;
  error?: { code: string; message: string };
  timings?: Timings;
};

type Row = Awaited<ReturnType<Prisma["delivery"]["findMany"]>>[number] & {
  attempts: Awaited<ReturnType<Prisma["attempt"]["findMany"]>>;
};

export async function saveDelivery(binNo: number, delivery: NewStoredDelivery): Promise<Delivery> {
  const { prisma } = await database();
  const { attempts, headers, ...rest } = delivery;
  const row = await withStore(() =>
    prisma.delivery.create({
      data: { ...rest, binNo, headers: JSON.stringify(headers), attempts: { create: attempts.map(attemptColumns) } },
      include: { attempts: { orderBy: { number: "asc" } } },
    }),
  );
  return fromRow(row);
}

/** Newest first; of one capture, or of the whole bin. */
export async function listDeliveries(binNo: number, captureSeq: number | undefined, limit = 100): Promise<Delivery[]> {
  const { prisma } = await database();
  const rows = await withStore(() =>
    prisma.delivery.findMany({
      where: { binNo, ...(captureSeq !== undefined && { captureSeq }) },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit,
      include: { attempts: { orderBy: { number: "asc" } } },
    }),
  );
  return rows.map(fromRow);
}

function attemptColumns(attempt: NewAttempt) {
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
    body: attempt.body ?? null,
  };
}

function fromRow(row: Row): Delivery {
  return {
    id: row.id,
    captureSeq: row.captureSeq,
    url: row.url,
    method: row.method,
    state: row.state as Delivery["state"],
    createdAt: row.createdAt.toISOString(),
    attempts: row.attempts.map(toAttempt),
  };
}

function toAttempt(row: Row["attempts"][number]): Attempt {
  return {
    number: row.number,
    startedAt: row.startedAt.toISOString(),
    durationMs: row.durationMs,
    ...(row.status !== null && { status: row.status }),
    ...(row.headers !== null && { headers: JSON.parse(row.headers) as Pairs }),
    ...(row.body !== null && { body: { ...encodeBytes(row.body), truncated: row.truncated } }),
    ...(row.errorCode !== null && { error: { code: row.errorCode, message: row.errorMessage ?? "" } }),
    ...(row.timings !== null && { timings: timingsSchema.parse(JSON.parse(row.timings)) }),
  };
}
