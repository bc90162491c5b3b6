import { expect, test } from "vitest";
import { sayGroups, sayPlace, sayRange, saySummary } from "./say-traffic.ts";
import { between, type Strip, stripFrom } from "./strip.ts";

const START = new Date(2026, 10, 21, 14, 3).getTime();

function strip(bucketMs: number): Strip {
  const bucket = {
    index: 2,
    total: 12,
    firstSeq: 1,
    lastSeq: 12,
    statuses: { "2xx": 10, "4xx": 1, "0": 1 },
    kinds: {},
  };
  const quiet = { index: 40, total: 1, firstSeq: 13, lastSeq: 13, statuses: { "2xx": 1 }, kinds: {} };
  const from = new Date(START).toISOString();
  return stripFrom("hour", { from, to: from, bucketMs, complete: true, lookedFrom: 1, buckets: [bucket, quiet] });
}

test("times are as exact as the slots, and name the day when it is another one", () => {
  expect(sayRange(strip(60_000), 4, 2, START)).toBe("14:05–14:08");
  expect(sayRange(strip(10_000), 0, 0, START)).toBe("14:03:00–14:03:10");
  expect(sayPlace(strip(60_000), 0, START + 86_400_000)).toBe("21 Nov, 14:03");
});

test("counts are said by reply", () => {
  const one = strip(60_000);
  const all = between(one, 0, 59);
  expect(all && sayGroups(all)).toBe("11 answered 2xx, 1 answered 4xx, 1 without a final reply");
  expect(saySummary(one, { first: 0, last: 59 }, START)).toBe(
    "13 captures since 14:03: 11 answered 2xx, 1 answered 4xx, 1 without a final reply. The busiest time was 14:05–14:06 with 12.",
  );
  expect(saySummary({ ...one, slots: new Map() }, { first: 0, last: 59 }, START)).toBe("Nothing came since 14:03.");
  const some = new Map([...one.slots].slice(1));
  expect(saySummary({ ...one, found: { slots: some, downTo: 1, upTo: 13 } }, { first: 0, last: 59 }, START)).toBe(
    "Of 13 captures since 14:03 1 fits the filter: 1 answered 2xx. The busiest time was 14:43–14:44 with 1.",
  );
});
