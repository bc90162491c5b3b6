import type { CapturePage, Summary } from "#lib/model/capture.ts";
import { remove } from "./deletions.ts";
import { takeMark, takeReplied } from "./marks.ts";
import type { Session } from "./session.ts";

/**
 * Whether what is held is still so. What happened to captures while nobody could tell this page (deletions, pins, notes) is found by reading
 * the held part of the list again, a page at a time from its top.
 */

export function startCheck(session: Session): Session {
  const top = session.window.rows[0]?.seq;
  return top === undefined ? { ...session, check: null } : ask(session, top + 1);
}

export function takeCheck(session: Session, page: CapturePage): Session {
  const before = session.check?.before ?? 0;
  const low = page.next === null ? 0 : (page.captures.at(-1)?.seq ?? 0);
  const stored = new Map(page.captures.map((one) => [one.seq, one]));
  const held = session.window.rows.filter(({ seq }) => seq < before && seq >= low && seq <= page.lastSeq);
  const gone = held.filter(({ seq }) => !stored.has(seq)).map(({ seq }) => seq);
  let checked = gone.length > 0 ? remove(session, gone) : session;
  for (const row of held) {
    const now = stored.get(row.seq);
    if (now && !isMarkedAlike(row, now)) checked = takeMark(checked, markOf(now));
    if (now && now.replyStatus !== row.replyStatus) checked = takeReplied(checked, row.seq, now.replyStatus);
  }
  const bottom = checked.window.rows.at(-1)?.seq ?? 0;
  return low > bottom ? ask(checked, low) : { ...checked, check: null };
}

function ask(session: Session, before: number): Session {
  const epoch = session.epoch + 1;
  return { ...session, epoch, check: { before, epoch } };
}

function markOf({ seq, pinned = false, note = "" }: Summary): { seq: number; pinned: boolean; note: string } {
  return { seq, pinned, note };
}

function isMarkedAlike(one: Summary, other: Summary): boolean {
  const [a, b] = [markOf(one), markOf(other)];
  return a.pinned === b.pinned && a.note === b.note;
}
