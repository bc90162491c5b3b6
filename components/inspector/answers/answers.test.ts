import { expect, test } from "vitest";
import type { Capture } from "#lib/model/capture.ts";
import type { Delivery } from "#lib/model/delivery.ts";
import { answersOf, firstPair } from "./answers.ts";
import { pairLines } from "./paired-lines.ts";

const capture = {
  kind: "message",
  reply: { status: 503, headers: [["Retry-After", "5"]], delayMs: 40 },
} as unknown as Capture;

function delivery(...statuses: (number | undefined)[]): Delivery {
  const attempts = statuses.map((status, index) => ({
    ...{ number: index + 1, startedAt: "2026-01-01T00:00:00.000Z", durationMs: 7 },
    ...(status === undefined
      ? { error: { code: "refused", message: "Nothing listens there." } }
      : { status, headers: [], body: { encoding: "utf8", data: "ok", truncated: false } }),
  }));
  return { id: "d", url: "http://localhost:8080/hook", attempts } as unknown as Delivery;
}

test("the bin's reply and every attempt can be chosen, the newest attempt first", () => {
  const answers = answersOf(capture, [delivery(500, undefined, 200)]);
  expect(answers.map(({ status, tookMs }) => [status, tookMs])).toEqual([
    [503, null],
    [200, 7],
    [null, 7],
    [500, 7],
  ]);
  expect(answers[2]).toMatchObject({ body: null, why: "Nothing listens there." });
  expect(answers[1]?.label).toContain("localhost:8080, attempt 3: 200");
});

test("the bin's reply comes with what was kept of its body and its time", () => {
  expect(answersOf(capture, [])[0]).toMatchObject({ body: null, why: "Its body was not kept.", heldMs: 40 });
  const reply = { ...capture.reply, tookMs: 44, body: { encoding: "utf8" as const, data: "busy", bytes: 5000 } };
  expect(answersOf({ ...capture, reply }, [])[0]).toMatchObject({
    ...{ body: new TextEncoder().encode("busy"), why: "The first 4 B of 5.0 kB.", tookMs: 44, heldMs: 40 },
  });
});

test("two attempts are compared at first, or the only one with the bin's reply", () => {
  const pair = (...statuses: number[]) =>
    firstPair(answersOf(capture, [delivery(...statuses)])).map((one) => one?.status);
  expect(pair(500, 200)).toEqual([500, 200]);
  expect(pair(200)).toEqual([503, 200]);
});

test("what was removed stands beside what came in its place", () => {
  const same = (text: string) => ({ kind: "same" as const, text });
  expect(
    pairLines([
      same("a"),
      { kind: "removed", text: "b" },
      { kind: "added", text: "c" },
      { kind: "added", text: "d" },
      same("e"),
    ]),
  ).toEqual([
    { left: "a", right: "a", isSame: true },
    { left: "b", right: "c", isSame: false },
    { left: null, right: "d", isSame: false },
    { left: "e", right: "e", isSame: true },
  ]);
});
