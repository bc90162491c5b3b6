import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createBin } from "../harness/api.ts";
import { deliveriesOf, headerOf, partsOf } from "../harness/deliveries.ts";
import { fillInOrder, numberedBody } from "../harness/fill.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { OK, plainAnswer, type Receiver } from "../harness/receiver.ts";
import { receiversOfThisFile } from "../harness/receivers.ts";
import { startServer, type TestServer } from "../harness/server.ts";

// Servers are started and killed inside these tests; on a busy machine that alone takes seconds.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

let server: TestServer;
const receiver = receiversOfThisFile();

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.dispose());

async function filled(own: TestServer, count: number) {
  const bin = await createBin(own.url);
  for (let i = 1; i <= count; i += 1) {
    await sendRaw(
      own.port,
      message({ target: `/${bin.id}/${i}`, headers: [["X-Number", String(i)]], body: `body ${i}` }),
    );
  }
  return { bin, ...deliveriesOf(own.url, bin) };
}

const numbers = (got: Receiver) => got.messages().map((one) => Number(headerOf(one, "x-number")));

describe("a replay", () => {
  test("sends chosen captures in the order they were chosen, as often as asked", async () => {
    const { startReplay, untilDone, list } = await filled(server, 4);
    const got = await receiver();
    const { id } = await startReplay({ captures: [3, 1, 4], url: got.url, times: 2 });
    expect(await untilDone(id)).toMatchObject({
      state: "done",
      captures: 3,
      total: 6,
      sent: 6,
      succeeded: 6,
      failed: 0,
    });
    expect(numbers(got)).toEqual([3, 1, 4, 3, 1, 4]);
    expect(got.messages().map((one) => partsOf(one).body.toString())[0]).toBe("body 3");
    expect((await list(`replay=${id}`)).deliveries).toHaveLength(6);
  });

  test("of a range passes over what is gone, and counts what failed", async () => {
    const { startReplay, untilDone, api, list } = await filled(server, 5);
    const got = await receiver((one) => (headerOf(one, "x-number") === "4" ? plainAnswer(500) : OK));
    const pace = { kind: "original" as const, speed: 10_000 };
    await api.call("/captures/3", { method: "DELETE" });
    const { id, total } = await startReplay({ range: { from: 2, to: 5 }, url: got.url, pace });
    expect(total).toBe(3);
    expect(await untilDone(id)).toMatchObject({ succeeded: 2, failed: 1, skipped: 0 });
    expect(numbers(got)).toEqual([2, 4, 5]);
    expect((await list(`replay=${id}&state=dead`)).deliveries).toMatchObject([{ captureSeq: 4, reason: "exhausted" }]);
    const named = await startReplay({ captures: [3, 5], url: got.url });
    expect(await untilDone(named.id)).toMatchObject({ succeeded: 1, skipped: 1 });
  });

  test("edits one capture, and sends it to a saved target with its headers", async () => {
    const { startReplay, untilDone, target } = await filled(server, 1);
    const got = await receiver();
    const saved = await target(got.url, { headers: [{ name: "X-Key", value: "k", secret: true }] });
    const edits = { method: "PUT", body: { encoding: "utf8" as const, data: "edited" } };
    const { id } = await startReplay({ captures: [1], target: saved.id, times: 3, edits });
    expect(await untilDone(id)).toMatchObject({ target: saved.id, succeeded: 3 });
    for (const one of got.messages()) {
      expect(partsOf(one).head).toMatch(/^PUT \/ HTTP/);
      expect(headerOf(one, "x-key")).toBe("k");
      expect(partsOf(one).body.toString()).toBe("edited");
    }
  });

  test("keeps a rate", async () => {
    const { startReplay, untilDone, list } = await filled(server, 1);
    const got = await receiver();
    const { id } = await startReplay({ captures: [1], url: got.url, times: 11, pace: { kind: "rate", perSecond: 20 } });
    await untilDone(id);
    expect(got.messages()).toHaveLength(11);
    // As the server began them: how long each took on its way here is not its doing.
    const { deliveries } = await list(`replay=${id}&limit=200`);
    const starts = deliveries.map(({ attempts }) => Date.parse(attempts[0]?.startedAt ?? "")).sort((a, b) => a - b);
    expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBeGreaterThanOrEqual(480);
  });

  test("that is cancelled sends nothing more", async () => {
    const { startReplay, api, replay } = await filled(server, 1);
    const got = await receiver();
    const pace = { kind: "rate" as const, perSecond: 50 };
    const { id } = await startReplay({ captures: [1], url: got.url, times: 10_000, pace });
    await expect.poll(() => got.messages().length).toBeGreaterThan(2);
    expect(await (await api.call(`/replays/${id}`, { method: "DELETE" })).json()).toMatchObject({ state: "cancelled" });
    const { sent } = await replay(id);
    // One may have been on its way.
    await expect.poll(async () => (await replay(id)).sent).toBeLessThanOrEqual(sent + 1);
    expect(got.messages().length).toBeLessThanOrEqual(sent + 2);
    expect((await api.call(`/replays/${id}`, { method: "DELETE" })).status).toBe(204);
    expect((await api.call(`/replays/${id}`)).status).toBe(404);
  });

  test("goes on after a kill where it was, in order", async () => {
    const own = await startServer();
    try {
      const { startReplay, untilDone } = await filled(own, 30);
      let holdAt = 12;
      const accepted: number[] = [];
      const got = await receiver((one) => {
        const number = Number(headerOf(one, "x-number"));
        if (number === holdAt) return null;
        accepted.push(number);
        return OK;
      });
      const { id } = await startReplay({ range: { from: 1, to: 30 }, url: got.url });
      await expect.poll(() => numbers(got).includes(12)).toBe(true);
      await own.kill();
      holdAt = 0;
      await own.restart();
      const done = await untilDone(id);
      expect(done.state).toBe("done");
      expect(accepted).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    } finally {
      await own.dispose();
    }
  });

  test("waits while its target is left alone, and says so", async () => {
    const { startReplay, replay, api } = await filled(server, 1);
    const got = await receiver(plainAnswer(500));
    const { id } = await startReplay({ captures: [1], url: got.url, times: 100 });
    await expect.poll(async () => (await replay(id)).paused).toBe(true);
    const paused = await replay(id);
    expect(paused).toMatchObject({ state: "running", failed: 5, nextAt: expect.any(String) });
    expect(got.messages()).toHaveLength(5);
    await api.call(`/replays/${id}`, { method: "DELETE" });
  });
});

test("a thousand captures arrive complete, in order and byte for byte", async () => {
  const bin = await createBin(server.url);
  const { startReplay, untilDone } = deliveriesOf(server.url, bin);
  await fillInOrder(server.port, bin.id, 1000);
  const got = await receiver();
  const { id } = await startReplay({ range: { from: 1, to: 1000 }, url: got.url });
  expect(await untilDone(id)).toMatchObject({ sent: 1000, succeeded: 1000, skipped: 0 });
  expect(numbers(got)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  expect(got.messages().every((one, i) => partsOf(one).body.equals(numberedBody(i)))).toBe(true);
});
