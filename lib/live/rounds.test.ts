import { expect, test, vi } from "vitest";
import type { Kept } from "./events.ts";
import { createRounds, type Review } from "./rounds.ts";

const KEPT: Kept = { total: 2, firstSeq: 2, lastSeq: 2, dropped: 0, droppedSince: null };

test("how a bin stood before a pin went is not told after it, but in the next round", async () => {
  vi.useFakeTimers();
  let answer: (review: Review) => void = () => undefined;
  const told: Kept[] = [];
  const rounds = createRounds<string>({
    watching: () => [{ member: "m", bin: "b", who: "w", credentials: {} }],
    review: () => new Promise((resolve) => (answer = resolve)),
    letGo: () => undefined,
    tell: (_bin, kept) => told.push(kept),
    onError: (error) => expect.unreachable(String(error)),
  });
  const review = async (kept: Kept) => {
    answer({ kept: new Map([["b", kept]]), refused: new Set() });
    await vi.advanceTimersByTimeAsync(0);
  };
  await vi.advanceTimersByTimeAsync(1000);
  rounds.marked("b");
  await review(KEPT);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(1000);
  await review({ ...KEPT, firstSeq: 1 });
  expect(told).toEqual([{ ...KEPT, firstSeq: 1 }]);
  rounds.close();
  vi.useRealTimers();
});
