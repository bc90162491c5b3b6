import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { CreatedBin } from "#lib/model/bin.ts";
import { createPostgresqlDatabase, hasPostgresql } from "#lib/store/test-postgresql.ts";
import { createBin } from "../harness/api.ts";
import { deliveriesOf, headerOf, partsOf } from "../harness/deliveries.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { OK, plainAnswer, type Receiver, startReceiver } from "../harness/receiver.ts";
import { startServer, type TestServer } from "../harness/server.ts";

/** Two processes on one PostgreSQL share one outbox. */

vi.setConfig({ testTimeout: 120_000, hookTimeout: 90_000 });
const isUp = await hasPostgresql();

describe.skipIf(!isUp)("two processes", () => {
  let database: Awaited<ReturnType<typeof createPostgresqlDatabase>>;
  let a: TestServer;
  let b: TestServer;

  beforeAll(async () => {
    database = await createPostgresqlDatabase();
    const env = { DATABASE_URL: database.url };
    [a, b] = await Promise.all([startServer(env), startServer(env)]);
  });

  afterAll(async () => {
    await Promise.all([a.dispose(), b.dispose()]);
    await database.drop();
  });

  /** Takes two of three, and notes what. */
  async function picky(): Promise<{ receiver: Receiver; accepted: string[] }> {
    const accepted: string[] = [];
    let met = 0;
    const receiver = await startReceiver((one) => {
      met += 1;
      if (met % 3 === 0) return plainAnswer(500);
      accepted.push(partsOf(one).body.toString());
      return OK;
    });
    return { receiver, accepted };
  }

  const send = (server: TestServer, bin: CreatedBin, body: string) =>
    sendRaw(server.port, message({ target: `/${bin.id}`, body }));

  test("send each capture once, whichever of them took it, with retries, also when one is killed", async () => {
    const bin = await createBin(a.url);
    const one = deliveriesOf(a.url, bin);
    const { receiver, accepted } = await picky();
    try {
      await one.forward(await one.target(receiver.url, { concurrency: 4 }), {
        retry: { kind: "list", delaysMs: Array.from({ length: 20 }, () => 50) },
      });
      const bodies = Array.from({ length: 60 }, (_, i) => `event ${i}`);
      await Promise.all(bodies.map((body, i) => send(i % 2 === 0 ? a : b, bin, body)));
      await expect.poll(() => accepted.length, { timeout: 30_000 }).toBeGreaterThan(10);
      await b.kill();
      await expect
        .poll(async () => (await one.list("state=succeeded&limit=200")).deliveries.length, { timeout: 60_000 })
        .toBe(60);
      const done = (await one.list("state=succeeded&limit=200")).deliveries;
      const cutShort = done.filter(({ attempts }) => attempts.some(({ error }) => error?.code === "interrupted"));
      // What the killed one had under way is not known; everything else was taken exactly once.
      expect(accepted.length).toBeLessThanOrEqual(60 + cutShort.length);
      expect(new Set(accepted)).toEqual(new Set(bodies));
      for (const { attempts } of done) {
        expect(attempts.map(({ number }) => number)).toEqual(attempts.map((_, index) => index + 1));
        expect(attempts.filter(({ status }) => status === 200)).toHaveLength(1);
      }
    } finally {
      await receiver.close();
      await b.restart();
    }
  });

  test("answer a sender with the target's answer, whichever of them sent it on", async () => {
    const bin = await createBin(a.url);
    const one = deliveriesOf(a.url, bin);
    const receiver = await startReceiver(plainAnswer(202, "X-Own: 1\r\n"));
    try {
      await one.forward(await one.target(receiver.url), { answerWithinMs: 10_000 });
      const answers = async (server: TestServer) => (await send(server, bin, "ping")).slice(0, 12);
      expect(await answers(a)).toBe("HTTP/1.1 202");
      // The other hears of the forward within a second.
      await expect.poll(() => answers(b), { timeout: 10_000 }).toBe("HTTP/1.1 202");
    } finally {
      await receiver.close();
    }
  });

  test("run a replay once, in order, and the other goes on with it when its process is killed", async () => {
    const bin = await createBin(a.url);
    const one = deliveriesOf(a.url, bin);
    for (let i = 0; i < 40; i += 1) await send(a, bin, String(i));
    const seen: string[] = [];
    const receiver = await startReceiver((message) => {
      seen.push(`${headerOf(message, "x-wirebin-delivery")} ${partsOf(message).body}`);
      return OK;
    });
    try {
      const pace = { kind: "rate" as const, perSecond: 20 };
      const { id } = await one.startReplay({ range: { from: 1, to: 40 }, url: receiver.url, pace });
      await expect.poll(() => seen.length, { timeout: 20_000 }).toBeGreaterThan(5);
      await a.kill();
      const other = deliveriesOf(b.url, bin);
      expect(await other.untilDone(id, 60_000)).toMatchObject({ state: "done" });
      // One may have been on its way when the process was killed: then it came twice, under one id.
      const distinct = [...new Set(seen)];
      expect(seen.length - distinct.length).toBeLessThanOrEqual(1);
      expect(distinct.map((text) => text.split(" ")[1])).toEqual(Array.from({ length: 40 }, (_, i) => String(i)));
    } finally {
      await receiver.close();
      await a.restart();
    }
  });
});
