import { afterEach, expect, test, vi } from "vitest";
import { formatAgo, formatBytes, formatDuration, formatMoment } from "./format.ts";

afterEach(() => vi.unstubAllEnvs());

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

test("a moment has its milliseconds and says how far its zone is from UTC, in summer and winter", () => {
  const moments = ["2026-01-02T03:04:05.006Z", "2026-07-21T23:30:00.120Z"].map((iso) => new Date(iso));
  const inZone = (zone: string) => {
    vi.stubEnv("TZ", zone);
    return moments.map(formatMoment);
  };
  expect(inZone("UTC")).toEqual(["2026-01-02 03:04:05.006 +00:00", "2026-07-21 23:30:00.120 +00:00"]);
  expect(inZone("Europe/Berlin")).toEqual(["2026-01-02 04:04:05.006 +01:00", "2026-07-22 01:30:00.120 +02:00"]);
  expect(inZone("America/St_Johns")).toEqual(["2026-01-01 23:34:05.006 -03:30", "2026-07-21 21:00:00.120 -02:30"]);
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
