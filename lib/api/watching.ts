import { type Reader, refusedAmong } from "#lib/access/refused.ts";
import { type JoinAnswer, type Kept, MAX_MISSED } from "#lib/live/events.ts";
import type { Credentials, Review, Watcher } from "#lib/live/rounds.ts";
import { type Portion, takePortion } from "#lib/store/portion.ts";
import { readStanding, type Standing } from "#lib/store/standing.ts";

/** What the gateway asks about those who watch bins. None of it reads a bin's settings, which may be large. */

/** The bin that this reader may read, or null. */
async function standingFor(reader: Reader): Promise<Standing | null> {
  const bins = await readStanding([reader.bin]);
  const refused = await refusedAmong([reader], bins);
  return refused.length === 0 ? (bins.get(reader.bin) ?? null) : null;
}

export async function mayWatch(bin: string, credentials: Credentials): Promise<boolean> {
  return (await standingFor({ bin, credentials })) !== null;
}

/** What somebody who has just entered a bin's room needs to be up to date. */
export async function joinAnswer(bin: string, after: number | null, credentials: Credentials): Promise<JoinAnswer> {
  const standing = await standingFor({ bin, credentials });
  if (!standing) return { ok: false, code: "not_found" };
  const { no, firstSeq, total } = standing;
  const { captures: missed, more } =
    after === null ? NONE : await takePortion(no, { after, limit: MAX_MISSED, order: "oldest" });
  // The bin was read before the list; captures between the two are in the list and count.
  const lastSeq = Math.max(standing.lastSeq, missed.at(-1)?.seq ?? 0);
  return { ok: true, lastSeq, firstSeq, total, missed, more };
}

const NONE: Portion = { captures: [], more: false };

/** So many to one question: SQLite takes expressions no deeper than 1,000. */
const STEP = 250;

/** How the bins stand that these watch, and who of them may not read any more. Asks little of the store, however many they are. */
export async function reviewWatchers(watchers: readonly Watcher[]): Promise<Review> {
  const kept = new Map<string, Kept>();
  const refused = new Set<Watcher>();
  for (let at = 0; at < watchers.length; at += STEP) {
    const some = watchers.slice(at, at + STEP);
    const bins = await readStanding([...new Set(some.map(({ bin }) => bin))]);
    for (const [id, standing] of bins) kept.set(id, presentKept(standing));
    for (const watcher of await refusedAmong(some, bins)) refused.add(watcher);
  }
  return { kept, refused };
}

function presentKept({ total, firstSeq, lastSeq, dropped, droppedSince }: Standing): Kept {
  return { total, firstSeq, lastSeq, dropped, droppedSince: droppedSince?.toISOString() ?? null };
}
