import { describe, expect, test } from "vitest";
import type { Delivery } from "#lib/model/delivery.ts";
import type { Forward } from "#lib/model/forward.ts";
import type { Target } from "#lib/model/target.ts";
import { forwardSentence, headerSentence, healthOf, retrySentence } from "./forward-words.ts";

const forward: Forward = {
  id: "f",
  target: "t",
  enabled: true,
  appendPath: true,
  appendQuery: true,
  addHeaders: [],
  dropHeaders: [],
  conditions: [],
  retry: { kind: "quick" },
  answerWithinMs: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  cursor: 0,
  missed: 0,
};
const target: Target = {
  id: "t",
  name: "local",
  url: "http://127.0.0.1:1/",
  headers: [],
  concurrency: 5,
  ratePerSecond: null,
  circuit: { state: "closed", failures: 0, openUntil: null },
  createdAt: "2026-01-01T00:00:00.000Z",
};
const waits: Delivery = {
  id: "d",
  captureSeq: 1,
  via: "forward",
  url: target.url,
  method: "POST",
  state: "waiting",
  reason: null,
  target: "t",
  forward: "f",
  replay: null,
  retry: null,
  nextAt: null,
  createdAt: "2026-01-01T00:00:00.000Z",
  attempts: [],
};

describe("what a forward sends", () => {
  test("everything, with what was behind the bin's address", () => {
    expect(forwardSentence(forward)).toBe("Every capture, with sub-path and query.");
  });
  test("only what its conditions hold for", () => {
    const conditions: Forward["conditions"] = [
      { field: "method", operator: "equals", value: "POST" },
      { field: "path", operator: "glob", value: "/orders/**" },
    ];
    expect(forwardSentence({ ...forward, conditions, appendQuery: false })).toBe(
      "Captures where the method is POST and the path fits /orders/**, with sub-path, without query.",
    );
  });
  test("headers added and dropped, or nothing at all", () => {
    expect(headerSentence(forward)).toBeNull();
    expect(headerSentence({ ...forward, addHeaders: [["X-A", "1"]], dropHeaders: ["Cookie", "X-B"] })).toBe(
      "Adds X-A and drops Cookie and X-B.",
    );
  });
});

test("each schedule has a sentence", () => {
  expect(retrySentence({ kind: "list", delaysMs: [1000, 60_000] })).toBe("Retries after 1 s and 1 min.");
  expect(retrySentence({ kind: "exponential", retries: 8, firstMs: 1000, maxMs: 600_000 })).toBe(
    "Retries up to 8 times, waits growing from 1 s to 10 min.",
  );
});

describe("how a forward is", () => {
  test("an open circuit is told before what waits", () => {
    const open = { ...target, circuit: { state: "open" as const, failures: 5, openUntil: "2026-01-01T00:00:30.000Z" } };
    expect(healthOf(forward, open, [waits])).toEqual({
      kind: "paused",
      until: "2026-01-01T00:00:30.000Z",
      waiting: 1,
    });
  });
  test("only its own deliveries count", () => {
    expect(healthOf(forward, target, [waits, { ...waits, forward: "other" }])).toEqual({ kind: "waiting", waiting: 1 });
    expect(healthOf(forward, target, [])).toEqual({ kind: "healthy" });
  });
  test("one that is off is off, unless something of it still waits", () => {
    expect(healthOf({ ...forward, enabled: false }, target, [])).toEqual({ kind: "off" });
    expect(healthOf({ ...forward, enabled: false }, target, [waits])).toEqual({ kind: "waiting", waiting: 1 });
  });
});
