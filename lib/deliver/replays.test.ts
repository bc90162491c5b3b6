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

test("replays to slow targets give way after a while, so that each comes to its turn", async () => {
  const sent = new Map<string, number>();
  const use = {
    readReplayed: async () => ({ seq: 1, kind: "message", method: "GET", headers: [], body: new Uint8Array(0) }),
    hasRoom: async () => true,
    beginSend: async ({ id }: ClaimedReplay) => ({ kind: "send", claimed: { replayId: id } }),
    attempt: async ({ replayId }: { replayId: string }) => {
      sent.set(replayId, (sent.get(replayId) ?? 0) + 1);
      await use.pause(2000);
      return {};
    },
    record: async () => true,
    onProgress: () => undefined,
    leaveReplay: async () => undefined,
    newId: () => "id",
    lease: () => ({ by: "me", until: new Date(0) }),
    now: Date.now,
    pause: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  };
  const ids = Array.from({ length: 21 }, (_, index) => `r${index}`);
  const replays = createReplays({
    idle: async () => ids.filter((id) => !replays.running().includes(id)),
    claim: async (id) => ({ ...REPLAY, id, total: 1000 }),
    run: use as unknown as ReplayUse,
    onError: (error) => {
      throw error;
    },
  });
  await replays.poll();
  expect(replays.running()).toEqual(ids.slice(0, 20));
  await vi.advanceTimersByTimeAsync(4000);
  expect(sent.get("r20")).toBeUndefined();
  await vi.advanceTimersByTimeAsync(3000);
  expect(sent.get("r20")).toBe(1);
  // Nobody waits any more: those that have a place keep it.
  await vi.advanceTimersByTimeAsync(60_000);
  expect(replays.running()).toHaveLength(20);
  const stopped = replays.stop(0);
  await vi.advanceTimersByTimeAsync(4000);
  await stopped;
});

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
