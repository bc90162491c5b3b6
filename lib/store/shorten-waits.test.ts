import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newUuid } from "#lib/model/ids.ts";
import type { Pace } from "#lib/model/replay.ts";
import { findDelivery } from "./deliveries.ts";
import { finishAttempts } from "./finish-attempts.ts";
import { createJournal } from "./journal.ts";
import { endInterrupted } from "./leases.ts";
import { dueTargets } from "./outbox.ts";
import { claimReplay, idleReplays, leaveReplay } from "./replay-steps.ts";
import { createReplay, findReplay } from "./replays.ts";
import { shortenWaits } from "./shorten-waits.ts";
import { findTarget } from "./targets.ts";
import { makeBin, makeEntry, openTestDatabase, type TestDatabase } from "./test-database.ts";
import { capture, claim, finished, later, makeForward, makeTarget, NOW, take } from "./test-outbox.ts";
import { createWriter } from "./writer.ts";

/** What is written at NOW, and a clock that stands an hour, or a day, before that from then on. */

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterAll(() => db.dispose());

const HOUR = 3_600_000;
const LEASE_MS = 20_000;
const PAUSE_MS = 30_000;
const nobody = () => false;
const shorten = (now: Date) => shortenWaits(now, { leaseMs: LEASE_MS, pauseAfter: (failures) => failures * PAUSE_MS });

async function waiting(count = 1) {
  const bin = await makeBin();
  const target = await makeTarget(bin);
  const forward = await makeForward(bin, target);
  await capture(db, bin, count);
  await take(forward);
  return { bin, target };
}

/** One delivery that failed, to be tried again after so long. */
async function failing(waitMs: number, openMs: number | null = null) {
  const { bin, target } = await waiting();
  const [one] = await claim(target.id, "a", NOW, 1);
  if (!one) throw new Error("nothing was claimed");
  const retry = finished(one, { kind: "retry", at: later(waitMs).getTime() });
  const openUntil = openMs === null ? null : later(openMs).getTime();
  await finishAttempts([retry], "a", NOW, (lane) => ({ ...lane, failures: 2, openUntil }));
  const nextAt = async () => Date.parse((await findDelivery(bin.no, one.id))?.nextAt ?? "");
  return { bin, target, id: one.id, nextAt };
}

const isDue = async (targetId: string, now: Date) => (await dueTargets(now)).some(({ id }) => id === targetId);

describe("after the clock was set back", () => {
  test("a failed delivery waits as long as it was to, from now on", async () => {
    const { target, nextAt } = await failing(5000);
    const now = later(-HOUR);
    await shorten(now);
    expect(await nextAt()).toBe(now.getTime() + 5000);
    // However often it is looked at, by whomever.
    await shorten(later(-HOUR + 4000));
    await shorten(later(-HOUR + 4000));
    expect(await isDue(target.id, later(-HOUR + 4999))).toBe(false);
    expect(await isDue(target.id, later(-HOUR + 5000))).toBe(true);
    expect(await claim(target.id, "b", later(-HOUR + 5000))).toHaveLength(1);
  });

  test("what was never tried goes at once", async () => {
    const { target } = await waiting(3);
    const now = later(-24 * HOUR);
    expect(await isDue(target.id, now)).toBe(false);
    await shorten(now);
    expect(await claim(target.id, "a", now)).toHaveLength(3);
  });

  test("a target that fails is left alone for its pause, and no longer", async () => {
    const { bin, target } = await failing(1000, 2 * PAUSE_MS);
    const now = later(-HOUR);
    await shorten(now);
    expect((await findTarget(bin.no, target.id))?.lane.openUntil).toBe(now.getTime() + 2 * PAUSE_MS);
    expect(await isDue(target.id, later(-HOUR + 2 * PAUSE_MS))).toBe(true);
  });

  test("a lease runs out as if it had just been renewed", async () => {
    const { target } = await waiting();
    const [one] = await claim(target.id, "gone", NOW);
    const ended = async (now: Date) =>
      (await endInterrupted(now, nobody, (number, startedAt) => ({ number, startedAt, durationMs: 0 }))).map(
        ({ id }) => id,
      );
    await shorten(later(-HOUR));
    expect(await ended(later(-HOUR + LEASE_MS - 1))).not.toContain(one?.id);
    expect(await ended(later(-HOUR + LEASE_MS))).toContain(one?.id);
  });

  test.each<[string, Pace, boolean, number]>([
    ["one that waits for its target looks again", { kind: "at_once" }, true, 0],
    ["one with the captures' gaps keeps them", { kind: "original", speed: 2 }, false, 45_000],
    ["one at a rate keeps it", { kind: "rate", perSecond: 0.1 }, false, 10_000],
  ])("of replays, %s", async (_name, pace, paused, gapMs) => {
    const bin = await makeBin();
    const target = await makeTarget(bin);
    const journal = createJournal(createWriter(db.dialect));
    for (const receivedAt of [NOW.getTime(), later(90_000).getTime()])
      await journal.append(makeEntry(bin.no, { receivedAt }));
    await journal.close();
    const id = newUuid();
    const plan = { id, binNo: bin.no, targetId: target.id, url: target.url, seqs: [1, 2], times: 1, edits: null };
    await createReplay({ ...plan, pace, retry: { kind: "none" } }, () => undefined);
    await claimReplay(id, { by: "a", until: later(LEASE_MS) }, NOW, nobody);
    await db.prisma.replay.update({ where: { id }, data: { position: 1 } });
    await leaveReplay(id, "a", { kind: "later", nextAt: later(90_000), paused });
    await shorten(later(-HOUR));
    expect(Date.parse((await findReplay(bin.no, id))?.nextAt ?? "")).toBe(NOW.getTime() - HOUR + gapMs);
    expect(await idleReplays(later(-HOUR + gapMs), nobody)).toContain(id);
  });
});

test("a clock that goes well changes nothing", async () => {
  const { bin, target, nextAt } = await failing(5000, 2 * PAUSE_MS);
  await shorten(later(1));
  expect(await nextAt()).toBe(later(5000).getTime());
  expect((await findTarget(bin.no, target.id))?.lane.openUntil).toBe(later(2 * PAUSE_MS).getTime());
});
