import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deleteCapture } from "./captures.ts";
import { finishAttempts } from "./finish-attempts.ts";
import { firstAttempt } from "./first-attempt.ts";
import { activeForwards, changeForward, findForward, type StoredForward } from "./forwards.ts";
import { makeBin, openTestDatabase, type TestDatabase } from "./test-database.ts";
import { asItCame, capture, claim, finished, makeForward, makeTarget, NOW, take } from "./test-outbox.ts";

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterAll(() => db.dispose());

async function forwarding(keepCaptures = 1000) {
  const bin = await makeBin({ keep: { captures: keepCaptures, days: 0, bytes: 0 } });
  const target = await makeTarget(bin);
  return { bin, target, forward: await makeForward(bin, target) };
}

async function cursorOf({ binNo, id }: StoredForward) {
  const found = await findForward(binNo, id);
  return { cursor: found?.cursor, missed: found?.missed };
}

describe("a forward", () => {
  test("begins behind what its bin holds, and takes each later capture once", async () => {
    const bin = await makeBin();
    await capture(db, bin, 3);
    const target = await makeTarget(bin);
    const forward = await makeForward(bin, target);
    expect(await take(forward)).toBeNull();
    await capture(db, bin, 2);
    const taken = await take(forward);
    expect(taken?.deliveries.map(({ seq }) => seq)).toEqual([4, 5]);
    expect(taken).toMatchObject({ binId: bin.id, targetId: target.id, more: false });
    expect(await take(forward)).toBeNull();
    expect(await cursorOf(forward)).toEqual({ cursor: 5, missed: 0 });
  });

  test("gives each capture to one of many that take at once", async () => {
    const { bin, forward } = await forwarding();
    await capture(db, bin, 40);
    const taken = await Promise.all(Array.from({ length: 6 }, () => take(forward, { step: 15 })));
    for (let more = true; more; ) more = (await take(forward, { step: 15 })) !== null;
    const rows = await db.prisma.delivery.findMany({
      where: { forwardId: forward.id },
      orderBy: { captureSeq: "asc" },
    });
    expect(rows.map(({ captureSeq }) => Number(captureSeq))).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect(taken.filter(Boolean).length).toBeGreaterThan(0);
  });

  test("takes in steps, by number and by bytes", async () => {
    const { bin, forward } = await forwarding();
    await capture(db, bin, 5, 100);
    expect(await take(forward, { step: 2 })).toMatchObject({ more: true, deliveries: [{ seq: 1 }, { seq: 2 }] });
    expect(await take(forward, { stepBytes: 150 })).toMatchObject({ more: true, deliveries: [{ seq: 3 }, { seq: 4 }] });
    expect(await take(forward)).toMatchObject({ more: false, deliveries: [{ seq: 5 }] });
  });

  test("leaves captures in the ring while too many wait, and counts those that made room", async () => {
    const { bin, target, forward } = await forwarding(4);
    await capture(db, bin, 3);
    expect((await take(forward, { maxWaiting: 2 }))?.deliveries).toHaveLength(2);
    expect((await take(forward, { maxWaiting: 2 }))?.deliveries).toHaveLength(0);
    await capture(db, bin, 4);
    for (const one of await claim(target.id, "a")) {
      await finishAttempts([finished(one, { kind: "done" })], "a", NOW, (lane) => lane);
    }
    expect((await take(forward, { maxWaiting: 2 }))?.deliveries.map(({ seq }) => seq)).toEqual([4, 5]);
    expect(await cursorOf(forward)).toEqual({ cursor: 5, missed: 1 });
  });

  test("shares what may wait with the other targets of its bin, and never holds more than the bin may keep", async () => {
    const bin = await makeBin({ keep: { captures: 0, days: 0, bytes: 4000 } });
    const [deaf, well] = [await makeTarget(bin), await makeTarget(bin)];
    const forwards = [await makeForward(bin, deaf), await makeForward(bin, well)];
    await capture(db, bin, 8, 450);
    const taken = await Promise.all(forwards.map((forward) => take(forward)));
    expect(taken.map((one) => one?.deliveries.length)).toEqual([5, 5]);
    for (const one of await claim(well.id, "a")) {
      await finishAttempts([finished(one, { kind: "done" })], "a", NOW, (lane) => lane);
    }
    const again = await Promise.all(forwards.map((forward) => take(forward)));
    expect(again.map((one) => one?.deliveries.length)).toEqual([0, 3]);
    // Whoever makes forward after forward finds an end too.
    for (let made = 0; made < 4; made += 1) {
      const forward = await makeForward(bin, await makeTarget(bin));
      await capture(db, bin, 8, 450);
      await take(forward);
    }
    const where = { binNo: bin.no, state: "waiting" };
    const waiting = await db.prisma.delivery.aggregate({ where, _sum: { bodyBytes: true } });
    expect(waiting._sum.bodyBytes).toBeLessThan(2 * 4000 + 450);
  });

  test("passes over what it does not want, and what is gone", async () => {
    const { bin, forward } = await forwarding();
    await capture(db, bin, 4);
    await deleteCapture(bin.no, 2);
    const odd = await take(forward, {}, async (...given) => (given[3].seq % 2 === 1 ? asItCame(...given) : null));
    expect(odd).toMatchObject({ deliveries: [{ seq: 1 }, { seq: 3 }], leftOut: [4] });
    expect(await cursorOf(forward)).toMatchObject({ cursor: 4 });
  });

  test("reads a body only when it is asked to", async () => {
    const { bin, forward } = await forwarding();
    await capture(db, bin, 1, 7);
    let size = 0;
    await take(forward, {}, async (...given) => {
      size = (await given[3].body()).length;
      return asItCame(...given);
    });
    expect(size).toBe(7);
  });

  test("that is off takes nothing, and begins anew when it is switched on", async () => {
    const { bin, forward } = await forwarding();
    await changeForward(bin.no, forward.id, { enabled: false }, () => undefined);
    await capture(db, bin, 3);
    expect(await take(forward)).toBeNull();
    expect((await activeForwards()).map(({ id }) => id)).not.toContain(forward.id);
    await changeForward(bin.no, forward.id, { enabled: true }, () => undefined);
    expect(await take(forward)).toBeNull();
    expect(await cursorOf(forward)).toEqual({ cursor: 3, missed: 0 });
    await changeForward(bin.no, forward.id, { enabled: true, appendPath: false }, () => undefined);
    await capture(db, bin, 1);
    expect((await activeForwards()).find(({ id }) => id === forward.id)).toMatchObject({
      binId: bin.id,
      isBehind: true,
    });
    expect((await take(forward))?.deliveries).toHaveLength(1);
  });
});

test("what became of a first attempt can be asked from any process", async () => {
  const { bin, target, forward } = await forwarding();
  await capture(db, bin, 2);
  expect(await firstAttempt(forward.id, 1)).toEqual({ kind: "open" });
  await take(forward, {}, async (...given) => (given[3].seq === 1 ? asItCame(...given) : null));
  expect(await firstAttempt(forward.id, 1)).toEqual({ kind: "open" });
  expect(await firstAttempt(forward.id, 2)).toEqual({ kind: "none" });
  const [one] = await claim(target.id, "a");
  if (one) await finishAttempts([finished(one, { kind: "retry", at: 0 })], "a", NOW, (lane) => lane);
  expect(await firstAttempt(forward.id, 1)).toMatchObject({
    kind: "ended",
    attempt: { status: 500, truncated: false },
  });
});
