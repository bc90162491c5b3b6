import { expect, test } from "vitest";
import { formatAgo, formatBytes, formatDuration } from "./format.ts";

test("sizes keep two figures and never show 1000 of a unit", () => {
  expect([0, 1, 999, 1000, 1234, 99_499, 99_999, 999_499, 999_999, 10_485_760].map(formatBytes)).toEqual([
    "0 B",
    "1 B",
    "999 B",
    "1.0 kB",
    "1.2 kB",
    "99.5 kB",
    "100 kB",
    "999 kB",
    "1.0 MB",
    "10.5 MB",
  ]);
});

test("durations are readable from microseconds to seconds", () => {
  expect([0.34, 1.25, 12.4, 1250].map(formatDuration)).toEqual(["340 µs", "1.3 ms", "12 ms", "1.25 s"]);
});

test("a clock that is ahead of ours does not show the future", () => {
  expect(formatAgo(2000, 1000)).toBe("just now");
});

test("ago is told in the largest whole unit", () => {
  const now = 10 * 86_400_000;
  expect([1_000, 59_000, 61_000, 3_600_000, 86_400_000, 172_800_000].map((ms) => formatAgo(now - ms, now))).toEqual([
    "just now",
    "59 s ago",
    "1 min ago",
    "1 h ago",
    "1 day ago",
    "2 days ago",
  ]);
});
