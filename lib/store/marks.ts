import { AppError } from "#lib/errors.ts";
import type { Summary } from "#lib/model/capture.ts";
import { MAX_PINS, type Mark, type MarkChanges } from "#lib/model/mark.ts";
import { withStore } from "./busy.ts";
import { database } from "./database.ts";
import { lockBin } from "./transact.ts";

/** Pins and notes. A capture without either has no row. */

/** The same summaries, with their pins and notes. */
export async function withMarks(binNo: number, summaries: Summary[]): Promise<Summary[]> {
  if (summaries.length === 0) return summaries;
  const { prisma } = await database();
  const marks = await withStore(() =>
    prisma.mark.findMany({
      where: { binNo, seq: { in: summaries.map(({ seq }) => seq) } },
      select: { seq: true, pinned: true, note: true },
    }),
  );
  if (marks.length === 0) return summaries;
  const bySeq = new Map(marks.map((mark) => [Number(mark.seq), mark]));
  return summaries.map((summary) => {
    const mark = bySeq.get(summary.seq);
    if (!mark) return summary;
    return { ...summary, ...(mark.pinned && { pinned: true }), ...(mark.note !== "" && { note: mark.note }) };
  });
}

/**
 * Pins, unpins or annotates a capture and returns its mark as it is now; null when there is no such capture (any more). Throws
 * `invalid_input` at the pin that is one too many.
 */
export async function markCapture(
  binNo: number,
  seq: number,
  changes: MarkChanges,
  now: Date = new Date(),
): Promise<Mark | null> {
  const { prisma } = await database();
  return withStore(() =>
    prisma.$transaction(async (tx) => {
      await lockBin(tx, binNo);
      const key = { binNo_seq: { binNo, seq } };
      const capture = await tx.capture.findUnique({
        where: key,
        select: { kind: true, bodyBytes: true, headers: true },
      });
      if (!capture) return null;
      const before = await tx.mark.findUnique({ where: key });
      const pinned = changes.pinned ?? before?.pinned ?? false;
      const note = changes.note ?? before?.note ?? "";
      if (pinned && !before?.pinned && (await tx.mark.count({ where: { binNo, pinned: true } })) >= MAX_PINS) {
        const message = `A bin keeps at most ${MAX_PINS} pins; unpin one first`;
        throw new AppError("invalid_input", message, { problems: [{ path: "pinned", message }] });
      }
      // The same sum as the journal's: a rejected capture says how large its body was, but keeps none of it.
      const size = (capture.kind === "rejected" ? 0 : capture.bodyBytes) + capture.headers.length;
      const row = { pinned, note, size, changedAt: now };
      if (pinned || note !== "") await tx.mark.upsert({ where: key, create: { binNo, seq, ...row }, update: row });
      else await tx.mark.deleteMany({ where: { binNo, seq } });
      return { seq, pinned, note };
    }),
  );
}
