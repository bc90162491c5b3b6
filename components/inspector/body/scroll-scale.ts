/**
 * Browsers draw no element higher than some 17 (Firefox) or 33 (Chrome) million of the screen's pixels, of which there may be four to
 * one of the page's. Rows that need more get this height, and a scroll bar that moves faster than they do.
 */
const MAX_HEIGHT = 4_000_000;
/** This near an end, and by this much at a time, rows move exactly as far as the page is scrolled. */
const EXACT = 100_000;
/** How far the scroll bar may stand from where it should while rows move exactly. */
const SLACK = EXACT / 2;

/** `total`: what the rows need; `view`: the height of what they are seen through. */
export type Extent = { total: number; view: number };

/** `at`: how far the page is scrolled into the rows' element; `shift`: how much farther that is into the rows. */
export type Place = { at: number; shift: number };

export function heightFor(total: number): number {
  return Math.min(total, MAX_HEIGHT);
}

/** The place that shows `y` pixels into the rows at the upper edge. */
export function placeFor(y: number, extent: Extent): Place {
  const at = squeezed(y, extent);
  return { at, shift: y - at };
}

/**
 * The page was scrolled to `at`: by a little, as with a wheel, rows follow exactly; by more, as with the scroll bar, they are those at that
 * share of all. The answer's `at` may be another: the page has to be scrolled there, unseen, for rows beyond the element's end.
 */
export function scrolled(before: Place, at: number, extent: Extent): Place {
  if (extent.total <= MAX_HEIGHT) return { at, shift: 0 };
  if (Math.abs(at - before.at) > jumpFrom(extent)) return { at, shift: stretched(at, extent) - at };
  return settled({ at, shift: before.shift }, extent);
}

/** The same rows, with the scroll bar where it should be if it is too far off. */
export function settled(place: Place, extent: Extent): Place {
  const y = place.at + place.shift;
  const ideal = placeFor(y, extent);
  if (extent.total <= MAX_HEIGHT) return ideal;
  const isNearEnd = y < EXACT || y > extent.total - extent.view - EXACT;
  const isFine = Math.abs(ideal.at - place.at) <= (isNearEnd ? 0 : SLACK);
  return isFine ? place : ideal;
}

/** Keys and wheels scroll by some screens at most; one pixel of the scroll bar is more. */
function jumpFrom({ view }: Extent): number {
  return Math.min(view * 4, EXACT / 4);
}

/** One pixel between the exact parts at both ends stands for so many of the rows. */
function ratio({ total, view }: Extent): number {
  return (total - view - 2 * EXACT) / (MAX_HEIGHT - view - 2 * EXACT);
}

function squeezed(y: number, extent: Extent): number {
  const over = extent.total - MAX_HEIGHT;
  if (over <= 0 || y <= EXACT) return y;
  if (y >= extent.total - extent.view - EXACT) return y - over;
  return EXACT + (y - EXACT) / ratio(extent);
}

function stretched(at: number, extent: Extent): number {
  const over = extent.total - MAX_HEIGHT;
  if (over <= 0 || at <= EXACT) return at;
  if (at >= MAX_HEIGHT - extent.view - EXACT) return at + over;
  return EXACT + (at - EXACT) * ratio(extent);
}
