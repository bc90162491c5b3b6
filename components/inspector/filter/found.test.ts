import { describe, expect, test } from "vitest";
import type { CapturePage, Summary } from "#lib/model/capture.ts";
import { type Found, type FoundEvent, reduceFound, shownOf } from "./found.ts";
import { countUnseen, lineOf } from "./unseen.ts";

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
const start: FoundEvent = { kind: "filter", bin: "b", filter: { method: "POST" } };

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
    { kind: "filter", bin: "b", filter: { method: "GET" } },
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
  const hidden = reduceFound(held, { kind: "hide", row: capture(9), next: 8 });
  expect(seqs(hidden)).toEqual([8]);
  expect(seqs(reduceFound(hidden, { kind: "unhide", seq: 9 }))).toEqual([9, 8]);
  expect(seqs(reduceFound(held, { kind: "removed", seqs: [8] }))).toEqual([9]);
  expect(seqs(reduceFound(held, { kind: "removed all" }))).toEqual([]);
});

test("what is deleted while a page is under way does not come with it", () => {
  const found = run(start, { kind: "removed", seqs: [9] }, { kind: "found", epoch: 1, page: page([9, 8], null) });
  expect(seqs(found)).toEqual([8]);
});

describe("what may have been missed", () => {
  const back: FoundEvent[] = [
    { kind: "link", link: "reconnecting" },
    { kind: "link", link: "live" },
  ];
  const held = () => run(start, { kind: "found", epoch: 1, page: page([9, 8, 3], "before=3") });

  test("is found by reading what is held again, page by page, and what is deleted here stays hidden", () => {
    const hidden = [{ kind: "hide" as const, row: capture(8), next: 3 }, ...back].reduce<Found | null>(
      reduceFound,
      held(),
    );
    expect(hidden?.ask).toMatchObject({ query: "limit=100&method=POST" });
    expect(seqs(hidden)).toEqual([9, 3]);
    const top = reduceFound(hidden, { kind: "found", epoch: hidden?.epoch ?? 0, page: page([11, 8], "before=5") });
    expect(seqs(top)).toEqual([11, 3]);
    expect(top?.ask?.query).toBe("before=5");
    const rest = reduceFound(top, { kind: "found", epoch: top?.epoch ?? 0, page: page([2], null) });
    expect(seqs(rest)).toEqual([11, 2]);
    expect(rest?.ask).toBeNull();
  });

  test("is asked for once more after a failure", () => {
    const asked = reduceFound(held(), { kind: "check" });
    const failed = reduceFound(asked, { kind: "find failed", epoch: asked?.epoch ?? 0, problem: "away" });
    expect(failed).toMatchObject({ ask: null, problem: "away", next: "before=3" });
    expect(reduceFound(failed, { kind: "find more" })?.ask?.query).toBe("limit=100&method=POST");
  });
});

test("in a full bin the oldest leave, but for pins", () => {
  const pinned = { ...capture(3), pinned: true };
  const brought = { ...page([], null), captures: [capture(9), capture(8), pinned] };
  const held = run(start, { kind: "found", epoch: 1, page: brought });
  const kept = { firstSeq: 9, lastSeq: 100, total: 9, dropped: 8, droppedSince: null };
  expect(seqs(reduceFound(held, { kind: "kept", kept }))).toEqual([9, 3]);
});

test("with another reply a capture leaves a list of statuses, or is asked for", () => {
  const filter: FoundEvent = { kind: "filter", bin: "b", filter: { status: "5xx" } };
  const failed = { ...page([], null), captures: [{ ...capture(9), replyStatus: 502 }] };
  const held = run(filter, { kind: "found", epoch: 1, page: failed });
  expect(seqs(reduceFound(held, { kind: "replied", seq: 9, status: 200 }))).toEqual([]);
  expect(reduceFound(held, { kind: "replied", seq: 7, status: 500 })?.ask?.query).toBe("limit=100&status=5xx&after=6");
});

test("unpinned captures leave a list of pins", () => {
  const pins: FoundEvent = { kind: "filter", bin: "b", filter: { pinned: "true" } };
  const held = run(pins, { kind: "found", epoch: 1, page: page([9, 8], null) });
  expect(seqs(reduceFound(held, { kind: "mark", mark: { seq: 9, pinned: false, note: "" } }))).toEqual([8]);
});

describe("headers, which summaries do not carry", () => {
  const filter: FoundEvent = { kind: "filter", bin: "b", filter: { header: ["x-event"] } };
  const opened = run(filter, { kind: "found", epoch: 1, page: page([9], null) });

  test("the server judges what arrives: one question at a time, all that came meanwhile in the next", () => {
    const asked = reduceFound(opened, { kind: "captures", captures: [capture(101), capture(102)] });
    expect(asked?.ask).toEqual({ query: "limit=100&header=x-event&after=100", epoch: 2, upTo: 102 });
    const meanwhile = reduceFound(asked, { kind: "captures", captures: [capture(103)] });
    expect(meanwhile?.ask).toBe(asked?.ask);
    const more = reduceFound(meanwhile, { kind: "found", epoch: 2, page: page([102], "before=102") });
    expect(more?.ask).toEqual({ query: "before=102", epoch: 3, upTo: 102 });
    const next = reduceFound(more, { kind: "found", epoch: 3, page: page([101], null) });
    expect(seqs(next)).toEqual([102, 101, 9]);
    expect(next?.ask).toEqual({ query: "limit=100&header=x-event&after=102", epoch: 4, upTo: 103 });
    expect(reduceFound(next, { kind: "found", epoch: 4, page: page([], null) })?.ask).toBeNull();
  });

  test("what the other terms rule out is not asked about", () => {
    const both = run(
      { kind: "filter", bin: "b", filter: { header: ["x-event"], method: "GET" } },
      { kind: "captures", captures: [capture(101)] },
    );
    expect(both?.arrived).toBe(0);
  });

  test("a failed question is asked again on wish", () => {
    const failed = [
      { kind: "captures" as const, captures: [capture(101)] },
      { kind: "find failed" as const, epoch: 2, problem: "away" },
    ].reduce<Found | null>(reduceFound, opened);
    expect(failed).toMatchObject({ ask: null, problem: "away", next: null });
    expect(reduceFound(failed, { kind: "find more" })?.ask?.query).toBe("limit=100&header=x-event&after=100");
  });
});

test("after a failure the same page is asked for again", () => {
  const failed = run(start, { kind: "find failed", epoch: 1, problem: "away" });
  expect(failed?.problem).toBe("away");
  expect(reduceFound(failed, { kind: "find more" })?.ask?.query).toBe("limit=100&method=POST");
});

describe("what arrives while the reader looks elsewhere", () => {
  const unseen = (found: Found | null) =>
    found && [countUnseen(found.unseen, shownOf(found)), lineOf(found.unseen, shownOf(found))];
  const away: FoundEvent = { kind: "watching", on: false };
  const first: FoundEvent = { kind: "found", epoch: 1, page: page([9], null) };
  const arrive = (...captures: Summary[]): FoundEvent => ({ kind: "captures", captures });

  test("is counted as far as it fits, and a line stands above what was there; what goes is counted no more", () => {
    const found = run(start, first, away, arrive(capture(101), capture(102, "GET"), capture(103)));
    expect(unseen(found)).toEqual([2, 100]);
    expect(unseen(reduceFound(found, { kind: "removed", seqs: [101] }))).toEqual([1, 100]);
  });

  test("is seen when the reader is back, and the line stays for a while", () => {
    const back = run(start, first, away, arrive(capture(101)), { kind: "watching", on: true });
    expect(unseen(back)).toEqual([0, 100]);
    expect(unseen(reduceFound(back, { kind: "seen" }))).toEqual([0, null]);
    expect(unseen(reduceFound(back, arrive(capture(102))))).toEqual([0, 100]);
  });

  test("what has been on screen is not unseen; its line stays for who went there", () => {
    const found = run(start, first, away, arrive(capture(101), capture(102)));
    expect(unseen(reduceFound(found, { kind: "shown", upTo: 101, isArrival: false }))).toEqual([1, 100]);
    expect(unseen(reduceFound(found, { kind: "shown", upTo: 102, isArrival: false }))).toEqual([0, 100]);
    expect(unseen(reduceFound(found, { kind: "shown", upTo: 101, isArrival: true }))).toEqual([1, 101]);
    expect(unseen(reduceFound(found, { kind: "shown", upTo: 102, isArrival: true }))).toEqual([0, null]);
    expect(reduceFound(found, { kind: "shown", upTo: 99, isArrival: true })).toBe(found);
  });

  test("is seen with the newest chosen, not with another", () => {
    const found = run(start, first, away, arrive(capture(101)));
    expect(unseen(reduceFound(found, { kind: "select", seq: 9 }))).toEqual([1, 100]);
    expect(unseen(reduceFound(found, { kind: "select", seq: 101 }))).toEqual([0, null]);
  });

  test("before the first page is nothing: what that brings was there", () => {
    const opened = run(start, away, first);
    expect(unseen(opened)).toEqual([0, null]);
    expect(unseen(reduceFound(opened, arrive(capture(101))))).toEqual([1, 100]);
  });

  test("counts anew under another filter, and goes on where the same is read again", () => {
    const found = run(start, first, away, arrive(capture(101)));
    const other = reduceFound(found, { kind: "filter", bin: "b", filter: { method: "GET" } });
    expect(unseen(other)).toEqual([0, null]);
    const answer = { ok: true, more: true, missed: [], firstSeq: 1, lastSeq: 900, total: 900 } as const;
    const far = reduceFound(found, { kind: "joined", epoch: 1, answer: { ...answer, missed: [] } });
    const read = {
      kind: "found" as const,
      epoch: far?.epoch ?? 0,
      page: { ...page([900, 101, 9], null), lastSeq: 900 },
    };
    expect(unseen(reduceFound(far, read))).toEqual([2, 100]);
  });
});
