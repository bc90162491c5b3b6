import { expect, test } from "vitest";
import type { CapturePage, Summary } from "#lib/model/capture.ts";
import { type Found, type FoundEvent, reduceFound, shownOf } from "./found.ts";

const capture = (seq: number, method = "POST"): Summary => ({
  seq,
  id: String(seq),
  kind: "message",
  receivedAt: "2026-11-21T10:00:00.000Z",
  method,
  target: `/b/${seq}`,
  path: `/${seq}`,
  contentType: null,
  bodyBytes: 0,
  remoteIp: "127.0.0.1",
  userAgent: null,
  replyStatus: 200,
  preview: null,
});
const page = (seqs: number[], next: string | null): CapturePage => ({
  captures: seqs.map((seq) => capture(seq)),
  lastSeq: 100,
  firstSeq: 1,
  total: 100,
  next,
});
const run = (...events: FoundEvent[]) => events.reduce<Found | null>(reduceFound, null);
const seqs = (found: Found | null) => (found ? shownOf(found).map(({ seq }) => seq) : null);
const start: FoundEvent = { kind: "filter", filter: { method: "POST" } };

test("pages are asked for until a screen is full or all have been seen", () => {
  const first = run(start, { kind: "found", epoch: 1, page: page([9], "before=9") });
  expect(first?.ask).toEqual({ query: "before=9", epoch: 2 });
  const second = reduceFound(first, { kind: "found", epoch: 2, page: page([3], null) });
  expect(seqs(second)).toEqual([9, 3]);
  expect(second?.ask).toBeNull();
});

test("an answer to an older filter is not taken", () => {
  const found = run(
    start,
    { kind: "filter", filter: { method: "GET" } },
    { kind: "found", epoch: 1, page: page([9], null) },
  );
  expect(seqs(found)).toEqual([]);
});

test("what arrives joins when it fits, once, also while the first page is under way", () => {
  const found = run(
    start,
    { kind: "captures", captures: [capture(11), capture(12, "GET"), capture(13)] },
    { kind: "found", epoch: 1, page: page([11, 9], null) },
    { kind: "captures", captures: [capture(13)] },
  );
  expect(seqs(found)).toEqual([13, 11, 9]);
});

test("what goes, goes here too, and comes back when undone", () => {
  const held = run(start, { kind: "found", epoch: 1, page: page([9, 8], null) });
  const hidden = reduceFound(held, { kind: "hide", seq: 9 });
  expect(seqs(hidden)).toEqual([8]);
  expect(seqs(reduceFound(hidden, { kind: "unhide", seq: 9 }))).toEqual([9, 8]);
  expect(seqs(reduceFound(held, { kind: "removed", seqs: [8] }))).toEqual([9]);
  expect(seqs(reduceFound(held, { kind: "removed all" }))).toEqual([]);
});

test("unpinned captures leave a list of pins", () => {
  const pins: FoundEvent = { kind: "filter", filter: { pinned: "true" } };
  const held = run(pins, { kind: "found", epoch: 1, page: page([9, 8], null) });
  expect(seqs(reduceFound(held, { kind: "mark", mark: { seq: 9, pinned: false, note: "" } }))).toEqual([8]);
});

test("after a failure the same page is asked for again", () => {
  const failed = run(start, { kind: "find failed", epoch: 1, problem: "away" });
  expect(failed?.problem).toBe("away");
  expect(reduceFound(failed, { kind: "find more" })?.ask?.query).toBe("limit=100&method=POST");
});
