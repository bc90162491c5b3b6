import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ClaimedReplay, Replayed, Step } from "#lib/store/replay-steps.ts";
import { type ReplayUse, runReplay } from "./replay-runner.ts";
import { claimedOf, finishedOf } from "./test-claimed.ts";

const NOW = 1_000_000;
beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

function replay(more: Partial<ClaimedReplay> = {}): ClaimedReplay {
  const seqs = more.seqs ?? [1, 2, 3];
  return {
    ...{ id: "r", binNo: 1, binId: "bin", targetId: "target", url: "http://t.example/", seqs, total: seqs.length },
    ...{ position: 0, pace: { kind: "at_once" }, retry: { kind: "none" }, edits: null },
    ...more,
  };
}

/** Captures that came 100 ms, 400 ms and 900 ms after the first. */
const RECEIVED = [0, 100, 400, 900];

function running(changes: Partial<ReplayUse> = {}, answerMs = 0) {
  const sent: [seq: number, at: number][] = [];
  const left: unknown[] = [];
  const skipped: number[] = [];
  const use: ReplayUse = {
    readReplayed: async (_bin, seq) =>
      ({
        ...{ seq, kind: "message", method: "POST", headers: [], body: new Uint8Array(1) },
        receivedAt: RECEIVED[seq - 1] ?? 0,
      }) as Replayed,
    beginSend: async (_replay, { id, captureSeq }): Promise<Step> => ({
      kind: "send",
      claimed: claimedOf(id, { captureSeq, via: "replay" }),
    }),
    hasRoom: async () => true,
    skipSend: async ({ position }) => {
      skipped.push(position);
      return true;
    },
    leaveReplay: async (_id, _by, how) => void left.push(how),
    gate: (lane) => ({ count: 1, lane, nextAt: null }),
    attempt: async (claimed) => {
      sent.push([claimed.captureSeq, Date.now() - NOW]);
      if (answerMs > 0) await new Promise((resolve) => setTimeout(resolve, answerMs));
      return finishedOf(claimed.id);
    },
    record: async () => true,
    lease: () => ({ by: "me", until: new Date(0) }),
    onProgress: () => undefined,
    newId: () => "id",
    now: Date.now,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    ...changes,
  };
  const stop = new AbortController();
  return { sent, left, skipped, stop, run: (which: ClaimedReplay) => runReplay(which, use, () => false, stop.signal) };
}

async function all(work: Promise<unknown>): Promise<unknown> {
  await vi.advanceTimersByTimeAsync(60_000);
  return work;
}

describe("a replay's pace", () => {
  test("at once: each when the one before was answered", async () => {
    const { sent, left, run } = running({}, 30);
    await all(run(replay()));
    expect(sent).toEqual([
      [1, 0],
      [2, 30],
      [3, 60],
    ]);
    expect(left).toMatchObject([{ kind: "done" }]);
  });

  test("at a rate, and not faster when a slow answer is made up for", async () => {
    const { sent, run } = running();
    await all(run(replay({ pace: { kind: "rate", perSecond: 10 } })));
    expect(sent.map(([, at]) => at)).toEqual([0, 100, 200]);
  });

  test.each([
    [1, [0, 100, 400, 900]],
    [2, [0, 50, 200, 450]],
    [0.5, [0, 200, 800, 1800]],
  ])("with the original gaps, at speed %d", async (speed, expected) => {
    const { sent, run } = running();
    await all(run(replay({ seqs: [1, 2, 3, 4], pace: { kind: "original", speed } })));
    expect(sent.map(([, at]) => at)).toEqual(expected);
  });

  test("a second round begins at once, with gaps of its own", async () => {
    const { sent, run } = running();
    await all(run(replay({ seqs: [1, 2], total: 4, pace: { kind: "original", speed: 1 } })));
    expect(sent).toEqual([
      [1, 0],
      [2, 100],
      [1, 100],
      [2, 200],
    ]);
  });

  test("no gap grows when the clock is set back", async () => {
    let ahead = 3_600_000;
    const setBack = () => {
      ahead = 0;
    };
    const { sent, left, run } = running({ now: () => Date.now() + ahead, onProgress: setBack });
    await all(run(replay({ pace: { kind: "rate", perSecond: 10 } })));
    expect(sent.map(([, at]) => at)).toEqual([0, 100, 200]);
    expect(left).toMatchObject([{ kind: "done" }]);
  });

  test("a long wait is put down, to be taken up again", async () => {
    const { sent, left, run } = running();
    const next = await all(run(replay({ pace: { kind: "rate", perSecond: 0.1 } })));
    expect(sent).toHaveLength(1);
    expect(left).toEqual([{ kind: "later", nextAt: new Date(NOW + 10_000), paused: false }]);
    expect(next).toBe(NOW + 10_000);
  });
});

describe("a replay", () => {
  test("goes on where it was", async () => {
    const { sent, run } = running();
    await all(run(replay({ position: 2 })));
    expect(sent.map(([seq]) => seq)).toEqual([3]);
  });

  test("passes over captures that are gone or were not kept whole", async () => {
    const { sent, skipped, run } = running({
      readReplayed: async (_bin, seq) =>
        seq === 1
          ? null
          : ({
              ...{ seq, method: "POST", headers: [], body: new Uint8Array(0), receivedAt: 0 },
              kind: seq === 2 ? "rejected" : "message",
            } as Replayed),
    });
    await all(run(replay()));
    expect(skipped).toEqual([0, 1]);
    expect(sent.map(([seq]) => seq)).toEqual([3]);
  });

  test("sits out a short wait of its target and puts down a long one", async () => {
    const steps: Step[] = [
      { kind: "wait", until: NOW + 50, isCircuit: false },
      { kind: "send", claimed: claimedOf("id", { captureSeq: 1 }) },
      { kind: "wait", until: NOW + 30_000, isCircuit: true },
    ];
    const { sent, left, run } = running({ beginSend: async () => steps.shift() ?? { kind: "lost" } });
    await all(run(replay()));
    expect(sent).toEqual([[1, 50]]);
    expect(left).toEqual([{ kind: "later", nextAt: new Date(NOW + 30_000), paused: true }]);
  });

  test("looks once a second whether there is room for what fails, and is put down while there is none", async () => {
    const looked: number[] = [];
    const hasRoom = async () => {
      looked.push(Date.now() - NOW);
      return looked.length < 3;
    };
    const { sent, left, run } = running({ hasRoom }, 100);
    await all(run(replay({ seqs: [1], total: 60 })));
    expect(looked).toEqual([0, 1000, 2000]);
    expect(sent).toHaveLength(20);
    expect(left).toEqual([{ kind: "later", nextAt: new Date(NOW + 7000), paused: false }]);
  });

  test("ends where it stands when it was cancelled, or its lease is lost", async () => {
    const { sent, left, run } = running({ beginSend: async () => ({ kind: "lost" }) });
    await all(run(replay()));
    expect(sent).toEqual([]);
    expect(left).toEqual([]);
    const other = running({ record: async () => false });
    await all(other.run(replay()));
    expect(other.sent).toHaveLength(1);
    expect(other.left).toEqual([]);
  });

  test("stops between two sends when the server does", async () => {
    const { sent, left, stop, run } = running({}, 100);
    const work = run(replay());
    await vi.advanceTimersByTimeAsync(50);
    stop.abort();
    await all(work);
    expect(sent).toHaveLength(1);
    expect(left).toEqual([]);
  });
});
