export type LineChange = { kind: "same" | "added" | "removed"; text: string };

/** A run of changed lines with up to three around it; line numbers begin at 1. */
export type Hunk = { beforeLine: number; afterLine: number; lines: LineChange[] };

/** `exact` is false when the texts were too different to be matched line by line: what differs then stands as one removed and one added block. */
export type LineDifference = { hunks: Hunk[]; exact: boolean; more: boolean };

const CONTEXT = 3;
const MAX_EDITS = 800;
const MAX_SHOWN_LINES = 4000;
const MAX_LINE_CHARS = 2000;

/** Two texts by line (Myers 1986), bounded: at most 800 edits are looked for, at most 4,000 lines told. Line ends count as one. */
export function compareLines(before: string, after: string): LineDifference {
  const left = before.split(/\r\n|\r|\n/);
  const right = after.split(/\r\n|\r|\n/);
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < shorter - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const middleLeft = left.slice(start, left.length - end);
  const middleRight = right.slice(start, right.length - end);
  const edits = shortestEdits(middleLeft, middleRight);
  const middle = edits ?? [
    ...middleLeft.map((text): LineChange => ({ kind: "removed", text })),
    ...middleRight.map((text): LineChange => ({ kind: "added", text })),
  ];
  const around = (lines: string[]) => lines.map((text): LineChange => ({ kind: "same", text }));
  const lead = Math.max(0, start - CONTEXT);
  const lines = [
    ...around(left.slice(lead, start)),
    ...middle,
    ...around(left.slice(left.length - end, left.length - end + CONTEXT)),
  ];
  const shown = lines.slice(0, MAX_SHOWN_LINES);
  return { hunks: hunksOf(shown, lead), exact: edits !== null, more: lines.length > shown.length };
}

/** A shortest way from one to the other, or null when it has more than MAX_EDITS steps. */
function shortestEdits(left: string[], right: string[]): LineChange[] | null {
  const most = Math.min(left.length + right.length, MAX_EDITS);
  const reach = new Int32Array(2 * most + 3);
  const at = (k: number) => k + most + 1;
  const history: Int32Array[] = [];
  for (let d = 0; d <= most; d += 1) {
    history.push(reach.slice(at(-d) - 1, at(d) + 2));
    for (let k = -d; k <= d; k += 2) {
      const goesDown = k === -d || (k !== d && (reach[at(k - 1)] ?? 0) < (reach[at(k + 1)] ?? 0));
      let x = goesDown ? (reach[at(k + 1)] ?? 0) : (reach[at(k - 1)] ?? 0) + 1;
      while (x < left.length && x - k < right.length && left[x] === right[x - k]) x += 1;
      reach[at(k)] = x;
      if (x >= left.length && x - k >= right.length) return walkBack(left, right, history, d);
    }
  }
  return null;
}

/** `history[d]` holds what was reached before step d, for diagonals -d-1 … d+1. */
function walkBack(left: string[], right: string[], history: Int32Array[], edits: number): LineChange[] {
  const lines: LineChange[] = [];
  let x = left.length;
  let y = right.length;
  for (let d = edits; d >= 0; d -= 1) {
    const reach = (k: number) => history[d]?.[k + d + 1] ?? 0;
    const k = x - y;
    const goesDown = k === -d || (k !== d && reach(k - 1) < reach(k + 1));
    const previousK = goesDown ? k + 1 : k - 1;
    const fromX = d === 0 ? 0 : reach(previousK);
    const fromY = d === 0 ? 0 : fromX - previousK;
    while (x > fromX && y > fromY) {
      lines.push({ kind: "same", text: left[x - 1] ?? "" });
      x -= 1;
      y -= 1;
    }
    if (d > 0)
      lines.push(goesDown ? { kind: "added", text: right[fromY] ?? "" } : { kind: "removed", text: left[fromX] ?? "" });
    x = fromX;
    y = fromY;
  }
  return lines.reverse();
}

/** Cut where more than twice the context is the same. `skipped` lines stand before the first. */
function hunksOf(lines: LineChange[], skipped: number): Hunk[] {
  const isNear = new Uint8Array(lines.length);
  for (const [index, line] of lines.entries()) {
    if (line.kind !== "same") isNear.fill(1, Math.max(0, index - CONTEXT), index + CONTEXT + 1);
  }
  const hunks: Hunk[] = [];
  let beforeLine = skipped + 1;
  let afterLine = skipped + 1;
  for (const [index, line] of lines.entries()) {
    if (isNear[index] === 1) {
      if (isNear[index - 1] !== 1) hunks.push({ beforeLine, afterLine, lines: [] });
      hunks.at(-1)?.lines.push({ kind: line.kind, text: line.text.slice(0, MAX_LINE_CHARS) });
    }
    if (line.kind !== "added") beforeLine += 1;
    if (line.kind !== "removed") afterLine += 1;
  }
  return hunks;
}
