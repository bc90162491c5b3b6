import { AppError } from "#lib/errors.ts";
import { rawMessage } from "#lib/export/raw-message.ts";
import { bus } from "#lib/live/bus.ts";
import type { CapturePage, CaptureQuery, Summary } from "#lib/model/capture.ts";
import type { Mark, MarkChanges } from "#lib/model/mark.ts";
import type { StoredBin } from "#lib/store/bins.ts";
import { findCapture, listSummaries, type StoredCapture } from "#lib/store/captures.ts";
import { findMatching, isFilter } from "#lib/store/filter.ts";
import { markCapture } from "#lib/store/marks.ts";
import { takePortion } from "#lib/store/portion.ts";
import { firstSeqOf } from "#lib/store/standing.ts";

/**
 * One page of summaries. `next` is the query of the following page, or null on the last. Summaries with long targets make a page shorter
 * than asked. A filter looks at a bounded number of captures a page, so that one may even be empty and still have a next one.
 */
export async function capturePage(bin: StoredBin, query: CaptureQuery): Promise<CapturePage> {
  const { captures, last } = isFilter(query) ? await filtered(bin, query) : await listed(bin, query);
  return {
    captures,
    lastSeq: bin.lastSeq,
    firstSeq: await firstSeqOf(bin),
    total: bin.total,
    next: last === null ? null : nextPage(query, last),
  };
}

/** `last`: the number behind which the next page begins, null when there is none. */
type Read = { captures: Summary[]; last: number | null };

async function listed(bin: StoredBin, query: CaptureQuery): Promise<Read> {
  const { captures, more } = await takePortion(bin.no, query);
  return { captures, last: more ? (captures.at(-1)?.seq ?? null) : null };
}

async function filtered(bin: StoredBin, query: CaptureQuery): Promise<Read> {
  // One more than asked tells whether there is a next page, without counting.
  const { seqs, lookedUpTo } = await findMatching(bin, { ...query, limit: query.limit + 1 }, query);
  const shown = seqs.slice(0, query.limit);
  const last = seqs.length > query.limit ? (shown.at(-1) ?? null) : lookedUpTo;
  return { captures: await listSummaries(bin.no, shown, query.order), last };
}

function nextPage(query: CaptureQuery, lastShown: number): string {
  const bounds = query.order === "newest" ? { before: lastShown } : { after: lastShown };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, ...bounds })) {
    if (Array.isArray(value)) for (const one of value) params.append(name, one);
    else if (value !== undefined) params.set(name, String(value));
  }
  return params.toString();
}

/** `text` is a number or "latest". Throws `not_found`. */
export async function captureOf(bin: StoredBin, text: string): Promise<StoredCapture> {
  const wanted = text === "latest" ? "latest" : seqOf(text);
  const capture = wanted === null ? null : await findCapture(bin.no, wanted);
  if (!capture)
    throw new AppError(
      "not_found",
      "No such capture in this bin; it may have been deleted or made room for newer ones",
    );
  return capture;
}

/** A capture as one message. Where not even the headers could be read, the body is everything that came. */
export function wholeMessage(capture: StoredCapture): Uint8Array<ArrayBuffer> {
  return capture.kind === "malformed" && capture.headers.length === 0 ? capture.body : rawMessage(capture);
}

/** Pins, unpins or annotates a capture, and tells every browser. Throws `not_found`, or `invalid_input` when the pins are used up. */
export async function changeMark(bin: StoredBin, text: string, changes: MarkChanges): Promise<Mark> {
  const { seq } = await captureOf(bin, text);
  const mark = await markCapture(bin.no, seq, changes);
  if (!mark) throw new AppError("not_found", "No such capture in this bin; it was deleted just now");
  bus().publish({ kind: "marked", bin: bin.id, mark });
  return mark;
}

/** A capture's number as it stands in an address, or null. */
export function seqOf(text: string): number | null {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
