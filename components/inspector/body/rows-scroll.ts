import type { RowHeights } from "./row-heights.ts";
import { heightFor, type Place, placeFor, scrolled, settled } from "./scroll-scale.ts";

/** Rows so far outside of what is seen, in pixels, are drawn too: a wheel finds them there. */
const AROUND = 300;
/** Headings that stay in sight cover so much of the upper edge. */
const COVERED = 80;

/** Which of many rows are seen, and where: follows the scroll area around them, and moves it. */
export class RowsScroll {
  /** The area that scrolls, and what holds the rows in it. */
  area: HTMLElement | null = null;
  element: HTMLElement | null = null;
  #heights: RowHeights;
  #place: Place = { at: 0, shift: 0 };
  /** The row that was asked for, until the reader scrolls: it stays where it is while the heights of others are learned. */
  #goal: number | null = null;

  constructor(heights: RowHeights) {
    this.#heights = heights;
  }

  get height(): number {
    return heightFor(this.#heights.total);
  }

  /** The rows to draw, and where the first of them stands in the element. */
  seen(): { first: number; last: number; top: number } {
    const first = this.#heights.rowAt(this.#y - AROUND);
    const last = Math.min(this.#heights.rowAt(this.#y + this.#view + AROUND), this.#heights.count - 1);
    return { first, last, top: this.#heights.topOf(first) - this.#place.shift };
  }

  /** There are more rows now, or fewer. */
  take(heights: RowHeights): void {
    this.#heights = heights;
  }

  /** After the element has its height: stays at the rows that were seen. True when that moves anything. */
  settle(): boolean {
    const before = this.#place;
    const place = settled(before, this.#extent);
    if (place !== before) this.#moveTo(place);
    return this.#place.shift !== before.shift;
  }

  /** The page may have been scrolled. True when other rows are seen. */
  follow(): boolean {
    const at = this.#at();
    if (Math.abs(at - this.#place.at) < 1) return false;
    this.#goal = null;
    const place = scrolled(this.#place, at, this.#extent);
    if (place.at === at) this.#place = place;
    else this.#moveTo(place);
    return true;
  }

  /** Brings a row into the middle, unless it is seen already. */
  goTo(row: number): void {
    const top = this.#heights.topOf(row);
    const height = this.#heights.heightOf(row);
    this.#goal = row;
    if (top >= this.#y + COVERED && top + height <= this.#y + this.#view) return;
    this.#moveTo(placeFor(top + height / 2 - this.#view / 2, this.#extent));
  }

  /** Takes the heights of rows that are drawn, from `first` on; what is looked at stays where it is. True when any was another. */
  learn(first: number, rows: Iterable<Element>): boolean {
    const anchor = this.#goal ?? this.#heights.rowAt(this.#y);
    const before = this.#heights.topOf(anchor);
    let row = first;
    let isNew = false;
    for (const drawn of rows) {
      const { height } = drawn.getBoundingClientRect();
      if (Math.abs(height - this.#heights.heightOf(row)) >= 0.5) {
        this.#heights.learn(row, height);
        isNew = true;
      }
      row += 1;
    }
    if (!isNew) return false;
    // The height comes first: without it the page may not scroll as far.
    if (this.element) this.element.style.height = `${this.height}px`;
    const { at, shift } = this.#place;
    this.#moveTo(settled({ at: at + this.#heights.topOf(anchor) - before, shift }, this.#extent));
    return true;
  }

  /** How far the upper edge of what is seen is into the rows. */
  get #y(): number {
    return this.#place.at + this.#place.shift;
  }

  get #view(): number {
    return this.area?.clientHeight ?? 0;
  }

  get #extent() {
    return { total: this.#heights.total, view: this.#view };
  }

  /** How far the area is scrolled into the element; negative where that begins below its upper edge. */
  #at(): number {
    if (!this.area || !this.element) return 0;
    return this.area.getBoundingClientRect().top + this.area.clientTop - this.element.getBoundingClientRect().top;
  }

  /** The area may not go that far. */
  #moveTo(place: Place): void {
    if (this.area && Math.abs(place.at - this.#at()) >= 1) this.area.scrollTop += place.at - this.#at();
    this.#place = { at: this.area ? this.#at() : place.at, shift: place.shift };
  }
}
