import fc from "fast-check";
import { expect, test } from "vitest";
import { type Extent, heightFor, type Place, placeFor, scrolled, settled } from "./scroll-scale.ts";

const HUGE: Extent = { total: 200_000_000, view: 800 };
const y = ({ at, shift }: Place) => at + shift;
const end = HUGE.total - HUGE.view;
const lowest = heightFor(HUGE.total) - HUGE.view;

test("rows that a browser can draw scroll as any others", () => {
  const extent = { total: 100_000, view: 800 };
  expect(heightFor(extent.total)).toBe(100_000);
  expect(scrolled({ at: 0, shift: 0 }, 50_000, extent)).toEqual({ at: 50_000, shift: 0 });
  expect(placeFor(70_000, extent)).toEqual({ at: 70_000, shift: 0 });
  // Also those that were more than it can draw a moment ago.
  expect(settled({ at: 30_000, shift: 20_000 }, extent)).toEqual({ at: 50_000, shift: 0 });
});

test("both ends of the scroll bar are both ends of the rows", () => {
  expect(heightFor(HUGE.total)).toBeLessThan(17_000_000 / 4);
  expect(y(scrolled({ at: 0, shift: 0 }, lowest, HUGE))).toBe(end);
  expect(y(scrolled(placeFor(end, HUGE), 0, HUGE))).toBe(0);
  expect(y(scrolled({ at: 0, shift: 0 }, lowest / 2, HUGE))).toBeCloseTo(end / 2, -1);
});

test("what was asked for is shown, and the scroll bar can show it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: end }), (wanted) => {
      const place = placeFor(wanted, HUGE);
      expect(y(place)).toBeCloseTo(wanted, 3);
      expect(place.at).toBeGreaterThanOrEqual(0);
      expect(place.at).toBeLessThanOrEqual(lowest);
      expect(settled(place, HUGE)).toEqual(place);
    }),
  );
});

test("a wheel moves rows exactly and comes to either end from anywhere", () => {
  const steps = fc.array(fc.integer({ min: -2000, max: 2000 }), { maxLength: 100 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: lowest }), steps, (from, moves) => {
      let place = scrolled({ at: 0, shift: 0 }, from, HUGE);
      for (const by of moves) {
        const wanted = y(place) + by;
        if (wanted < 0 || wanted > end) continue;
        place = scrolled(place, place.at + by, HUGE);
        expect(y(place)).toBeCloseTo(wanted, 3);
        expect(place.at).toBeGreaterThanOrEqual(0);
        expect(place.at).toBeLessThanOrEqual(lowest);
      }
    }),
  );
  for (const by of [-700, 700]) {
    let place = placeFor(by < 0 ? 400_000 : end - 400_000, HUGE);
    for (let step = 0; step < 2000; step += 1) {
      const at = Math.min(Math.max(0, place.at + by), lowest);
      place = scrolled(place, at, HUGE);
    }
    expect(y(place)).toBe(by < 0 ? 0 : end);
  }
});
