import { afterAll, beforeAll, expect, test } from "vitest";
import { newUuid } from "#lib/model/ids.ts";
import { findDelivery, listDeliveries, type NewAttempt, saveDelivery } from "./deliveries.ts";
import { makeBin, openTestDatabase, type TestDatabase } from "./test-database.ts";

let db: TestDatabase;

beforeAll(async () => {
  db = await openTestDatabase();
});

afterAll(() => db.dispose());

const attempt: NewAttempt = { number: 1, startedAt: new Date(5), durationMs: 1.5 };

function delivery(changes: object) {
  return {
    id: newUuid(),
    captureSeq: 1,
    via: "resend" as const,
    hops: 0,
    targetId: null,
    url: "http://127.0.0.1:1/",
    method: "POST",
    headers: [["X-A", "1"]] satisfies [string, string][],
    body: new Uint8Array(0),
    state: "succeeded" as const,
    createdAt: new Date(),
    attempts: [attempt],
    ...changes,
  };
}

test("an answered attempt comes back whole, an empty body as an empty body", async () => {
  const bin = await makeBin();
  const answered = {
    ...attempt,
    status: 204,
    headers: [["X-B", "2"]] as [string, string][],
    body: new Uint8Array(0),
    truncated: false,
  };
  const saved = await saveDelivery(bin.no, delivery({ attempts: [answered] }));
  expect((await findDelivery(bin.no, saved.id))?.attempts[0]).toEqual({
    number: 1,
    startedAt: "1970-01-01T00:00:00.005Z",
    durationMs: 1.5,
    status: 204,
    headers: [["X-B", "2"]],
    body: { encoding: "utf8", data: "", truncated: false },
  });
});

test("a failed attempt says why", async () => {
  const bin = await makeBin();
  const error = { code: "refused", message: "Nobody listens there" };
  const saved = await saveDelivery(bin.no, delivery({ state: "failed", attempts: [{ ...attempt, error }] }));
  expect(saved).toMatchObject({ state: "failed", attempts: [{ error }] });
  expect(saved.attempts[0]).not.toHaveProperty("body");
});

test("deliveries of one capture, newest first", async () => {
  const bin = await makeBin();
  for (const [captureSeq, at] of [
    [1, 10],
    [2, 20],
    [1, 30],
  ] as const) {
    await saveDelivery(bin.no, delivery({ captureSeq, createdAt: new Date(at) }));
  }
  expect(
    (await listDeliveries(bin.no, { capture: 1, limit: 10 })).deliveries.map((d) => Date.parse(d.createdAt)),
  ).toEqual([30, 10]);
  expect((await listDeliveries(bin.no, { limit: 10 })).deliveries).toHaveLength(3);
});

test("a list comes in pages, without what may be large", async () => {
  const bin = await makeBin();
  const request = JSON.stringify({ url: "http://t.example/", method: "POST", headers: [], bodyBytes: 0 });
  const heavy = { ...attempt, request, status: 200, headers: [["X-B", "2"]], body: new Uint8Array(9) };
  for (const at of [10, 20, 20, 30]) {
    await saveDelivery(bin.no, delivery({ createdAt: new Date(at), attempts: [heavy] }));
  }
  const first = await listDeliveries(bin.no, { state: "succeeded", limit: 2 });
  const next = Object.fromEntries(new URLSearchParams(first.next ?? ""));
  expect(next).toMatchObject({ state: "succeeded", limit: "2" });
  const second = await listDeliveries(bin.no, { state: "succeeded", limit: 2, before: next.before });
  expect(second.next).toBeNull();
  const ids = [...first.deliveries, ...second.deliveries].map(({ id }) => id);
  expect(new Set(ids).size).toBe(4);
  expect(first.deliveries[0]?.attempts[0]).toEqual({
    number: 1,
    startedAt: "1970-01-01T00:00:00.005Z",
    durationMs: 1.5,
    status: 200,
  });
});
