import type { Pairs } from "#lib/http/pairs.ts";
import { splitTarget } from "#lib/http/target.ts";
import { type CaptureKind, captureKindSchema, type Summary } from "#lib/model/capture.ts";
import { type ReplyFacts, splitReplyFacts } from "#lib/model/reply-facts.ts";
import { withStore } from "./busy.ts";
import { database, type Prisma } from "./database.ts";
import { withMarks } from "./marks.ts";
import { removeCaptures } from "./remove.ts";

/** A capture as it is stored, with everything that came. Header text is latin1 code units. */
export type StoredCapture = Summary & {
  httpVersion: string;
  exact: boolean;
  headers: Pairs;
  trailers: Pairs;
  reason: string | null;
  replyHeaders: Pairs;
  replyFacts: ReplyFacts;
  ruleId: string | null;
  body: Uint8Array<ArrayBuffer>;
};

const SUMMARY = {
  seq: true,
  id: true,
  kind: true,
  receivedAt: true,
  method: true,
  target: true,
  contentType: true,
  bodyBytes: true,
  remoteIp: true,
  userAgent: true,
  replyStatus: true,
  preview: true,
} as const;

type SummaryRow = Pick<NonNullable<Awaited<ReturnType<Prisma["capture"]["findFirst"]>>>, keyof typeof SUMMARY>;

export type Range = {
  after?: number | undefined;
  before?: number | undefined;
  limit: number;
  order: "newest" | "oldest";
  /** Only captures that this rule answered. */
  rule?: string | undefined;
};

/** Summaries of one bin in `seq` order; `after` and `before` are exclusive. Reads no body. */
export async function listCaptures(binNo: number, range: Range): Promise<Summary[]> {
  const { prisma } = await database();
  const seq = {
    ...(range.after !== undefined && { gt: range.after }),
    ...(range.before !== undefined && { lt: range.before }),
  };
  const rows = await withStore(() =>
    prisma.capture.findMany({
      where: { binNo, seq, ...(range.rule !== undefined && { ruleId: range.rule }) },
      orderBy: { seq: range.order === "newest" ? "desc" : "asc" },
      take: range.limit,
      select: SUMMARY,
    }),
  );
  return withMarks(binNo, rows.map(toSummary));
}

/** The summaries of these numbers, those that still exist, in the order asked for. */
export async function listSummaries(binNo: number, seqs: number[], order: Range["order"]): Promise<Summary[]> {
  const { prisma } = await database();
  if (seqs.length === 0) return [];
  const rows = await withStore(() =>
    prisma.capture.findMany({
      where: { binNo, seq: { in: seqs } },
      orderBy: { seq: order === "newest" ? "desc" : "asc" },
      select: SUMMARY,
    }),
  );
  return withMarks(binNo, rows.map(toSummary));
}

/** Null when there is no such capture (any more). */
export async function findCapture(binNo: number, seq: number | "latest"): Promise<StoredCapture | null> {
  const { prisma } = await database();
  const row = await withStore(() =>
    seq === "latest"
      ? prisma.capture.findFirst({ where: { binNo }, orderBy: { seq: "desc" } })
      : prisma.capture.findUnique({ where: { binNo_seq: { binNo, seq } } }),
  );
  if (!row) return null;
  const [summary = toSummary(row)] = await withMarks(binNo, [toSummary(row)]);
  const reply = splitReplyFacts(JSON.parse(row.replyHeaders) as Pairs);
  return {
    ...summary,
    httpVersion: row.httpVersion,
    exact: row.exact,
    headers: JSON.parse(row.headers) as Pairs,
    trailers: JSON.parse(row.trailers) as Pairs,
    reason: row.reason,
    replyHeaders: reply.headers,
    replyFacts: reply.facts,
    ruleId: row.ruleId,
    body: row.body,
  };
}

/** Notes the reply that was given in the end: a target's in place of the one that was stored with the capture, or that one, later. */
export async function noteReply(
  binId: string,
  seq: number,
  reply: { from: "target" | "bin"; status: number; headersJson: string },
): Promise<void> {
  const { prisma } = await database();
  const replyHeaders = reply.headersJson;
  const data = reply.from === "bin" ? { replyHeaders } : { replyHeaders, replyStatus: reply.status, ruleId: null };
  await withStore(() => prisma.capture.updateMany({ where: { seq, bin: { id: binId } }, data }));
}

/** False when it was not there. */
export async function deleteCapture(binNo: number, seq: number): Promise<boolean> {
  return (await removeCaptures(binNo, { seq, limit: 1 })) > 0;
}

/** Deletes what the bin holds now, in steps; what arrives meanwhile stays. */
export async function deleteAllCaptures(binNo: number): Promise<void> {
  const { prisma } = await database();
  const newest = await withStore(() =>
    prisma.capture.findFirst({ where: { binNo }, orderBy: { seq: "desc" }, select: { seq: true } }),
  );
  if (!newest) return;
  while ((await removeCaptures(binNo, { upTo: Number(newest.seq), limit: 1000 })) > 0) await new Promise(setImmediate);
}

export function toSummary(row: SummaryRow): Summary {
  return {
    seq: Number(row.seq),
    id: row.id,
    kind: kindOf(row.kind),
    receivedAt: row.receivedAt.toISOString(),
    method: row.method,
    target: row.target,
    path: splitTarget(row.target).path,
    contentType: row.contentType,
    bodyBytes: row.bodyBytes,
    remoteIp: row.remoteIp,
    userAgent: row.userAgent,
    replyStatus: row.replyStatus,
    preview: row.preview,
  };
}

function kindOf(text: string): CaptureKind {
  return captureKindSchema.parse(text);
}
