import { expect, test } from "vitest";
import type { Summary } from "#lib/model/capture.ts";
import { portionsOf } from "./portions.ts";

const summary = (seq: number, path = "/b"): Summary => ({
  ...{ seq, id: `id-${seq}`, kind: "message", receivedAt: "2026-01-01T00:00:00.000Z", method: "POST" },
  ...{ target: path, path, contentType: null, bodyBytes: 0, remoteIp: "127.0.0.1", userAgent: null },
  ...{ replyStatus: 200, preview: null },
});

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test("a burst of short ones goes by the two hundred", () => {
  const portions = portionsOf(range(450).map((seq) => summary(seq)));
  expect(portions.map(({ length }) => length)).toEqual([200, 200, 50]);
  expect(portions.flat().map(({ seq }) => seq)).toEqual(range(450));
});

test("long targets make more events of a burst, each about a megabyte at most, in the same order", () => {
  const portions = portionsOf(range(150).map((seq) => summary(seq, `/b/${"x".repeat(60_000)}`)));
  for (const portion of portions) expect(JSON.stringify(portion).length).toBeLessThan(1024 * 1024);
  expect(portions.flat().map(({ seq }) => seq)).toEqual(range(150));
});

test("one that is longer than any event should be goes alone", () => {
  const portions = portionsOf([summary(1), summary(2, "x".repeat(600_000)), summary(3)]);
  expect(portions.map((portion) => portion.map(({ seq }) => seq))).toEqual([[1], [2], [3]]);
});
