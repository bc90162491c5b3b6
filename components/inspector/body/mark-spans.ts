import type { Span } from "./highlight-line.ts";

/** A part of a line that was found. */
export type Mark = { start: number; end: number; isCurrent: boolean };
export type Piece = Span & { mark: "found" | "current" | null };

/** The pieces of a line, divided where marks begin and end; joined they give the line again. Marks come in order and do not overlap. */
export function markSpans(spans: readonly Span[], marks: readonly Mark[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let next = 0;
  for (const { text, role } of spans) {
    const end = at + text.length;
    for (let from = at; from < end; ) {
      while ((marks[next]?.end ?? end) <= from) next += 1;
      const mark = marks[next];
      const isIn = mark !== undefined && mark.start <= from;
      const to = Math.min(end, (isIn ? mark.end : mark?.start) ?? end);
      pieces.push({
        text: text.slice(from - at, to - at),
        role,
        mark: isIn ? (mark.isCurrent ? "current" : "found") : null,
      });
      from = to;
    }
    at = end;
  }
  return pieces;
}
