import type { Transaction } from "@prisma/driver-adapter-utils";
import { type Dialect, query } from "./dialect.ts";

/** A bin as `advance` returns it: its counters after the batch, and its limits (0 is none). */
export type Ring = {
  no: number;
  lastSeq: number;
  total: number;
  bytes: number;
  keepCaptures: number;
  keepBytes: number;
  /** True when captures of the bin have pins or notes. */
  isMarked: boolean;
};

/** Some captures of one bin, with what they count against its bytes. */
type Part = { count: number; size: number };

/** At most so many old captures of one bin are looked at in one step, and a few more than their average size suggests. */
const STEP = 512;
const SPARE = 4;
/**
 * So many steps in one commit, which others wait for, and more only until as many bytes have gone as came: a bin whose limits were lowered
 * comes into them with its next captures.
 */
const STEPS = 4;

/**
 * Brings the bins of a batch (`groups`, as packed) back into their limits by deleting their oldest captures, in the transaction that added to
 * them. The newest capture of a bin always stays, however large, and so does what is pinned. A bin that was in its limits is in them
 * afterwards; one that was over them is no further over. Looks only at what it deletes, never counts or sorts a bin, and asks for all bins
 * at once: how many of them are full does not change how often the database is asked.
 */
export async function keepRings(tx: Transaction, { sql }: Dialect, bins: Ring[], groups = "[]"): Promise<void> {
  let over = bins.filter(isOver);
  if (over.some(({ isMarked }) => isMarked)) over = (await withoutPins(tx, sql.pins, over)).filter(isOver);
  const before = new Map(over.map(({ no, bytes }) => [no, bytes]));
  for (let step = 0; over.length > 0; step += 1) {
    if (step >= STEPS) {
      const added = sizesOf(groups);
      over = over.filter(({ no, bytes }) => (before.get(no) ?? 0) - bytes < (added.get(no) ?? 0));
      if (over.length === 0) return;
    }
    const looking = JSON.stringify(over.map((bin) => [bin.no, lookedAt(bin)]));
    const { rows } = await tx.queryRaw(query(sql.oldest, [looking]));
    const going = choose(over, rows);
    if (going.size === 0) return;
    const now = Date.now();
    const trimmed = JSON.stringify([...going].map(([no, { upTo, count, size }]) => [no, upTo, count, size, now]));
    for (const statement of sql.trim) await tx.executeRaw(query(statement, [trimmed]));
    over = over
      .filter(({ no }) => going.has(no))
      .map((bin) => less(bin, going.get(bin.no)))
      .filter(isOver);
  }
}

/** How many bytes each bin of a batch got. */
function sizesOf(groups: string): Map<number, number> {
  return new Map((JSON.parse(groups) as number[][]).map(([no = 0, , size = 0]) => [no, size]));
}

/** Pins stand outside the ring: they are neither dropped nor counted against the bin's limits. */
async function withoutPins(tx: Transaction, pins: string, bins: Ring[]): Promise<Ring[]> {
  const marked = bins.filter(({ isMarked }) => isMarked).map(({ no }) => no);
  const { rows } = await tx.queryRaw(query(pins, [JSON.stringify(marked)]));
  const pinned = new Map(rows.map((row) => row.map(Number)).map(([no, count = 0, size = 0]) => [no, { count, size }]));
  return bins.map((bin) => less(bin, pinned.get(bin.no)));
}

/** Of the oldest captures of each bin (rows of no, seq, size, in order of seq) those that have to go. */
function choose(over: Ring[], rows: unknown[][]): Map<number, Part & { upTo: number }> {
  const bins = new Map(over.map((bin) => [bin.no, bin]));
  const going = new Map<number, Part & { upTo: number }>();
  for (const [no, seq, size] of rows.map((row) => row.map(Number)) as [number, number, number][]) {
    const bin = bins.get(no);
    const gone = going.get(no) ?? { upTo: 0, count: 0, size: 0 };
    if (!bin || seq >= bin.lastSeq || !isOver(less(bin, gone))) continue;
    going.set(no, { upTo: seq, count: gone.count + 1, size: gone.size + size });
  }
  return going;
}

function lookedAt(bin: Ring): number {
  const { tooMany, tooLarge } = excess(bin);
  const average = Math.max(1, bin.bytes / bin.total);
  return Math.min(STEP, Math.max(tooMany, tooLarge > 0 ? Math.ceil(tooLarge / average) + SPARE : 0));
}

function less(bin: Ring, part: Part = { count: 0, size: 0 }): Ring {
  return { ...bin, total: bin.total - part.count, bytes: bin.bytes - part.size };
}

function excess(bin: Ring): { tooMany: number; tooLarge: number } {
  return {
    tooMany: bin.keepCaptures > 0 ? bin.total - bin.keepCaptures : 0,
    tooLarge: bin.keepBytes > 0 ? bin.bytes - bin.keepBytes : 0,
  };
}

/** Whether something of a bin has to go; its newest capture never does. */
export function isOver(bin: Ring): boolean {
  const { tooMany, tooLarge } = excess(bin);
  return bin.total > 1 && (tooMany > 0 || tooLarge > 0);
}
