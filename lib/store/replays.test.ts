import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newUuid } from "#lib/model/ids.ts";
import { findDelivery, listDeliveries } from "./deliveries.ts";
import { finishAttempts } from "./finish-attempts.ts";
import { endInterrupted } from "./leases.ts";
import type { Claimed, Gate } from "./outbox.ts";
import {
  beginSend,
  type ClaimedReplay,
  claimReplay,
  hasRoom,
  idleReplays,
  leaveReplay,
  readReplayed,
  skipSend,
} from "./replay-steps.ts";
import { cancelReplay, createReplay, deleteReplay, findReplay, wholeCaptures } from "./replays.ts";
import { makeBin, openTestDatabase, type TestDatabase } from "./test-database.ts";
import { capture, finished, LIMITS, later, makeTarget, NOW, openGate } from "./test-outbox.ts";

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterAll(() => db.dispose());

const nobody = () => false;
const leaseOf = (by: string) => ({ by, until: later(20_000) });

async function replaying(count = 3) {
  const bin = await makeBin();
  await capture(db, bin, count);
  const target = await makeTarget(bin);
  const seqs = await wholeCaptures(bin.no, 1, count, 1000);
  const planned = { id: newUuid(), binNo: bin.no, targetId: target.id, url: target.url, seqs, times: 2, edits: null };
  const replay = await createReplay(
    { ...planned, pace: { kind: "at_once" }, retry: { kind: "quick" } },
    () => undefined,
  );
  return { bin, target, replay };
}

async function claimed(id: string, by = "a"): Promise<ClaimedReplay> {
  const got = await claimReplay(id, leaseOf(by), NOW, nobody);
  if (!got) throw new Error("the replay was not to be had");
  return got;
}

async function begin(replay: ClaimedReplay, position: number, by = "a", gate: Gate = openGate) {
  const captureSeq = replay.seqs[position % replay.seqs.length] ?? 0;
  const found = await readReplayed(replay.binNo, captureSeq);
  if (!found) throw new Error("no such capture");
  const outgoing = { id: newUuid(), captureSeq, method: "POST", headers: [], hops: 0, body: found.body };
  return beginSend({ ...replay, position }, outgoing, leaseOf(by), gate, NOW);
}

async function sent(replay: ClaimedReplay, position: number): Promise<Claimed> {
  const step = await begin(replay, position);
  if (step.kind !== "send") throw new Error(step.kind);
  return step.claimed;
}

describe("a replay", () => {
  test("belongs to one process at a time", async () => {
    const { replay } = await replaying();
    const got = await Promise.all(["a", "b", "c"].map((by) => claimReplay(replay.id, leaseOf(by), NOW, nobody)));
    expect(got.filter(Boolean)).toHaveLength(1);
    expect(got.find(Boolean)).toMatchObject({ seqs: [1, 2, 3], total: 6, position: 0 });
    expect(await idleReplays(NOW, nobody)).not.toContain(replay.id);
    expect(await idleReplays(later(20_001), nobody)).toContain(replay.id);
  });

  test("has no room while as much waits for its retries as may, and has some again when less does", async () => {
    const { bin, replay } = await replaying();
    await db.prisma.bin.update({ where: { no: bin.no }, data: { keepBytes: 10 } });
    const mine = await claimed(replay.id);
    for (const position of [0, 1]) {
      await finishAttempts([finished(await sent(mine, position), { kind: "retry", at: 0 })], "a", NOW, (lane) => lane);
    }
    expect(await hasRoom(mine, LIMITS)).toBe(false);
    expect(await hasRoom({ ...mine, retry: { kind: "none" } }, LIMITS)).toBe(true);
    await db.prisma.delivery.updateMany({ where: { replayId: replay.id }, data: { state: "dead" } });
    expect(await hasRoom(mine, LIMITS)).toBe(true);
  });

  test("moves on with each send, and counts what became of it", async () => {
    const { bin, replay } = await replaying();
    const mine = await claimed(replay.id);
    const one = await sent(mine, 0);
    const two = await sent(mine, 1);
    await skipSend({ ...mine, position: 2 }, "a");
    await finishAttempts(
      [finished(one, { kind: "done" }), finished(two, { kind: "dead", reason: "exhausted" })],
      ...(["a", NOW, (lane: Parameters<Gate>[0]) => lane] as const),
    );
    expect(await findReplay(bin.no, replay.id)).toMatchObject({
      sent: 2,
      succeeded: 1,
      failed: 1,
      skipped: 1,
      total: 6,
    });
    const rows = await db.prisma.delivery.findMany({ where: { replayId: replay.id }, orderBy: { captureSeq: "asc" } });
    // A success is the capture's own bytes; what failed keeps its own.
    expect(rows.map(({ ownBody, body }) => [ownBody, body.length])).toEqual([
      [false, 0],
      [true, 10],
    ]);
  });

  test("waits when its target does not let it in, without moving on", async () => {
    const { replay } = await replaying();
    const mine = await claimed(replay.id);
    const shut: Gate = (lane) => ({ count: 0, lane, nextAt: later(500).getTime() });
    expect(await begin(mine, 0, "a", shut)).toMatchObject({
      kind: "wait",
      until: later(500).getTime(),
      isCircuit: false,
    });
    await leaveReplay(replay.id, "a", { kind: "later", nextAt: later(500), paused: true });
    expect(await idleReplays(NOW, nobody)).not.toContain(replay.id);
    expect(await idleReplays(later(500), nobody)).toContain(replay.id);
    expect(await claimReplay(replay.id, leaseOf("b"), later(500), nobody)).toMatchObject({ position: 0 });
  });

  test("is lost to a process whose lease another took", async () => {
    const { replay } = await replaying();
    const mine = await claimed(replay.id, "a");
    await claimReplay(replay.id, leaseOf("b"), later(30_000), nobody);
    expect(await begin(mine, 0, "a")).toEqual({ kind: "lost" });
    expect(await skipSend({ ...mine, position: 0 }, "a")).toBe(false);
  });

  test("is taken up after a crash only when the attempt that was interrupted has been made again", async () => {
    const { replay } = await replaying();
    const mine = await claimed(replay.id, "gone");
    const step = await begin(mine, 0, "gone");
    expect(step.kind).toBe("send");
    const isGone = (by: string) => by === "gone";
    expect(await claimReplay(replay.id, leaseOf("b"), NOW, isGone)).toBeNull();
    const error = { code: "interrupted", message: "" };
    await endInterrupted(NOW, isGone, (number, startedAt) => ({ number, startedAt, durationMs: 0, error }));
    expect(await claimReplay(replay.id, leaseOf("b"), NOW, isGone)).toBeNull();
    await db.prisma.delivery.updateMany({
      where: { replayId: replay.id },
      data: { attemptCount: 2, nextAt: later(1000) },
    });
    expect(await claimReplay(replay.id, leaseOf("b"), NOW, isGone)).toMatchObject({ position: 1 });
  });

  test("that is cancelled sends no more, nor its retries", async () => {
    const { bin, replay } = await replaying();
    const mine = await claimed(replay.id);
    const one = await sent(mine, 0);
    const retry = finished(one, { kind: "retry", at: later(1000).getTime() });
    await finishAttempts([retry], "a", NOW, (lane) => lane);
    expect(await deleteReplay(bin.no, replay.id)).toBe(false);
    expect(await cancelReplay(bin.no, replay.id)).toBe(true);
    expect(await cancelReplay(bin.no, replay.id)).toBe(false);
    expect(await begin(mine, 1)).toEqual({ kind: "lost" });
    expect(await findDelivery(bin.no, one.id)).toMatchObject({ state: "dead", reason: "cancelled" });
    expect(await deleteReplay(bin.no, replay.id)).toBe(true);
    expect((await listDeliveries(bin.no, { limit: 10 })).deliveries).toMatchObject([{ replay: null, via: "replay" }]);
  });

  test("of a range leaves out what was not kept whole", async () => {
    const { bin } = await replaying(4);
    await db.prisma.capture.updateMany({ where: { binNo: bin.no, seq: 2 }, data: { kind: "rejected" } });
    expect(await wholeCaptures(bin.no, 1, 3, 10)).toEqual([1, 3]);
    expect(await wholeCaptures(bin.no, 1, 4, 2)).toEqual([1, 3]);
  });
});
