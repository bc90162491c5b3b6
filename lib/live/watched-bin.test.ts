import { expect, test } from "vitest";
import type { Summary } from "#lib/model/capture.ts";
import { createWatchedBin } from "./watched-bin.ts";

const summary = (seq: number): Summary => ({
  seq,
  id: `id-${seq}`,
  kind: "message",
  receivedAt: "2026-01-01T00:00:00.000Z",
  method: "POST",
  target: "/b",
  path: "/b",
  contentType: null,
  bodyBytes: 0,
  remoteIp: "127.0.0.1",
  userAgent: null,
  replyStatus: 200,
  preview: null,
});

/** A bin whose store holds `stored`; `settle` lets everything that is under way end. */
function watch(last: number) {
  const told: (number | string)[] = [];
  const state = { stored: new Set<number>(), loads: 0, isBroken: false, errors: 0, most: 1000 };
  const bin = createWatchedBin(
    {
      load: async (after, limit) => {
        state.loads += 1;
        if (state.isBroken) throw new Error("no store");
        const found = [...state.stored].filter((seq) => seq > after).sort((a, b) => a - b);
        const most = Math.min(limit, state.most);
        return { captures: found.slice(0, most).map(summary), more: found.length > most };
      },
      forward: (seq) => told.push(seq),
      missed: () => told.push("missed"),
      onError: () => {
        state.errors += 1;
      },
      pause: () => new Promise(setImmediate),
    },
    last,
  );
  const settle = async () => {
    for (let i = 0; i < 50; i += 1) await new Promise(setImmediate);
  };
  const own = (seq: number) => bin.captured(seq, () => summary(seq));
  return { bin, told, state, settle, own };
}

test("what this process takes is told at once, without asking the store", async () => {
  const { told, state, own } = watch(4);
  for (const seq of [5, 6, 6, 3]) own(seq);
  expect(told).toEqual([5, 6]);
  expect(state.loads).toBe(0);
});

test("captures of two processes come in order, each once", async () => {
  const { bin, told, state, settle, own } = watch(0);
  state.stored = new Set([1, 2, 3, 4]);
  own(2);
  own(4);
  bin.captured(1, null);
  bin.captured(3, null);
  await settle();
  own(5);
  expect(told).toEqual([1, 2, 3, 4, 5]);
});

test("more than a page is read to its end", async () => {
  const { bin, told, state, settle } = watch(0);
  state.stored = new Set(Array.from({ length: 1200 }, (_, i) => i + 1));
  bin.captured(1200, null);
  await settle();
  expect(told).toEqual(Array.from({ length: 1200 }, (_, i) => i + 1));
});

test("short pages are read to the end of them", async () => {
  const { bin, told, state, settle } = watch(0);
  state.most = 2;
  state.stored = new Set([1, 2, 4, 5, 6]);
  bin.captured(7, null);
  await settle();
  expect(told).toEqual([1, 2, 4, 5, 6]);
});

test("numbers that were deleted meanwhile hold nothing up", async () => {
  const { bin, told, state, settle, own } = watch(0);
  state.stored = new Set([2]);
  bin.captured(3, null);
  await settle();
  own(4);
  expect(told).toEqual([2, 4]);
  expect(state.loads).toBe(1);
});

test("a removal waits for the captures that were read before it", async () => {
  const { bin, told, state, settle } = watch(0);
  state.stored = new Set([1, 2]);
  bin.captured(2, null);
  bin.after(() => told.push("removed 2"));
  await settle();
  expect(told).toEqual([1, 2, "removed 2"]);
  bin.after(() => told.push("now"));
  expect(told.at(-1)).toBe("now");
});

test("when too much waits for captures, the watchers are told to read anew", async () => {
  const { bin, told, state, settle } = watch(0);
  state.stored = new Set([1]);
  bin.captured(1, null);
  for (let i = 1; i <= 1200; i += 1) bin.after(() => told.push(`removed ${i}`));
  await settle();
  expect(told.slice(0, 2)).toEqual([1, "missed"]);
  expect(told.at(-1)).toBe("removed 1200");
});

test("a store that fails is asked again", async () => {
  const { bin, told, state, settle } = watch(0);
  state.stored = new Set([1]);
  state.isBroken = true;
  bin.captured(1, null);
  await settle();
  expect(state.errors).toBeGreaterThan(0);
  state.isBroken = false;
  await settle();
  expect(told).toEqual([1]);
});

test("a look finds what nobody told", async () => {
  const { bin, told, state, settle } = watch(7);
  state.stored = new Set([6, 7, 8, 9]);
  bin.refresh();
  await settle();
  expect(told).toEqual([8, 9]);
});

test("nothing is told after its end", async () => {
  const { bin, told, state, settle } = watch(0);
  state.stored = new Set([1]);
  bin.captured(1, null);
  bin.close();
  await settle();
  expect(told).toEqual([]);
});
