import { describe, expect, test } from "vitest";
import type { Pairs } from "#lib/http/pairs.ts";
import { backOffOf, spell } from "./sender-attempts.ts";
import { bodyIdPath, eventsOf, type Seen, samenessOf } from "./sender-event.ts";

const START = Date.UTC(2026, 10, 21, 10);

function seen(seq: number, atMs: number, changes: Partial<Seen> = {}): Seen {
  return {
    seq,
    receivedAt: new Date(START + atMs).toISOString(),
    method: "POST",
    path: "/hook",
    headers: [],
    bodyId: null,
    content: "body",
    reply: { status: 503, headers: [] },
    ...changes,
  };
}

describe("which captures carry the same event", () => {
  test.each([
    [[["X-GitHub-Delivery", "72d3162e"]], "X-GitHub-Delivery"],
    [
      [
        ["X-Shopify-Hmac-Sha256", "s"],
        ["X-Shopify-Event-Id", "b54557e4"],
      ],
      "X-Shopify-Event-Id",
    ],
    [
      [
        ["webhook-id", "msg_1"],
        ["Idempotency-Key", "k"],
      ],
      "webhook-id",
    ],
    [[["svix-id", "msg_1"]], "svix-id"],
    [
      [
        ["X-Gitlab-Event", "Push Hook"],
        ["Idempotency-Key", "f5e57dbe"],
      ],
      "Idempotency-Key",
    ],
    [[["idempotency-key", "k"]], "Idempotency-Key"],
    [[["Twitch-Eventsub-Message-Id", "e76c6bd4"]], "Twitch-Eventsub-Message-Id"],
    [[["x-amz-sns-message-id", "165545c9"]], "x-amz-sns-message-id"],
    [[["Linear-Delivery", "234d1a4e"]], "Linear-Delivery"],
  ] as [Pairs, string][])("%j: by %s", (headers, name) => {
    expect(samenessOf({ headers, bodyId: null })).toMatchObject({ kind: "header", name });
    expect(bodyIdPath(headers)).toBeNull();
  });

  test("Stripe and Slack name the event in the body", () => {
    const stripe: Pairs = [["Stripe-Signature", "t=1,v1=x"]];
    expect(bodyIdPath(stripe)).toBe("id");
    expect(bodyIdPath([["X-Slack-Signature", "v0=x"]])).toBe("event_id");
    const events = eventsOf([
      seen(1, 0, { headers: stripe, bodyId: "evt_1", content: "a" }),
      seen(2, 5000, { headers: stripe, bodyId: "evt_1", content: "b" }),
      seen(3, 6000, { headers: stripe, bodyId: "evt_2", content: "a" }),
    ]);
    expect(events.map(({ attempts }) => attempts.map(({ seq }) => seq))).toEqual([[3], [1, 2]]);
    expect(events[1]).toMatchObject({ same: { kind: "body", path: "id", value: "evt_1" }, sender: { name: "Stripe" } });
  });

  test("without any id, the same method, path and bytes", () => {
    const events = eventsOf([
      seen(1, 0),
      seen(2, 1000),
      seen(3, 1000, { path: "/other" }),
      seen(4, 1000, { method: "PUT" }),
      seen(5, 1000, { content: "another" }),
    ]);
    expect(events.map(({ attempts }) => attempts.length)).toEqual([1, 1, 1, 2]);
    expect(events[3]?.same).toEqual({ kind: "content" });
  });

  test("one CloudEvent id from two sources is two events", () => {
    const from = (source: string): Pairs => [
      ["ce-id", "1"],
      ["ce-source", source],
    ];
    expect(eventsOf([seen(1, 0, { headers: from("/a") }), seen(2, 1, { headers: from("/b") })])).toHaveLength(2);
  });

  test("ids that look like names of objects are only ids", () => {
    const headers: Pairs = [["Idempotency-Key", "__proto__"]];
    expect(eventsOf([seen(1, 0, { headers }), seen(2, 1, { headers })])[0]?.attempts).toHaveLength(2);
  });
});

describe("what the sender made of our answers", () => {
  test("gaps, replies and success are on the attempts", () => {
    const [event] = eventsOf([
      seen(2, 4000, { reply: { status: 200, headers: [], delayMs: 250 } }),
      seen(1, 0, { reply: { status: 0, headers: [], fault: "reset" } }),
    ]);
    expect(event).toMatchObject({ succeeded: true, keptRetryAfter: null, sender: null });
    expect(event?.attempts).toMatchObject([
      { seq: 1, gapMs: null, status: 0, replyMs: 0, fault: "reset", isOverLimit: null },
      { seq: 2, gapMs: 4000, status: 200, replyMs: 250, fault: null },
    ]);
  });

  test.each([
    ["5", 5000, true],
    ["5", 4200, true],
    ["5", 3000, false],
    [new Date(START + 10_000).toUTCString(), 9500, true],
    [new Date(START + 10_000).toUTCString(), 2000, false],
    ["soon", 10, null],
  ])("Retry-After %s with the next attempt after %i ms: kept is %s", (value, gap, kept) => {
    const reply = { status: 503, headers: [["Retry-After", value]] as Pairs };
    const [event] = eventsOf([seen(1, 0, { reply }), seen(2, gap)]);
    expect(event?.keptRetryAfter).toBe(kept);
  });

  test("a wait counts from our reply, not from the arrival", () => {
    const reply = { status: 503, headers: [["Retry-After", "5"]] as Pairs, delayMs: 3000 };
    const [event] = eventsOf([seen(1, 0, { reply }), seen(2, 5500)]);
    expect(event?.keptRetryAfter).toBe(false);
  });

  test("nobody who did not try again broke a wish", () => {
    expect(
      eventsOf([seen(1, 0, { reply: { status: 503, headers: [["Retry-After", "5"]] } })])[0]?.keptRetryAfter,
    ).toBeNull();
  });

  test("a reply that is slower than the sender waits says so", () => {
    const headers: Pairs = [["X-GitHub-Delivery", "1"]];
    const [event] = eventsOf([
      seen(1, 0, { headers, reply: { status: 200, headers: [], delayMs: 12_000 } }),
      seen(2, 20_000, { headers, reply: { status: 0, headers: [], fault: "hold" } }),
      seen(3, 40_000, { headers, reply: { status: 200, headers: [], delayMs: 100 } }),
    ]);
    expect(event?.sender).toMatchObject({ name: "GitHub", limitMs: 10_000 });
    expect(event?.attempts.map(({ isOverLimit }) => isOverLimit)).toEqual([true, true, false]);
  });
});

describe("the back-off that gaps suggest", () => {
  test.each([
    [[], null, null],
    [[5000], "once", null],
    [[5000, 5200, 4800], "fixed", null],
    [[1000, 2000, 4100, 7900], "exponential", 2],
    [[1000, 5000, 25_000, 130_000], "exponential", 5.1],
    [[1000, 2000, 3000, 4000], "linear", 1000],
    [[5000, 20_000], "growing", null],
    [[300_000, 1_200_000, 3_600_000], "exponential", 3.5],
    [[1000, 60_000, 61_000], "growing", null],
    [[5000, 100, 70_000], "irregular", null],
    [[0, 0, 0], "fixed", null],
    [[0, 0, 60_000], "irregular", null],
  ])("%j is %s", (gaps, shape, by) => {
    const backOff = backOffOf(gaps);
    expect(backOff?.shape ?? null).toBe(shape);
    expect(backOff?.by ?? null).toBe(by);
  });

  test("is said in words", () => {
    expect(backOffOf([1000, 2000, 4000])?.says).toBe("Each wait is about 2 times the one before, from 1 s");
    expect(backOffOf([300_000])?.says).toBe("Tried again after 5 min");
  });
});

test.each([
  [0, "0 ms"],
  [40.4, "40 ms"],
  [1500, "1.5 s"],
  [50_000, "50 s"],
  [60_000, "1 min"],
  [7_200_000, "2 h"],
  [172_800_000, "2 d"],
])("%i ms is %s", (ms, words) => {
  expect(spell(ms)).toBe(words);
});
