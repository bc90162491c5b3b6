import { newUuid } from "#lib/model/ids.ts";
import type { StoredBin } from "./bins.ts";
import type { Finished } from "./finish-attempts.ts";
import { createForward, type StoredForward } from "./forwards.ts";
import { createJournal } from "./journal.ts";
import { type Claimed, claimDue, type Gate } from "./outbox.ts";
import { type Make, type TakeLimits, takeNew } from "./take-captures.ts";
import { createTarget, type StoredTarget } from "./targets.ts";
import { makeEntry, type TestDatabase } from "./test-database.ts";
import { createWriter } from "./writer.ts";

/** For tests of the outbox: captures, a target, a forward, and what a worker does with them. */

export const NOW = new Date("2026-03-01T12:00:00.000Z");
export const later = (ms: number) => new Date(NOW.getTime() + ms);

/** As many as the target's concurrency leaves. */
export const openGate: Gate = (lane, inFlight, wanted) => ({
  count: Math.min(wanted, Math.max(0, lane.concurrency - inFlight)),
  lane,
  nextAt: null,
});

export async function makeTarget(bin: StoredBin, concurrency = 5): Promise<StoredTarget> {
  const plain = { name: "t", url: "http://t.example/", headers: [], ratePerSecond: null };
  return createTarget({ ...plain, concurrency, id: newUuid(), binNo: bin.no }, () => undefined, NOW);
}

export async function makeForward(bin: StoredBin, target: StoredTarget): Promise<StoredForward> {
  const id = newUuid();
  const forward = {
    ...{ id, binNo: bin.no, targetId: target.id, enabled: true, appendPath: true, appendQuery: true },
    ...{ addHeaders: [], dropHeaders: [], conditions: [], retry: { kind: "quick" as const }, answerWithinMs: null },
  };
  return createForward(forward, () => undefined);
}

export async function capture(db: TestDatabase, bin: StoredBin, count: number, bodyBytes = 10): Promise<void> {
  const journal = createJournal(createWriter(db.dialect));
  const body = new Uint8Array(bodyBytes).fill(120);
  for (let i = 0; i < count; i += 1) await journal.append(makeEntry(bin.no, { body }));
  await journal.close();
}

export const LIMITS: TakeLimits = { step: 100, stepBytes: 1e9, maxWaiting: 1000, maxWaitingBytes: 1e9 };

export const asItCame: Make = async (_bin, _forward, target, { method, headers }) => ({
  ...{ suffix: null, url: target.url, method, headers, hops: 0 },
});

export function take(forward: StoredForward, limits: Partial<TakeLimits> = {}, make: Make = asItCame) {
  return takeNew(forward.id, { ...LIMITS, ...limits }, make, () => newUuid(), NOW);
}

export async function claim(targetId: string, by: string, now = NOW, maxCount = 100): Promise<Claimed[]> {
  const lease = { by, until: new Date(now.getTime() + 20_000) };
  return (await claimDue(targetId, { now, lease, maxCount, maxBytes: 1e9, gate: openGate })).claimed;
}

export function finished(claimed: Claimed, outcome: Finished["outcome"]): Finished {
  const { attempt: number, startedAt } = claimed;
  const status = outcome.kind === "done" ? 200 : 500;
  const attempt = { number, startedAt, durationMs: 1, request: "{}", status, headers: [], body: new Uint8Array(3) };
  return { claimed, attempt: { ...attempt, request: REQUEST }, url: claimed.target.url, outcome, counts: true };
}

const REQUEST = JSON.stringify({ url: "http://t.example/", method: "POST", headers: [], bodyBytes: 10 });
