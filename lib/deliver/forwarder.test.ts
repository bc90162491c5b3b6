import { expect, test, vi } from "vitest";
import type { Taken } from "#lib/store/take-captures.ts";
import { createForwarder, type ForwarderUse } from "./forwarder.ts";

const turn = () => new Promise(setImmediate);
const taken = (more: boolean, isFull = false): Taken => ({
  ...{ binNo: 1, binId: "bin", targetId: "t", deliveries: [], leftOut: [], more, isFull },
});

function forwarding(changes: Partial<ForwarderUse> = {}) {
  const asked: string[] = [];
  const forwarder = createForwarder({
    active: async () => [
      { id: "f1", binId: "one", answerWithinMs: null, isBehind: false },
      { id: "f2", binId: "one", answerWithinMs: 500, isBehind: false },
      { id: "f3", binId: "two", answerWithinMs: null, isBehind: true },
    ],
    take: async (id) => {
      asked.push(id);
      return null;
    },
    onTaken: () => undefined,
    onError: (error) => expect.unreachable(String(error)),
    passed: () => 0,
    ...changes,
  });
  return { forwarder, asked };
}

test("a capture wakes the forwards of its bin, and a poll those that are behind", async () => {
  const { forwarder, asked } = forwarding();
  forwarder.captured("one");
  await turn();
  expect(asked).toEqual([]);
  await forwarder.poll();
  await turn();
  expect(asked).toEqual(["f3"]);
  forwarder.captured("one");
  forwarder.captured("three");
  await turn();
  expect(asked).toEqual(["f3", "f1", "f2"]);
});

test("a forward takes until there is no more, and looks again for what came meanwhile", async () => {
  const answers = [taken(true), taken(false), taken(false)];
  let looked = 0;
  const told: string[] = [];
  const { forwarder } = forwarding({
    take: async () => {
      looked += 1;
      if (looked === 2) forwarder.captured("two");
      return answers.shift() ?? null;
    },
    onTaken: (id) => void told.push(id),
  });
  await forwarder.poll();
  await turn();
  expect(looked).toBe(3);
  expect(told).toEqual(["f3", "f3", "f3"]);
});

test("knows which forward answers a bin's senders", async () => {
  const { forwarder } = forwarding();
  await forwarder.poll();
  expect(forwarder.answering("one")).toEqual({ forwardId: "f2", withinMs: 500 });
  expect(forwarder.answering("two")).toBeUndefined();
});

test("after it was stopped nothing is taken", async () => {
  const { forwarder, asked } = forwarding();
  await forwarder.poll();
  await forwarder.stop();
  forwarder.captured("one");
  await turn();
  expect(asked).toEqual(["f3"]);
});

test("a forward that finds no room does not count what waits for each capture, and takes the next ones soon after there is room", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  try {
    let isFull = true;
    const looked: number[] = [];
    const { forwarder } = forwarding({
      passed: () => performance.now(),
      take: async (id) => {
        if (id !== "f3") return null;
        vi.advanceTimersByTime(20);
        looked.push(performance.now());
        return taken(false, isFull);
      },
    });
    await forwarder.poll();
    for (let at = 0; at < 1000; at += 1) {
      forwarder.captured("two");
      if (at % 100 === 0) await forwarder.poll();
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(looked.length).toBeLessThanOrEqual(6);
    isFull = false;
    await vi.advanceTimersByTimeAsync(2100);
    const soon = looked.length;
    forwarder.captured("two");
    await vi.advanceTimersByTimeAsync(0);
    expect(looked).toHaveLength(soon + 1);
  } finally {
    vi.useRealTimers();
  }
});
