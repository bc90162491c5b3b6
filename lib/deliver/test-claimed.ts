import type { Finished } from "#lib/store/finish-attempts.ts";
import type { Claimed } from "#lib/store/outbox.ts";
import type { StoredTarget } from "#lib/store/targets.ts";

/** For tests: a claimed delivery, and one whose attempt has ended. */

export const TARGET: StoredTarget = {
  ...{
    id: "target",
    binNo: 1,
    name: "t",
    url: "http://t.example/hook",
    headers: [],
    saved: true,
    createdAt: new Date(0),
  },
  lane: { concurrency: 5, ratePerSecond: null, rateAt: null, failures: 0, openUntil: null },
};

export function claimedOf(id: string, more: Partial<Claimed> = {}): Claimed {
  return {
    ...{
      id,
      binNo: 1,
      binId: "bin",
      captureSeq: 1,
      via: "forward",
      method: "POST",
      suffix: null,
      headers: [],
      hops: 0,
    },
    ...{ body: new Uint8Array(2), ownBody: true, attempt: 1, base: 0, retry: { kind: "none" }, startedAt: new Date(0) },
    ...{ forwardId: "forward", replayId: null, target: TARGET },
    ...more,
  };
}

export function finishedOf(
  id: string,
  outcome: Finished["outcome"] = { kind: "done" },
  more: Partial<Claimed> = {},
): Finished {
  const claimed = claimedOf(id, more);
  const attempt = { number: claimed.attempt, startedAt: claimed.startedAt, durationMs: 1, request: "{}", status: 200 };
  return { claimed, attempt, url: claimed.target.url, outcome, counts: true };
}
