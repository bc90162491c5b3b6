import { createHash } from "node:crypto";
import type { z } from "zod";
import { AppError } from "#lib/errors.ts";
import { bodyIdPath, eventsOf, type Seen, type SenderEvent, samenessOf } from "#lib/model/sender-event.ts";
import type { SenderEventPage, senderEventQuerySchema } from "#lib/model/sender-event-query.ts";
import { nodeAtPath, parseJsonPath } from "#lib/reply/json-value.ts";
import { factsOf } from "#lib/reply/message.ts";
import type { StoredBin } from "#lib/store/bins.ts";
import type { StoredCapture } from "#lib/store/captures.ts";
import { listSeen, readBodies, type SeenRow } from "#lib/store/seen.ts";
import { valueText } from "#lib/views/tree.ts";

/** Bodies over this are compared by length and first characters. */
const MAX_COMPARED_BYTES = 1024 * 1024;
/** All bodies that one question reads. */
const MAX_READ_BYTES = 16 * 1024 * 1024;
/** How far around a capture the others of its event are looked for. */
const REACH = 2000;
const MAX_SAME = 250;

/** The newest captures, grouped. An event that began before the page shows only its part on this page; `…/same` shows all. */
export async function senderEventPage(
  bin: StoredBin,
  { before, limit }: z.output<typeof senderEventQuerySchema>,
): Promise<SenderEventPage> {
  const to = (before ?? bin.lastSeq + 1) - 1;
  const { rows, beyond } = await listSeen(bin.no, { from: 1, to, limit: limit + 1, order: "newest" });
  const shown = rows.slice(0, limit);
  const below = rows.length > limit ? shown.at(-1)?.seq : beyond !== null ? beyond + 1 : undefined;
  return {
    events: eventsOf(await withContent(bin, shown)),
    next: below === undefined ? null : `before=${below}&limit=${limit}`,
  };
}

/** Every capture of the same event among the 2,000 before and the 2,000 after, at most 250 on each side. */
export async function sameEvent(bin: StoredBin, capture: StoredCapture): Promise<SenderEvent> {
  const events = capture.kind === "message" ? eventsOf(await around(bin, capture)) : eventsOf([ownRow(capture)]);
  const own = events.find(({ attempts }) => attempts.some(({ seq }) => seq === capture.seq));
  if (!own) throw new AppError("not_found", "This capture was deleted meanwhile");
  return own;
}

/** Those near a capture that may carry the same event. */
async function around(bin: StoredBin, { seq, headers, method, target }: StoredCapture): Promise<Seen[]> {
  const same = samenessOf({ headers, bodyId: null });
  // Only what no LIKE pattern and no JSON text would escape; anything else is looked for where it came before.
  const isPlain = same.kind === "header" && /^[\w.:@=+/-]+$/.test(same.value);
  const sieve = isPlain ? { headerText: same.value } : { method, target };
  const limits = { ...sieve, limit: MAX_SAME };
  const before = await listSeen(bin.no, { ...limits, from: Math.max(1, seq - REACH), to: seq, order: "newest" });
  const after = await listSeen(bin.no, { ...limits, from: seq + 1, to: seq + REACH, order: "oldest" });
  return withContent(bin, [...before.rows, ...after.rows], seq);
}

/** A rejected or malformed capture is an event of its own. */
function ownRow(capture: StoredCapture): Seen {
  const { seq, receivedAt, method, path, headers } = capture;
  const reply = { status: capture.replyStatus, headers: capture.replyHeaders, ...capture.replyFacts };
  return { seq, receivedAt, method, path, headers, bodyId: null, content: String(seq), reply };
}

/** Reads the bodies that are needed to tell events apart: those that hold an id, and those that could be equal. */
async function withContent(bin: StoredBin, rows: SeenRow[], first?: number): Promise<Seen[]> {
  const alike = new Map<string, number>();
  for (const row of rows) alike.set(alikeKey(row), (alike.get(alikeKey(row)) ?? 0) + 1);
  const wanted = rows.filter((row) => {
    if (row.bodyBytes > MAX_COMPARED_BYTES || samenessOf({ headers: row.headers, bodyId: null }).kind === "header")
      return false;
    return bodyIdPath(row.headers) !== null || (alike.get(alikeKey(row)) ?? 0) > 1;
  });
  // The capture that was asked about is read whatever else fits.
  wanted.sort((a, b) => Number(b.seq === first) - Number(a.seq === first));
  const bodies = new Map<number, { id: string | null; content: string }>();
  let left = MAX_READ_BYTES;
  for (let at = 0; at < wanted.length && left > 0; ) {
    const step: number[] = [];
    for (; at < wanted.length && step.length < 50 && left > 0; at += 1) {
      left -= wanted[at]?.bodyBytes ?? 0;
      step.push(wanted[at]?.seq ?? 0);
    }
    const read = await readBodies(bin.no, step);
    for (const row of wanted.slice(at - step.length, at)) {
      const body = read.get(row.seq);
      if (body) bodies.set(row.seq, { id: idIn(row, body), content: createHash("sha256").update(body).digest("hex") });
    }
  }
  return rows.map((row): Seen => {
    const { seq, receivedAt, method, path, headers, reply } = row;
    const read = bodies.get(seq);
    const content = read?.content ?? `${row.bodyBytes} ${row.preview}`;
    return { seq, receivedAt, method, path, headers, bodyId: read?.id ?? null, content, reply };
  });
}

function alikeKey({ method, path, bodyBytes }: SeenRow): string {
  return `${method} ${path} ${bodyBytes}`;
}

function idIn({ headers, method, target }: SeenRow, body: Uint8Array): string | null {
  const path = parseJsonPath(bodyIdPath(headers) ?? "");
  if (!path || path.length === 0) return null;
  const tree = factsOf({ bin: "", id: "", method, target, rest: "", headers, remoteIp: "", body }).json();
  const node = tree && nodeAtPath(tree, path);
  return tree === null || node === null ? null : valueText(tree, node);
}
