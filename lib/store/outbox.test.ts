import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StoredBin } from "./bins.ts";
import { bodyOfDelivery, findDelivery, listDeliveries } from "./deliveries.ts";
import { finishAttempts } from "./finish-attempts.ts";
import { endInterrupted, renewLeases } from "./leases.ts";
import { type Claimed, dueTargets } from "./outbox.ts";
import { requeue } from "./requeue.ts";
import { changeTarget, deleteTarget, findTarget, type Lane, type StoredTarget, targetForUrl } from "./targets.ts";
import { makeBin, openTestDatabase, type TestDatabase } from "./test-database.ts";
import { capture, claim, finished, later, makeForward, makeTarget, NOW, take } from "./test-outbox.ts";

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterAll(() => db.dispose());

const keepLane = (lane: Lane) => lane;
const interrupted = (number: number, startedAt: Date) => ({
  ...{ number, startedAt, durationMs: 0, error: { code: "interrupted", message: "stopped" } },
});
const nobody = () => false;
const due = async (now: Date) => (await dueTargets(now)).map(({ id }) => id);

/** A bin with so many deliveries waiting for one target. */
async function waiting(count: number, concurrency = 5): Promise<{ bin: StoredBin; target: StoredTarget }> {
  const bin = await makeBin();
  const target = await makeTarget(bin, concurrency);
  const forward = await makeForward(bin, target);
  await capture(db, bin, count);
  await take(forward);
  return { bin, target };
}

async function claimOne(target: StoredTarget, by = "a", now = NOW): Promise<Claimed> {
  const [claimed] = await claim(target.id, by, now, 1);
  if (!claimed) throw new Error("nothing was claimed");
  return claimed;
}

const states = async (bin: StoredBin) =>
  (await listDeliveries(bin.no, { limit: 200 })).deliveries.map(({ state }) => state).sort();

describe("claims", () => {
  test("take the longest due, with the bytes and the number of the attempt", async () => {
    const { target } = await waiting(3);
    const claimed = await claim(target.id, "a");
    expect(claimed.map(({ captureSeq, attempt }) => [captureSeq, attempt])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
    expect(claimed[0]).toMatchObject({
      method: "POST",
      headers: [
        ["X-Dup", "1"],
        ["x-dup", "2"],
      ],
      retry: { kind: "quick" },
    });
    expect(claimed[0]?.body).toHaveLength(10);
    expect(await claim(target.id, "a")).toEqual([]);
  });

  test("leave what is not due, and find the target once it is", async () => {
    const { bin, target } = await waiting(1);
    const one = await claimOne(target);
    await finishAttempts([finished(one, { kind: "retry", at: later(5000).getTime() })], "a", NOW, keepLane);
    expect(await due(later(4999))).not.toContain(target.id);
    expect(await claim(target.id, "a", later(4999))).toEqual([]);
    expect(await due(later(5000))).toContain(target.id);
    expect(await claimOne(target, "a", later(5000))).toMatchObject({ attempt: 2 });
    expect((await findDelivery(bin.no, one.id))?.attempts).toHaveLength(1);
  });

  test("of two processes never give a delivery twice, and keep the target's concurrency together", async () => {
    const { bin, target } = await waiting(60, 7);
    const done: string[] = [];
    let most = 0;
    const work = async (by: string) => {
      for (let idle = 0; idle < 40; ) {
        const claimed = await claim(target.id, by, NOW, 3);
        const under = await db.prisma.delivery.count({
          where: { targetId: target.id, state: "waiting", nextAt: null },
        });
        most = Math.max(most, under);
        idle = claimed.length === 0 ? idle + 1 : 0;
        done.push(...claimed.map(({ id }) => id));
        if (claimed.length > 0) {
          const ended = claimed.map((one) => finished(one, { kind: "done" }));
          expect((await finishAttempts(ended, by, NOW, keepLane)).lost).toEqual([]);
        }
        if ((await states(bin)).every((state) => state === "succeeded")) return;
      }
    };
    await Promise.all([work("a"), work("b")]);
    expect(done).toHaveLength(60);
    expect(new Set(done).size).toBe(60);
    expect(most).toBeLessThanOrEqual(7);
  });

  test("skip a target whose circuit is open", async () => {
    const { target } = await waiting(1);
    await db.prisma.target.update({ where: { id: target.id }, data: { openUntil: later(1000) } });
    expect(await due(NOW)).not.toContain(target.id);
    expect(await due(later(1000))).toContain(target.id);
  });
});

describe("an attempt that ended", () => {
  test("in success leaves the capture's bytes to the capture", async () => {
    const { bin, target } = await waiting(1);
    const one = await claimOne(target);
    await finishAttempts([finished(one, { kind: "done" })], "a", NOW, keepLane);
    expect(await findDelivery(bin.no, one.id)).toMatchObject({
      ...{ state: "succeeded", reason: null, nextAt: null, via: "forward" },
      attempts: [{ number: 1, status: 200, body: { data: "\0\0\0" }, request: { bodyBytes: 10 } }],
    });
    const row = await db.prisma.delivery.findUnique({ where: { id: one.id } });
    expect(row).toMatchObject({ ownBody: false });
    expect(await bodyOfDelivery(bin.no, one.id)).toHaveLength(10);
  });

  test("does not count when its lease is another's by now", async () => {
    const { bin, target } = await waiting(1);
    const one = await claimOne(target, "a");
    await endInterrupted(later(30_000), nobody, interrupted);
    const again = await claimOne(target, "b", later(30_000));
    expect((await finishAttempts([finished(one, { kind: "done" })], "a", NOW, keepLane)).lost).toEqual([one.id]);
    await finishAttempts([finished(again, { kind: "done" })], "b", NOW, keepLane);
    const attempts = (await findDelivery(bin.no, one.id))?.attempts;
    expect(attempts?.map(({ number, status, error }) => [number, status ?? error?.code])).toEqual([
      [1, "interrupted"],
      [2, 200],
    ]);
  });

  test("of a delivery that was deleted meanwhile is let go", async () => {
    const { bin, target } = await waiting(1);
    const one = await claimOne(target);
    await db.prisma.delivery.delete({ where: { id: one.id } });
    expect((await finishAttempts([finished(one, { kind: "done" })], "a", NOW, keepLane)).lost).toEqual([one.id]);
    expect(await states(bin)).toEqual([]);
  });

  test("says when it opened or closed its target's circuit", async () => {
    const { bin, target } = await waiting(2);
    const opening = (lane: Lane, delivered: boolean): Lane =>
      delivered ? { ...lane, failures: 0, openUntil: null } : { ...lane, failures: 5, openUntil: later(500).getTime() };
    const one = await claimOne(target);
    const failed = finished(one, { kind: "dead", reason: "exhausted" });
    expect((await finishAttempts([failed], "a", NOW, opening)).circuits).toEqual([target.id]);
    expect((await findTarget(bin.no, target.id))?.lane).toMatchObject({ failures: 5, openUntil: later(500).getTime() });
    const two = await claimOne(target);
    expect((await finishAttempts([finished(two, { kind: "done" })], "a", NOW, opening)).circuits).toEqual([target.id]);
    expect((await findTarget(bin.no, target.id))?.lane).toMatchObject({ failures: 0, openUntil: null });
  });
});

describe("an attempt whose process is gone", () => {
  test("is written down as interrupted once its lease ran out, or at once when it is known, and made again", async () => {
    const { bin, target } = await waiting(2);
    const claimed = await claim(target.id, "gone");
    expect(await endInterrupted(later(19_999), nobody, interrupted)).toEqual([]);
    const ended = await endInterrupted(later(1), (by) => by === "gone", interrupted);
    expect(ended.map(({ id }) => id).sort()).toEqual(claimed.map(({ id }) => id).sort());
    expect(ended[0]?.binId).toBe(bin.id);
    const [again] = await claim(target.id, "b", later(2), 1);
    // The schedule is where it was: nobody knows that the target failed.
    expect(again).toMatchObject({ attempt: 2, base: 1 });
  });

  test("twice in a row is given up", async () => {
    const { bin, target } = await waiting(1);
    const one = await claimOne(target, "gone");
    await endInterrupted(NOW, () => true, interrupted);
    await claimOne(target, "gone");
    await endInterrupted(NOW, () => true, interrupted);
    expect(await findDelivery(bin.no, one.id)).toMatchObject({ state: "dead", reason: "interrupted" });
  });

  test("keeps its lease while it is renewed, and loses it when its process has lost hold of it", async () => {
    const { target } = await waiting(2);
    const [held, lost] = await claim(target.id, "alive");
    await renewLeases({ by: "alive", until: later(60_000) }, { deliveries: [held?.id ?? ""], replays: [] });
    expect((await endInterrupted(later(30_000), nobody, interrupted)).map(({ id }) => id)).toEqual([lost?.id]);
    expect((await endInterrupted(later(60_001), nobody, interrupted)).map(({ id }) => id)).toEqual([held?.id]);
  });
});

describe("dead letters", () => {
  const give = (bin: StoredBin) => (url: string) => targetForUrl(bin.no, url, () => crypto.randomUUID());

  async function dead(count: number) {
    const made = await waiting(count);
    const claimed = await claim(made.target.id, "a");
    const ended = claimed.map((one) => finished(one, { kind: "dead", reason: "exhausted" }));
    await finishAttempts(ended, "a", NOW, keepLane);
    return { ...made, ids: claimed.map(({ id }) => id) };
  }

  test("wait again, with their schedule from the beginning and their numbers going on", async () => {
    const { bin, target, ids } = await dead(3);
    const one = await requeue(bin.no, { id: ids[0] ?? "" }, give(bin), NOW);
    expect(one).toEqual({ ids: [ids[0]], count: 1, targets: [target.id] });
    expect(await claimOne(target)).toMatchObject({ id: ids[0], attempt: 2, base: 1 });
    expect((await requeue(bin.no, {}, give(bin), NOW)).count).toBe(2);
    expect((await requeue(bin.no, {}, give(bin), NOW)).count).toBe(0);
  });

  test("of another bin stay where they are", async () => {
    const { ids } = await dead(1);
    const other = await makeBin();
    expect((await requeue(other.no, { id: ids[0] ?? "" }, give(other), NOW)).count).toBe(0);
  });

  test("whose target was deleted go to its URL", async () => {
    const { bin, target, ids } = await dead(1);
    await db.prisma.forward.deleteMany({ where: { targetId: target.id } });
    await deleteTarget(target.id);
    const { targets } = await requeue(bin.no, { id: ids[0] ?? "" }, give(bin), NOW);
    expect(await claim(targets[0] ?? "", "a")).toMatchObject([
      { id: ids[0], target: { url: target.url, saved: false } },
    ]);
  });
});

describe("a target", () => {
  test("that a forward uses stays", async () => {
    const { target } = await waiting(1);
    await expect(deleteTarget(target.id)).rejects.toMatchObject({ code: "conflict" });
  });

  test("that goes gives up what waits for it", async () => {
    const { bin, target } = await waiting(2);
    await db.prisma.forward.deleteMany({ where: { targetId: target.id } });
    await deleteTarget(target.id);
    const { deliveries } = await listDeliveries(bin.no, { state: "dead", limit: 10 });
    expect(deliveries).toMatchObject([
      { reason: "cancelled", target: null },
      { reason: "cancelled", target: null },
    ]);
  });

  test("that is changed is where waiting deliveries go", async () => {
    const { target } = await waiting(1);
    await changeTarget(target.id, () => ({ url: "http://elsewhere.example/" }));
    expect((await claimOne(target)).target.url).toBe("http://elsewhere.example/");
  });
});
