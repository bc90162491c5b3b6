import { afterAll, beforeAll, expect, test } from "vitest";
import { newUuid } from "#lib/model/ids.ts";
import type { StoredBin } from "./bins.ts";
import { deleteDelivery, listDeliveries, type NewAttempt, saveDelivery } from "./deliveries.ts";
import { trimDeliveries } from "./delivery-retention.ts";
import { finishAttempts } from "./finish-attempts.ts";
import { cancelReplay, createReplay, deleteReplay } from "./replays.ts";
import type { Make } from "./take-captures.ts";
import { targetForUrl } from "./targets.ts";
import { makeBin, openTestDatabase, type TestDatabase } from "./test-database.ts";
import { asItCame, capture, claim, finished, makeForward, makeTarget, NOW, take } from "./test-outbox.ts";
import { waitingOf } from "./waiting.ts";

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterAll(() => db.dispose());

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY);

const LARGE = { url: "http://t.example/", method: "POST", headers: [["X-Large", "\xe9".repeat(500)]], bodyBytes: 0 };

type Kept = { createdAt: Date; bytes?: number; state?: "succeeded" | "waiting"; attempt?: Partial<NewAttempt> };

async function keep(bin: StoredBin, more: Kept) {
  const body = new Uint8Array(more.bytes ?? 0);
  const attempt = { number: 1, startedAt: more.createdAt, durationMs: 1, body, ...more.attempt };
  const { id } = await saveDelivery(bin.no, {
    ...{ id: newUuid(), captureSeq: 1, via: "resend", url: "http://t.example/", method: "POST", headers: [], hops: 0 },
    ...{ body: new Uint8Array(0), targetId: null, state: more.state ?? "succeeded", createdAt: more.createdAt },
    attempts: [attempt],
  });
  return id;
}

const left = async (bin: StoredBin) => (await listDeliveries(bin.no, { limit: 200 })).deliveries.map(({ id }) => id);

test("deliveries go with the days their bin keeps; what waits stays", async () => {
  const bin = await makeBin({ keep: { captures: 0, days: 2, bytes: 0 } });
  await keep(bin, { createdAt: daysAgo(3) });
  const waits = await keep(bin, { createdAt: daysAgo(3), state: "waiting" });
  const fresh = await keep(bin, { createdAt: daysAgo(1) });
  expect(await trimDeliveries(NOW)).toBe(1);
  expect((await left(bin)).sort()).toEqual([waits, fresh].sort());
});

test("the oldest go first when their answers hold more than the bin may", async () => {
  const bin = await makeBin({ keep: { captures: 0, days: 0, bytes: 2500 } });
  const ids: string[] = [];
  for (let i = 0; i < 4; i += 1) ids.unshift(await keep(bin, { createdAt: daysAgo(4 - i), bytes: 1000 }));
  await trimDeliveries(NOW);
  expect(await left(bin)).toEqual(ids.slice(0, 2));
});

test.each<[string, Partial<NewAttempt>]>([
  ["their answers' headers hold", { headers: [["X-Large", "x".repeat(1000)]] }],
  ["the requests they sent hold", { request: JSON.stringify(LARGE) }],
])("the oldest go first when %s more than the bin may", async (_name, attempt) => {
  const bin = await makeBin({ keep: { captures: 0, days: 0, bytes: 2500 } });
  const ids: string[] = [];
  for (let i = 0; i < 4; i += 1) ids.unshift(await keep(bin, { createdAt: daysAgo(4 - i), attempt }));
  await trimDeliveries(NOW);
  expect(await left(bin)).toEqual(ids.slice(0, 2));
});

test("headers count at each attempt that ends, and in what waits", async () => {
  const bin = await makeBin({ keep: { captures: 0, days: 0, bytes: 0 } });
  const target = await makeTarget(bin);
  const forward = await makeForward(bin, target);
  await capture(db, bin, 1, 100);
  const held = async () => (await waitingOf(db.prisma, db.dialect.name, bin.no)).get(target.id)?.bytes ?? 0;
  const make: Make = async (...given) => {
    const made = await asItCame(...given);
    return made && { ...made, headers: [["X-Own", "o".repeat(5000)]] };
  };
  await take(forward, {}, make);
  expect(await held()).toBeGreaterThan(5100);
  expect(await held()).toBeLessThan(5200);
  const [one] = await claim(target.id, "a");
  if (!one) throw new Error("nothing was claimed");
  const failed = finished(one, { kind: "retry", at: NOW.getTime() });
  failed.attempt.headers = [["X-Large", "x".repeat(3000)]];
  await finishAttempts([failed], "a", NOW, (lane) => lane);
  expect(await held()).toBeGreaterThan(8100);
});

test("while it is not known what time it is, nothing goes for its age, and what is too much goes all the same", async () => {
  const old = await makeBin({ keep: { captures: 0, days: 2, bytes: 0 } });
  const stays = await keep(old, { createdAt: daysAgo(300) });
  const full = await makeBin({ keep: { captures: 0, days: 2, bytes: 1500 } });
  await keep(full, { createdAt: daysAgo(1), bytes: 1000 });
  const newest = await keep(full, { createdAt: NOW, bytes: 1000 });
  expect(await trimDeliveries(null)).toBe(1);
  expect(await left(old)).toEqual([stays]);
  expect(await left(full)).toEqual([newest]);
});

test("bare URLs go when nothing refers to them any more, however many; saved targets stay", async () => {
  const bin = await makeBin({ keep: { captures: 0, days: 2, bytes: 0 } });
  const bare = (name: string, at = daysAgo(3)) => targetForUrl(bin.no, `http://${name}.example/`, () => newUuid(), at);
  const [sent, replayed, asked] = [await bare("sent"), await bare("replayed"), await bare("asked")];
  const delivery = await keep(bin, { createdAt: daysAgo(1) });
  await db.prisma.delivery.update({ where: { id: delivery }, data: { targetId: sent } });
  const replay = await makeReplay(bin, replayed, daysAgo(1));
  const saved = await makeTarget(bin);
  const data = Array.from({ length: 1200 }, (_, i) => ({
    ...{ id: newUuid(), binNo: bin.no, name: "", url: `http://${i}.example/`, headers: "[]", concurrency: 5 },
    ...{ saved: false, createdAt: daysAgo(3) },
  }));
  await db.prisma.target.createMany({ data });
  expect(await bare("asked", NOW)).toBe(asked);
  const targets = async () =>
    (await db.prisma.target.findMany({ where: { binNo: bin.no } })).map(({ id }) => id).sort();
  await trimDeliveries(NOW);
  expect(await targets()).toEqual([sent, replayed, asked, saved.id].sort());
  await deleteDelivery(bin.no, delivery);
  await cancelReplay(bin.no, replay);
  await deleteReplay(bin.no, replay);
  await trimDeliveries(new Date(NOW.getTime() + 3_600_000));
  expect(await targets()).toEqual([saved.id]);
});

test("of replays that have ended a hundred stay, without what they were to send", async () => {
  const bin = await makeBin({ keep: { captures: 0, days: 0, bytes: 0 } });
  const target = await makeTarget(bin);
  const running = await makeReplay(bin, target.id, daysAgo(9));
  for (let i = 0; i < 103; i += 1) await cancelReplay(bin.no, await makeReplay(bin, target.id, daysAgo(8 - i / 100)));
  await trimDeliveries(null);
  const replays = await db.prisma.replay.findMany({ where: { binNo: bin.no }, orderBy: { createdAt: "asc" } });
  expect(replays).toHaveLength(101);
  expect(replays[0]).toMatchObject({ id: running, seqs: "[1,2]" });
  expect(replays[0]?.edits).toContain("edited");
  expect(replays[1]).toMatchObject({ state: "cancelled", seqs: "[]", edits: null, createdAt: daysAgo(7.97) });
});

test("replays that have ended go with the days their bin keeps, also from a bin without deliveries", async () => {
  const bin = await makeBin({ keep: { captures: 0, days: 2, bytes: 0 } });
  const target = await makeTarget(bin);
  const [old, fresh] = [await makeReplay(bin, target.id, daysAgo(3)), await makeReplay(bin, target.id, daysAgo(1))];
  for (const id of [old, fresh]) await cancelReplay(bin.no, id);
  await trimDeliveries(NOW);
  expect((await db.prisma.replay.findMany({ where: { binNo: bin.no } })).map(({ id }) => id)).toEqual([fresh]);
});

async function makeReplay(bin: StoredBin, targetId: string, createdAt: Date): Promise<string> {
  const plan = { binNo: bin.no, targetId, url: "http://t.example/", seqs: [1, 2], times: 1 };
  const edits = { body: { encoding: "utf8" as const, data: "edited" } };
  const how = { ...plan, pace: { kind: "at_once" as const }, retry: { kind: "none" as const }, edits };
  return (await createReplay({ ...how, id: newUuid() }, () => undefined, createdAt)).id;
}
