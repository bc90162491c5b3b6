import { expect, test } from "vitest";
import { newReplaySchema } from "#lib/model/replay.ts";
import { rangeOf, replayDraft, replayOf } from "./replay-draft.ts";

const blank = replayDraft({ target: "", url: " http://localhost:8080/ " });

test("a draft nobody touched is what the API does by itself", () => {
  const read = replayOf(blank);
  expect("wanted" in read && newReplaySchema.parse({ captures: [1], ...read.wanted })).toEqual(
    newReplaySchema.parse({ captures: [1], url: "http://localhost:8080/" }),
  );
});

test("a saved target, a count and a pace are asked for as they are typed", () => {
  const target = "0190d5f0-0000-7000-8000-000000000002";
  expect(replayOf({ ...blank, target, times: "3", pace: "rate", perSecond: "0.5" })).toMatchObject({
    wanted: { target, times: 3, pace: { kind: "rate", perSecond: 0.5 } },
  });
  expect(replayOf({ ...blank, pace: "original", speed: "10×" })).toMatchObject({
    wanted: { pace: { kind: "original", speed: 10 } },
  });
});

test("what cannot be read is told by field", () => {
  const read = replayOf({ ...blank, times: "1.5", pace: "original", speed: "fast", retry: "list", delays: "soon" });
  expect("problems" in read && read.problems.map(({ path }) => path)).toEqual([
    "times",
    "pace.speed",
    "retry.delaysMs",
  ]);
});

test("a range without ends is everything the bin has given numbers to", () => {
  expect(rangeOf("", "", 12)).toEqual({ from: 1, to: 12 });
  expect(rangeOf("#3", "9", 12)).toEqual({ from: 3, to: 9 });
  expect(rangeOf("three", "", 12)).toBeNull();
  expect(rangeOf("", "", 0)).toEqual({ from: 1, to: 1 });
});
