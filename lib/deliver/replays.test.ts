import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ClaimedReplay } from "#lib/store/replay-steps.ts";
import type { ReplayUse } from "./replay-runner.ts";
import { createReplays } from "./replays.ts";

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

const REPLAY: ClaimedReplay = {
  ...{ id: "r", binNo: 1, binId: "bin", targetId: "target", url: "http://t.example/", seqs: [1], total: 1 },
  ...{ position: 0, pace: { kind: "at_once" }, retry: { kind: "none" }, edits: null },
};

test("a replay whose store fails is given back as soon as the store can be written, to go on a second later", async () => {
  const errors: unknown[] = [];
  const left: unknown[] = [];
  let failures = 2;
  const run = {
    readReplayed: async () => Promise.reject(new Error("the store is away")),
    leaveReplay: async (_id: string, by: string, how: unknown) => {
      failures -= 1;
      if (failures >= 0) throw new Error("still away");
      left.push([by, how]);
    },
    lease: () => ({ by: "me", until: new Date(0) }),
    now: Date.now,
    pause: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  } as unknown as ReplayUse;
  const onError = (error: unknown) => void errors.push(error);
  const replays = createReplays({ idle: async () => [], claim: async () => REPLAY, run, onError });
  replays.wake("r");
  expect(replays.running()).toEqual(["r"]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(left).toEqual([["me", { kind: "later", nextAt: new Date(3000), paused: false }]]);
  expect(errors).toHaveLength(3);
  expect(replays.running()).toEqual([]);
});
