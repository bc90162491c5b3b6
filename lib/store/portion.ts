import type { Summary } from "#lib/model/capture.ts";
import { listCaptures, type Range } from "./captures.ts";
import { firstBeyond, SUMMARISED, upTo } from "./look-bound.ts";

/** `more`: the range goes on behind the last of these. */
export type Portion = { captures: Summary[]; more: boolean };

/** What the summaries of one answer take together, about, unless the first alone takes more: senders write targets as long as they may. */
export const MAX_PORTION_BYTES = 1024 * 1024;

/** The first summaries of a range: at most `limit`, and no more than MAX_PORTION_BYTES of them. Empty only when the range is. */
export async function takePortion(binNo: number, range: Range, maxBytes = MAX_PORTION_BYTES): Promise<Portion> {
  for (;;) {
    const beyond = await firstBeyond(binNo, range, { captures: range.limit, bytes: maxBytes }, SUMMARISED);
    // One more than asked: some may have arrived since.
    const found = await listCaptures(binNo, { ...upTo(range, beyond), limit: range.limit + 1 });
    // Those before `beyond` may have been deleted since.
    if (found.length === 0 && beyond !== null) continue;
    return { captures: found.slice(0, range.limit), more: beyond !== null || found.length > range.limit };
  }
}
