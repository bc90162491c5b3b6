import type { CaptureKind } from "#lib/model/capture.ts";
import { withTook } from "#lib/model/reply-facts.ts";

/**
 * A batch of arrivals as two parameters, one JSON text and one run of bytes. That is the form in which it crosses to the writer's
 * thread and into one INSERT: measured here, 33 µs of CPU a row against 100 µs for Prisma's multi-row VALUES.
 */

/**
 * What the journal stores of one arrival. Times are milliseconds since 1970, but for `beganAt`, which is by `performance.now()` and of which
 * how long the reply took is reckoned; `headers` and the like are JSON text already.
 */
export type Entry = {
  binNo: number;
  id: string;
  kind: CaptureKind;
  receivedAt: number;
  beganAt: number;
  method: string;
  target: string;
  httpVersion: string;
  exact: boolean;
  remoteIp: string;
  contentType: string | null;
  userAgent: string | null;
  preview: string | null;
  reason: string | null;
  replyStatus: number;
  replyHeaders: string;
  ruleId: string | null;
  bodyBytes: number;
  headers: string;
  trailers: string;
  body: Uint8Array;
};

/** In the order of a packed row; the body comes last. */
export const CAPTURE_COLUMNS = [
  "binNo",
  "seq",
  "id",
  "kind",
  "receivedAt",
  "method",
  "target",
  "httpVersion",
  "exact",
  "remoteIp",
  "contentType",
  "userAgent",
  "preview",
  "reason",
  "replyStatus",
  "replyHeaders",
  "ruleId",
  "bodyBytes",
  "headers",
  "trailers",
  "body",
] as const;

/** Where things stand in a packed row: the bin, how many of its bin follow in this batch, the plain columns, the body's place. */
export const PACKED = { binNo: 0, back: 1, fields: 2, offset: 20, length: 21 } as const;

export type Batch = { rows: string; groups: string; bodies: Uint8Array<ArrayBuffer> };

/**
 * What `bytes` counts against a bin's limit: body and headers. The same sum as the dialects' `oldest`. The rest of a row does not count, of which
 * each part has a bound of its own.
 */
export function entrySize(entry: Entry): number {
  return entry.body.length + entry.headers.length;
}

/** `answeredAt`: when those who wait will hear their replies, by `performance.now()`, as far as that can be known. */
export function packBatch(entries: Entry[], answeredAt: number): Batch {
  const groups = new Map<number, { count: number; size: number; usedAt: number }>();
  let total = 0;
  for (const entry of entries) {
    total += entry.body.length;
    const group = groups.get(entry.binNo);
    if (group) {
      group.count += 1;
      group.size += entrySize(entry);
      group.usedAt = Math.max(group.usedAt, entry.receivedAt);
    } else groups.set(entry.binNo, { count: 1, size: entrySize(entry), usedAt: entry.receivedAt });
  }
  const left = new Map<number, number>();
  for (const [no, { count }] of groups) left.set(no, count);
  const bodies = new Uint8Array(total);
  let offset = 0;
  const rows = entries.map((e) => {
    const back = (left.get(e.binNo) ?? 1) - 1;
    left.set(e.binNo, back);
    bodies.set(e.body, offset);
    const row = [
      e.binNo,
      back,
      e.id,
      e.kind,
      e.receivedAt,
      e.method,
      e.target,
      e.httpVersion,
      e.exact ? 1 : 0,
      e.remoteIp,
      e.contentType,
      e.userAgent,
      e.preview,
      e.reason,
      e.replyStatus,
      withTook(e.replyHeaders, answeredAt - e.beganAt),
      e.ruleId,
      e.bodyBytes,
      e.headers,
      e.trailers,
      offset,
      e.body.length,
    ];
    offset += e.body.length;
    return row;
  });
  return {
    rows: JSON.stringify(rows),
    groups: JSON.stringify([...groups].map(([no, g]) => [no, g.count, g.size, g.usedAt])),
    bodies,
  };
}
