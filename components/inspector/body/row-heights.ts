/** So many rows share one entry of the sums: few enough to walk, many enough that millions of rows need little memory. */
const BLOCK = 256;

/**
 * Where each of many rows stands when most are `usual` pixels high and the height of those that are not is learned as they are drawn.
 * Every answer costs about as much for ten million rows as for a hundred.
 */
export class RowHeights {
  readonly count: number;
  readonly usual: number;
  /** What a row has over the usual height. */
  readonly #extra = new Map<number, number>();
  /** A Fenwick tree over the extras of each block, from 1. */
  readonly #sums: Float64Array;

  /** `before`: what is known of the same rows, of which there were more or fewer. */
  constructor(count: number, usual: number, before?: RowHeights) {
    this.count = count;
    this.usual = usual;
    this.#sums = new Float64Array(Math.ceil(count / BLOCK) + 1);
    if (before?.usual !== usual) return;
    for (const [row, extra] of before.#extra) if (row < count) this.learn(row, usual + extra);
  }

  get total(): number {
    return this.topOf(this.count);
  }

  heightOf(row: number): number {
    return this.usual + (this.#extra.get(row) ?? 0);
  }

  /** The upper edge of a row; of `count`, the lower edge of the last. */
  topOf(row: number): number {
    const block = Math.floor(row / BLOCK);
    let extra = 0;
    for (let at = block; at > 0; at -= at & -at) extra += this.#sums[at] ?? 0;
    if (this.#extra.size > 0) for (let at = block * BLOCK; at < row; at += 1) extra += this.#extra.get(at) ?? 0;
    return row * this.usual + extra;
  }

  /** The row at `y` pixels; the first above all, the last below all. */
  rowAt(y: number): number {
    let low = 0;
    let high = Math.max(0, this.count - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.topOf(middle) <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  learn(row: number, height: number): void {
    const change = height - this.heightOf(row);
    if (height === this.usual) this.#extra.delete(row);
    else this.#extra.set(row, height - this.usual);
    for (let at = Math.floor(row / BLOCK) + 1; at < this.#sums.length; at += at & -at) {
      this.#sums[at] = (this.#sums[at] ?? 0) + change;
    }
  }
}
