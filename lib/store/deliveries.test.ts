import { afterAll, beforeAll, expect, test } from "vitest";
import { deliveryQuerySchema } from "#lib/model/delivery.ts";
import { newUuid } from "#lib/model/ids.ts";
import {
  deleteDelivery,
  findAttempt,
  findDelivery,
  listDeliveries,
  type NewAttempt,
  saveDelivery,
} from "./deliveries.ts";
import { createForward } from "./forwards.ts";
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

test("what was sent to a target that was deleted meanwhile is kept without it; what its bin was deleted under is not found", async () => {
  const bin = await makeBin();
  const kept = await saveDelivery(bin.no, delivery({ targetId: newUuid() }));
  expect(kept).toMatchObject({ state: "succeeded", target: null, attempts: [{ number: 1 }] });
  expect((await listDeliveries(bin.no, deliveryQuerySchema.parse({}))).deliveries).toHaveLength(1);
  await expect(saveDelivery(bin.no + 1000, delivery({}))).rejects.toMatchObject({ code: "not_found" });
  const forward = {
    ...{ id: newUuid(), targetId: newUuid(), enabled: true, appendPath: true, appendQuery: true, addHeaders: [] },
    ...{ dropHeaders: [], conditions: [], retry: { kind: "none" as const }, answerWithinMs: null },
  };
  for (const binNo of [bin.no, bin.no + 1000]) {
    const made = createForward({ ...forward, binNo }, () => undefined);
    await expect(made).rejects.toMatchObject({ code: "not_found" });
  }
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
  const next = deliveryQuerySchema.parse(Object.fromEntries(new URLSearchParams(first.next ?? "")));
  expect(next).toMatchObject({ state: "succeeded", limit: 2 });
  const second = await listDeliveries(bin.no, next);
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

test("a page whose last delivery went meanwhile is followed by older ones all the same", async () => {
  const bin = await makeBin();
  for (const at of [10, 20, 30]) await saveDelivery(bin.no, delivery({ createdAt: new Date(at) }));
  const first = await listDeliveries(bin.no, { limit: 2 });
  await deleteDelivery(bin.no, first.deliveries[1]?.id ?? "");
  const next = deliveryQuerySchema.parse(Object.fromEntries(new URLSearchParams(first.next ?? "")));
  const second = await listDeliveries(bin.no, next);
  expect(second.deliveries.map(({ createdAt }) => Date.parse(createdAt))).toEqual([10]);
  expect(second.next).toBeNull();
});

test("a delivery brings its last attempts whole, however many there were; an earlier one is asked for by its number", async () => {
  const bin = await makeBin();
  const answered = { ...attempt, status: 500, headers: [["X-B", "2"]] as [string, string][], body: new Uint8Array(9) };
  const attempts = Array.from({ length: 6 }, (_, index) => ({ ...answered, number: index + 1 }));
  const saved = await saveDelivery(bin.no, delivery({ attempts }));
  const found = await findDelivery(bin.no, saved.id);
  expect(found?.attempts.map(({ number, status, body }) => [number, status, body !== undefined])).toEqual([
    ...[1, 2, 3].map((number) => [number, 500, false]),
    ...[4, 5, 6].map((number) => [number, 500, true]),
  ]);
  const early = await findAttempt(bin.no, saved.id, 2);
  expect(early).toMatchObject({ number: 2, headers: [["X-B", "2"]], body: { truncated: false } });
  expect(await findAttempt(bin.no, saved.id, 7)).toBeNull();
  expect(await findAttempt((await makeBin()).no, saved.id, 2)).toBeNull();
});
