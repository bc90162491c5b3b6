import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPace } from "./pace.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What was sent, as `[when, items]`. */
function open() {
  const started = Date.now();
  const sent: [number, string, ...number[]][] = [];
  const pace = createPace<number>((bin, items) => sent.push([Date.now() - started, bin, ...items]));
  return { sent, pace };
}

test("what comes fifty times a second is sent as it comes", () => {
  const { sent, pace } = open();
  for (let at = 0; at < 5; at += 1) {
    pace.add("a", at);
    vi.advanceTimersByTime(20);
  }
  expect(sent).toEqual([0, 1, 2, 3, 4].map((at) => [at * 20, "a", at]));
});

test("two together: the second waits for the next frame", () => {
  const { sent, pace } = open();
  pace.add("a", 1);
  pace.add("a", 2);
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([
    [0, "a", 1],
    [16, "a", 2],
  ]);
});

test("a burst is sent at most twenty times a second, complete and in order, and its first at once", () => {
  const { sent, pace } = open();
  for (let at = 0; at < 1000; at += 1) {
    pace.add("a", at);
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(100);
  expect(sent[0]).toEqual([0, "a", 0]);
  expect(sent.flatMap(([, , ...items]) => items)).toEqual(Array.from({ length: 1000 }, (_, at) => at));
  expect(sent.length).toBeLessThanOrEqual(23);
});

test("after a burst a single one is sent at once again", () => {
  const { sent, pace } = open();
  for (let at = 0; at < 100; at += 1) pace.add("a", at);
  vi.advanceTimersByTime(200);
  pace.add("a", 100);
  expect(sent.at(-1)).toEqual([200, "a", 100]);
});

test("bins do not wait for each other", () => {
  const { sent, pace } = open();
  pace.add("a", 1);
  pace.add("b", 1);
  expect(sent).toEqual([
    [0, "a", 1],
    [0, "b", 1],
  ]);
});

test("what waits is sent before what comes after it, once", () => {
  const { sent, pace } = open();
  pace.add("a", 1);
  pace.add("a", 2);
  pace.flush("a");
  pace.flush("a");
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([
    [0, "a", 1],
    [0, "a", 2],
  ]);
});

test("nothing is sent after its end", () => {
  const { sent, pace } = open();
  pace.add("a", 1);
  pace.add("a", 2);
  pace.close();
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([[0, "a", 1]]);
});
