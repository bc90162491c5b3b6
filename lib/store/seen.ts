import type { Pairs } from "#lib/http/pairs.ts";
import { splitTarget } from "#lib/http/target.ts";
import { type ReplyFacts, splitReplyFacts } from "#lib/model/reply-facts.ts";
import { withStore } from "./busy.ts";
import { database } from "./database.ts";
import { firstBeyond, type Looks, SEARCHED } from "./look-bound.ts";

/** Captures as the question "how did the sender behave" needs them: headers and replies, no bodies. */
export type SeenRow = {
  seq: number;
  receivedAt: string;
  method: string;
  target: string;
  path: string;
  headers: Pairs;
  bodyBytes: number;
  preview: string | null;
  reply: { status: number; headers: Pairs } & ReplyFacts;
};

export type SeenRange = {
  /** Both ends belong to the range. */
  from: number;
  to: number;
  limit: number;
  order: "newest" | "oldest";
  /** Only messages whose headers hold this text somewhere (a first sieve, not an answer). */
  headerText?: string | undefined;
  method?: string | undefined;
  target?: string | undefined;
};

/** What one question looks at: targets and headers are as long as senders make them. */
const LOOKS: Looks = { captures: 4000, bytes: 16 * 1024 * 1024 };

/** `beyond`: the first capture of the range that was not looked at, null when all were. */
export type SeenRows = { rows: SeenRow[]; beyond: number | null };

export async function listSeen(binNo: number, range: SeenRange, looks: Looks = LOOKS): Promise<SeenRows> {
  const { prisma } = await database();
  const { from, to, limit, order, headerText, method, target } = range;
  const beyond = await firstBeyond(binNo, { after: from - 1, before: to + 1, order }, looks, SEARCHED);
  const looked = beyond === null ? {} : order === "newest" ? { gt: beyond } : { lt: beyond };
  const rows = await withStore(() =>
    prisma.capture.findMany({
      where: {
        binNo,
        seq: { gte: from, lte: to, ...looked },
        kind: "message",
        ...(headerText !== undefined && { headers: { contains: headerText } }),
        ...(method !== undefined && { method }),
        ...(target !== undefined && { target }),
      },
      orderBy: { seq: order === "newest" ? "desc" : "asc" },
      take: limit,
      select: {
        seq: true,
        receivedAt: true,
        method: true,
        target: true,
        headers: true,
        bodyBytes: true,
        preview: true,
        replyStatus: true,
        replyHeaders: true,
      },
    }),
  );
  const seen = rows.map(({ receivedAt, headers, replyStatus, replyHeaders, ...row }) => {
    const { headers: heard, facts } = splitReplyFacts(JSON.parse(replyHeaders) as Pairs);
    const { body: _, ...reply } = facts;
    return {
      ...row,
      seq: Number(row.seq),
      path: splitTarget(row.target).path,
      receivedAt: receivedAt.toISOString(),
      headers: JSON.parse(headers) as Pairs,
      reply: { status: replyStatus, headers: heard, ...reply },
    };
  });
  return { rows: seen, beyond };
}

/** The bodies of these captures; those that are gone are left out. */
export async function readBodies(binNo: number, seqs: number[]): Promise<Map<number, Uint8Array<ArrayBuffer>>> {
  const { prisma } = await database();
  const rows = await withStore(() =>
    prisma.capture.findMany({ where: { binNo, seq: { in: seqs } }, select: { seq: true, body: true } }),
  );
  return new Map(rows.map(({ seq, body }) => [Number(seq), body]));
}
