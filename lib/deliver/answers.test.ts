import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Arrival, Outcome } from "#lib/capture/arrival.ts";
import { createHeld } from "#lib/capture/held.ts";
import { DEFAULT_REPLY, MAX_REPLY_BODY_BYTES } from "#lib/model/reply.ts";
import { splitReplyFacts } from "#lib/model/reply-facts.ts";
import { prepareReply } from "#lib/reply/prepare.ts";
import type { FirstAttempt } from "#lib/store/first-attempt.ts";
import { type AnswersUse, createAnswers, replyOf } from "./answers.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const OWN = prepareReply(DEFAULT_REPLY, { ownHost: false });
const stored: Outcome = { kind: "stored", id: "id", seq: 7, reply: OWN, fault: { kind: "reset" } };
const body = new TextEncoder().encode("yes");

function answering(changes: Partial<AnswersUse> = {}, places = 10, bytes = 0) {
  const given: { from: string; status: number; waitedMs?: number; tookMs?: number; body?: string }[] = [];
  const answers = createAnswers({
    answering: (bin) => (bin === "bin" ? { forwardId: "f", withinMs: 1000 } : undefined),
    firstAttempt: async () => ({ kind: "open" }),
    lastLookMs: 1200,
    given: async (_bin, _seq, { from, status, headersJson }) => {
      const { delayMs: waitedMs = 0, tookMs = 0, body } = splitReplyFacts(JSON.parse(headersJson)).facts;
      given.push({ from, status, waitedMs, tookMs, ...(body && { body: body.data }) });
    },
    held: createHeld({ perBin: { connections: places, bytes }, inAll: { connections: places, bytes } }),
    ownHost: false,
    onError: (error) => expect.unreachable(String(error)),
    ...changes,
  });
  const heard: Outcome[] = [];
  const arrive = (bin: string, outcome: Outcome = stored) =>
    answers.around((_arrival, done) => done(outcome))(
      { bin, beganAt: performance.now() - 20 } as Arrival,
      (said) => void heard.push(said),
    );
  return { answers, given, heard, arrive };
}

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

describe("a sender", () => {
  test("gets the target's answer in place of the bin's reply, and the capture keeps it with the time it took", async () => {
    const { answers, given, heard, arrive } = answering();
    arrive("bin");
    await settle();
    await settle(340);
    expect(heard).toEqual([]);
    answers.settle("f", 7, { status: 201, headers: [["X-Own", "1"]], body, truncated: false });
    await settle();
    expect(heard).toMatchObject([{ kind: "stored", seq: 7, fault: null, reply: { status: 201, body } }]);
    expect(given).toEqual([{ from: "target", status: 201, waitedMs: 340, tookMs: 360, body: "yes" }]);
  });

  test("of a bin whose forwards do not answer is not kept waiting", async () => {
    const { heard, arrive } = answering();
    arrive("other");
    arrive("bin", { kind: "unknown_bin" });
    expect(heard).toEqual([stored, { kind: "unknown_bin" }]);
  });

  test("gets the bin's reply when the target does not answer in time, or is not asked", async () => {
    const { answers, given, heard, arrive } = answering();
    arrive("bin");
    await settle(999);
    expect(heard).toEqual([]);
    await settle(1);
    expect(heard).toEqual([stored]);
    arrive("bin");
    answers.settle("f", 7, null);
    await settle();
    expect(heard).toEqual([stored, stored]);
    // The second wait was none.
    expect(given).toEqual([{ from: "bin", status: 200, waitedMs: 1000, tookMs: 1020 }]);
  });

  test("hears what another process was answered", async () => {
    const found: FirstAttempt[] = [
      { kind: "open" },
      { kind: "ended", attempt: { status: 202, headers: [], body, truncated: false } },
    ];
    const { heard, arrive } = answering({ firstAttempt: async () => found.shift() ?? { kind: "none" } });
    arrive("bin");
    await settle(450);
    expect(heard).toMatchObject([{ reply: { status: 202 } }]);
  });

  test("is looked up for with pauses that grow, one question at a time", async () => {
    const asked: number[] = [];
    const began = Date.now();
    const { arrive } = answering({
      answering: () => ({ forwardId: "f", withinMs: 25_000 }),
      firstAttempt: async () => {
        asked.push(Date.now() - began);
        await new Promise((resolve) => setTimeout(resolve, 1000));
        return { kind: "open" };
      },
    });
    arrive("bin");
    await settle(7000);
    expect(asked).toEqual([150, 1450, 3050, 5250]);
  });

  test("hears the bin's own reply when the process stops, and later ones do not wait", async () => {
    const { answers, heard, arrive } = answering();
    arrive("bin");
    let ended = () => {};
    const stopped = answers.stop(new Promise((resolve) => (ended = () => resolve(undefined))));
    arrive("bin", { ...stored, seq: 8 });
    await settle();
    expect(heard).toMatchObject([{ seq: 8, reply: OWN }]);
    ended();
    await stopped;
    await settle();
    expect(heard).toMatchObject([{ seq: 8 }, { seq: 7, reply: OWN }]);
  });

  test("for whom there is no place to wait gets the bin's reply at once", async () => {
    const { answers, heard, arrive } = answering({}, 1);
    arrive("bin");
    arrive("bin", { ...stored, seq: 8 });
    await settle();
    expect(heard).toMatchObject([{ seq: 8, reply: OWN }]);
    answers.settle("f", 7, { status: 200, headers: [], body, truncated: false });
    await settle();
    arrive("bin", { ...stored, seq: 9 });
    await settle();
    expect(heard).toHaveLength(2);
  });
});

describe("the bin's own reply, kept while a target is waited for,", () => {
  const made = (seq: number, bytes: number) => {
    const reply = { ...OWN, body: new Uint8Array(bytes), ownBytes: bytes };
    return { ...stored, seq, reply };
  };

  test("takes room, and without room there is no wait", async () => {
    const { answers, heard, arrive } = answering({}, 10, 100);
    arrive("bin", made(1, 60));
    arrive("bin", made(2, 60));
    await settle();
    expect(heard).toMatchObject([{ seq: 2 }]);
    answers.settle("f", 1, null);
    await settle();
    arrive("bin", made(3, 60));
    await settle();
    expect(heard).toMatchObject([{ seq: 2 }, { seq: 1 }]);
  });

  test("needs none as a large echo, which has the room of its upload", async () => {
    const { heard, arrive } = answering();
    arrive("bin", made(1, MAX_REPLY_BODY_BYTES + 1));
    await settle();
    expect(heard).toEqual([]);
  });
});

describe("a target's answer as a reply", () => {
  test("loses what must not reach a sender, and keeps the rest", () => {
    const reply = replyOf(
      {
        status: 200,
        headers: [
          ["Content-Type", "text/html"],
          ["Set-Cookie", "a=b"],
          ["Connection", "X-Hop"],
          ["X-Hop", "1"],
          ["Transfer-Encoding", "chunked"],
        ],
        body,
        truncated: false,
      },
      false,
    );
    const names = reply?.headers.map(([name]) => name);
    expect(names).toContain("Content-Type");
    expect(names).toContain("Content-Security-Policy");
    for (const name of ["Set-Cookie", "X-Hop", "Connection", "Transfer-Encoding"]) expect(names).not.toContain(name);
  });

  test.each([
    { status: 200, truncated: true },
    { status: 200, error: { code: "connection_lost", message: "" } },
    { error: { code: "connection_refused", message: "" } },
    { status: 600 },
    { status: 101 },
  ])("%j is none", (attempt) => {
    expect(replyOf({ headers: [], body, ...attempt }, false)).toBeNull();
  });
});
