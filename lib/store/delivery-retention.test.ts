import { afterAll, beforeAll, expect, test } from "vitest";
import { newUuid } from "#lib/model/ids.ts";
import type { StoredBin } from "./bins.ts";
import { listDeliveries, saveDelivery } from "./deliveries.ts";
import { trimDeliveries } from "./delivery-retention.ts";
import { targetForUrl } from "./targets.ts";
import { makeBin, openTestDatabase, type TestDatabase } from "./test-database.ts";
import { NOW } from "./test-outbox.ts";

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterAll(() => db.dispose());

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY);

async function keep(bin: StoredBin, more: { createdAt: Date; bytes?: number; state?: "succeeded" | "waiting" }) {
  const attempt = { number: 1, startedAt: more.createdAt, durationMs: 1, body: new Uint8Array(more.bytes ?? 0) };
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

test("a bare URL that nothing needs goes after a day", async () => {
  const bin = await makeBin();
  await targetForUrl(bin.no, "http://old.example/", () => newUuid(), daysAgo(2));
  const fresh = await targetForUrl(bin.no, "http://new.example/", () => newUuid(), NOW);
  await trimDeliveries(NOW);
  expect((await db.prisma.target.findMany({ where: { binNo: bin.no } })).map(({ id }) => id)).toEqual([fresh]);
});
