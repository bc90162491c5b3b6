import { expect, test } from "vitest";
import type { Replay } from "#lib/model/replay.ts";
import { extentWords, paceWords, progressWords, standingOf } from "./replay-words.ts";

const replay: Replay = {
  ...{ id: "r", state: "running", target: null, url: "http://t.example/", captures: 50, times: 2, total: 100 },
  ...{ pace: { kind: "at_once" }, retry: { kind: "none" }, sent: 40, succeeded: 38, failed: 2, skipped: 1 },
  ...{ nextAt: null, paused: false, createdAt: "2026-01-01T00:00:00.000Z", endedAt: null },
};

test("what a replay is, at which pace and how far it has come", () => {
  expect(extentWords(replay)).toBe("50 captures, twice over");
  expect(extentWords({ captures: 1, times: 1 })).toBe("1 capture");
  expect(progressWords(replay)).toBe("40 of 100 sent, 2 failed, 1 passed over");
  expect(progressWords({ ...replay, failed: 0, skipped: 0 })).toBe("40 of 100 sent");
  expect(paceWords({ kind: "original", speed: 10 })).toBe("with their gaps, 10 times as fast");
  expect(paceWords({ kind: "original", speed: 0.5 })).toBe("with their gaps, at 0.5 of the speed");
  expect(paceWords({ kind: "rate", perSecond: 5 })).toBe("5 a second");
});

test("a running one may be paused by its target or waiting for its next time", () => {
  expect(standingOf(replay)).toBe("running");
  expect(standingOf({ ...replay, nextAt: "2026-01-01T00:00:00.000Z" })).toBe("waiting");
  expect(standingOf({ ...replay, paused: true, nextAt: "2026-01-01T00:00:00.000Z" })).toBe("paused");
  expect(standingOf({ ...replay, state: "cancelled" })).toBe("cancelled");
});
