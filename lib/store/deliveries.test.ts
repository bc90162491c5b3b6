import { afterAll, beforeAll, expect, test } from "vitest";
import { newUuid } from "#lib/model/ids.ts";
import { listDeliveries, type NewAttempt, saveDelivery } from "./deliveries.ts";
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
  await saveDelivery(bin.no, delivery({ attempts: [answered] }));
  expect((await listDeliveries(bin.no, 1))[0]?.attempts[0]).toEqual({
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
  expect((await listDeliveries(bin.no, 1)).map((d) => Date.parse(d.createdAt))).toEqual([30, 10]);
  expect(await listDeliveries(bin.no, undefined)).toHaveLength(3);
});
