import { describe, expect, test } from "vitest";
import type { EgressRequest, EgressResult } from "#lib/egress/client.ts";
import { claimedOf, TARGET } from "./test-claimed.ts";
import { tryOnce } from "./try.ts";

const NOW = 1_000_000;
const signal = () => new AbortController().signal;

function trying(result: Partial<EgressResult> = {}) {
  const sent: EgressRequest[] = [];
  const answered = {
    ...{ kind: "answered", status: 200, statusText: "", headers: [], body: new Uint8Array(0), truncated: false },
    ...{ url: "", remoteAddress: null, timings: { totalMs: 5 } },
    ...result,
  } as EgressResult;
  const send = async (request: EgressRequest) => {
    sent.push(request);
    return answered;
  };
  return { sent, use: { send, now: () => NOW, random: () => 0 } };
}

describe("one try", () => {
  test("carries the delivery's id, the target's headers, and the capture's path", async () => {
    const { sent, use } = trying();
    const headers: [string, string][] = [
      ["X-A", "1"],
      ["x-wirebin-delivery", "an earlier one"],
    ];
    const target = { ...TARGET, headers: [{ name: "Authorization", value: "s3cret", secret: true }] };
    const finished = await tryOnce(claimedOf("d-1", { headers, target, suffix: "/a?x=1", hops: 1 }), use, signal());
    expect(sent).toMatchObject([{ url: "http://t.example/hook/a?x=1", method: "POST", hops: 1 }]);
    expect(sent[0]?.headers).toEqual([
      ["X-A", "1"],
      ["X-Wirebin-Delivery", "d-1"],
      ["Authorization", "s3cret"],
    ]);
    expect(finished).toMatchObject({ url: "http://t.example/hook/a?x=1", outcome: { kind: "done" }, counts: true });
    expect(finished?.attempt.request).not.toContain("s3cret");
  });

  test("counts its place in the schedule from where the schedule began", async () => {
    const { use } = trying({ status: 500 } as Partial<EgressResult>);
    const retry = { kind: "list" as const, delaysMs: [10, 20] };
    const outcome = async (attempt: number) =>
      (await tryOnce(claimedOf("d", { retry, attempt, base: 3 }), use, signal()))?.outcome;
    expect(await outcome(4)).toEqual({ kind: "retry", at: NOW + 10 });
    expect(await outcome(5)).toEqual({ kind: "retry", at: NOW + 20 });
    expect(await outcome(6)).toEqual({ kind: "dead", reason: "exhausted" });
  });

  test.each([
    [{ suffix: "/../admin" }, "invalid_target"],
    [{ body: null }, "invalid_request"],
  ])("%j is not sent, and says nothing about the target", async (more, code) => {
    const { sent, use } = trying();
    const finished = await tryOnce(claimedOf("d", more), use, signal());
    expect(sent).toEqual([]);
    expect(finished).toMatchObject({
      ...{ outcome: { kind: "dead", reason: "refused" }, counts: false },
      attempt: { error: { code } },
    });
  });

  test("that a stop ended has no outcome", async () => {
    const stop = new AbortController();
    const { use } = trying();
    const finished = tryOnce(claimedOf("d"), use, stop.signal);
    stop.abort();
    expect(await finished).toBeNull();
  });
});
