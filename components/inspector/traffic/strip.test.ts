import { describe, expect, test } from "vitest";
import type { Summary } from "#lib/model/capture.ts";
import type { Traffic, TrafficBucket } from "#lib/model/traffic.ts";
import {
  between,
  placeOf,
  SLOTS,
  type Strip,
  settled,
  shownPlaces,
  stripFrom,
  trafficQuery,
  withArrivals,
} from "./strip.ts";

const START = Date.parse("2026-11-21T10:00:00.000Z");
const iso = (ms: number) => new Date(START + ms).toISOString();

const bucket = (index: number, seq: number, statuses: TrafficBucket["statuses"] = { "2xx": 1 }): TrafficBucket => {
  const total = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  return { index, total, firstSeq: seq, lastSeq: seq + total - 1, statuses, kinds: { message: total } };
};
const taken = (bucketMs: number, buckets: TrafficBucket[]): Traffic => ({
  from: iso(0),
  to: iso(bucketMs * SLOTS),
  bucketMs,
  complete: true,
  lookedFrom: 1,
  buckets,
});
const arrival = (seq: number, ms: number, replyStatus = 200) => ({ seq, receivedAt: iso(ms), replyStatus }) as Summary;
const counts = (strip: Strip) =>
  [...strip.slots].map(([place, { total }]) => [place, total]).sort(([a = 0], [b = 0]) => a - b);

test("a span's slots end with the one that is now", () => {
  expect(trafficQuery("everything", START)).toBe("buckets=60");
  const query = new URLSearchParams(trafficQuery("hour", START + 90_000));
  expect(query.get("from")).toBe("2026-11-21T09:02:00.000Z");
  expect(query.get("to")).toBe("2026-11-21T10:02:00.000Z");
});

test("statuses are grouped; what got no reply is other", () => {
  const strip = stripFrom("hour", taken(60_000, [bucket(3, 1, { "2xx": 2, "4xx": 1, "0": 3, "1xx": 1 })]));
  expect(strip.slots.get(3)).toEqual({
    total: 7,
    firstSeq: 1,
    lastSeq: 7,
    groups: { "2xx": 2, "3xx": 0, "4xx": 1, "5xx": 0, other: 4 },
  });
});

test("a bin that has just begun is not drawn in milliseconds", () => {
  const strip = stripFrom("everything", taken(30, [bucket(0, 1), bucket(33, 2), bucket(34, 3)]));
  expect(strip.stepMs).toBe(1020);
  expect(counts(strip)).toEqual([
    [0, 2],
    [1, 1],
  ]);
  expect(shownPlaces(strip, START + 2000)).toEqual({ first: 2 - SLOTS, last: 1 });
});

describe("what arrives", () => {
  const strip = stripFrom("hour", taken(60_000, [bucket(59, 1, { "2xx": 4 })]));

  test("is counted once, by its time and status", () => {
    const once = withArrivals(strip, [arrival(5, 59 * 60_000), arrival(6, 60 * 60_000, 503)]);
    const twice = withArrivals(once, [arrival(6, 60 * 60_000, 503), arrival(5, 59 * 60_000)]);
    expect(twice).toBe(once);
    expect(counts(once)).toEqual([
      [59, 5],
      [60, 1],
    ]);
    expect(once.slots.get(60)?.groups["5xx"]).toBe(1);
    expect(once.isStale).toBe(false);
  });

  test("after a gap makes the strip stale, and so does a ring that must have dropped as many", () => {
    expect(withArrivals(strip, [arrival(6, 59 * 60_000)]).isStale).toBe(true);
    const many = (count: number) => Array.from({ length: count }, (_, at) => arrival(5 + at, 59 * 60_000));
    expect(withArrivals(strip, many(500)).isStale).toBe(false);
    expect(withArrivals(strip, many(501)).isStale).toBe(true);
  });

  test("begins anywhere in a bin of which nothing was known", () => {
    const begun = withArrivals(stripFrom("hour", taken(60_000, [])), [arrival(900, 0), arrival(901, 10)]);
    expect(begun).toMatchObject({ newest: 901, isStale: false });
  });

  test("pushes what is too old out of a fixed span", () => {
    const hour = stripFrom("hour", taken(60_000, [bucket(0, 1), bucket(30, 2)]));
    expect(counts(withArrivals(hour, [arrival(3, 62 * 60_000)]))).toEqual([
      [30, 1],
      [62, 1],
    ]);
    expect(shownPlaces(hour, START + 62 * 60_000)).toEqual({ first: 3, last: 62 });
  });
});

test("with everything shown, slots come closer together as time goes by, and nothing is lost", () => {
  const strip = stripFrom("everything", taken(1000, [bucket(0, 1), bucket(1, 2), bucket(59, 3)]));
  const later = settled(strip, START + 1_000_000);
  expect(later.stepMs).toBe(16_000);
  expect(placeOf(later, START + 1_000_000)).toBeLessThan(2 * SLOTS);
  expect(counts(later)).toEqual([
    [0, 2],
    [3, 1],
  ]);
});

test("a range holds what lies between its ends, in either direction", () => {
  const strip = stripFrom("hour", taken(60_000, [bucket(2, 1), bucket(5, 2, { "4xx": 2 }), bucket(9, 4)]));
  expect(between(strip, 6, 2)).toMatchObject({ total: 3, firstSeq: 1, lastSeq: 3 });
  expect(between(strip, 3, 4)).toBeNull();
});
