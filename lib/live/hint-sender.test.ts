import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createHintSender } from "./hint-sender.ts";
import { type Hint, readHints } from "./hints.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function start() {
  const said: Hint[] = [];
  const state = { isBroken: false };
  const sender = createHintSender("me", async (messages) => {
    if (state.isBroken) throw new Error("cut");
    for (const message of messages) said.push(...(readHints(message)?.hints ?? []));
  });
  return { said, state, sender };
}

const captured = (seq: number, bin = "a"): Hint => ({ kind: "captured", bin, seq });

test("the first capture of a quiet bin is told at once, those after it at most 20 times a second", async () => {
  const { said, sender } = start();
  sender.setUp(true);
  for (let seq = 1; seq <= 100; seq += 1) {
    sender.captured("a", seq);
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(said[0]).toEqual(captured(1));
  expect(said.length).toBeLessThanOrEqual(21);
  await vi.advanceTimersByTimeAsync(100);
  expect(said.at(-1)).toEqual(captured(100));
  expect(vi.getTimerCount()).toBe(0);
});

test("what could not be said is said when the connection is back, in order", async () => {
  const { said, state, sender } = start();
  sender.tell({ kind: "changed", bin: "a" });
  await vi.advanceTimersByTimeAsync(10);
  expect(said).toEqual([]);
  state.isBroken = true;
  sender.setUp(true);
  await vi.advanceTimersByTimeAsync(10);
  sender.tell({ kind: "deleted", bin: "a" });
  state.isBroken = false;
  await vi.advanceTimersByTimeAsync(500);
  expect(said).toEqual([
    { kind: "changed", bin: "a" },
    { kind: "deleted", bin: "a" },
  ]);
});

test("a long silence keeps no endless list: the others are told to look at everything", async () => {
  const { said, sender } = start();
  for (let i = 0; i < 12_000; i += 1) sender.captured(`bin-${i}`, 1);
  sender.setUp(true);
  await vi.advanceTimersByTimeAsync(100);
  expect(said[0]).toEqual({ kind: "behind" });
  expect(said.length).toBeLessThanOrEqual(5001);
});

test("its end says what waits", async () => {
  const { said, sender } = start();
  sender.setUp(true);
  sender.captured("a", 1);
  sender.captured("a", 2);
  const closed = sender.close();
  await vi.advanceTimersByTimeAsync(10);
  await closed;
  expect(said).toEqual([captured(1), captured(2)]);
});

test("its end waits for what is being said", async () => {
  let said = false;
  let heard = () => {};
  const sender = createHintSender("me", async () => {
    await new Promise<void>((resolve) => (heard = resolve));
    said = true;
  });
  sender.setUp(true);
  sender.captured("a", 1);
  await vi.advanceTimersByTimeAsync(10);
  const closed = sender.close();
  heard();
  await closed;
  expect(said).toBe(true);
});

test.each([0, 1, 2, 3, 4, 5, 6])(
  "what comes %d turns behind the end of a message is said without waiting for more",
  async (turns) => {
    const said: Hint[] = [];
    const sender = createHintSender("me", async (messages) => {
      for (const message of messages) said.push(...(readHints(message)?.hints ?? []));
      if (said.length > 1) return;
      let turn = Promise.resolve();
      for (let i = 0; i < turns; i += 1) turn = turn.then(() => undefined);
      void turn.then(() => sender.tell({ kind: "deleted", bin: "a" }));
    });
    sender.setUp(true);
    sender.tell({ kind: "changed", bin: "a" });
    await vi.advanceTimersByTimeAsync(10);
    expect(said.map(({ kind }) => kind)).toEqual(["changed", "deleted"]);
  },
);
