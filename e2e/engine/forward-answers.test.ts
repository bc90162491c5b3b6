import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createBin } from "../harness/api.ts";
import { deliveriesOf } from "../harness/deliveries.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { receiversOfThisFile } from "../harness/receivers.ts";
import { startServer, type TestServer } from "../harness/server.ts";

// Servers are started inside these tests; on a busy machine that alone takes seconds.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

let server: TestServer;
const receiver = receiversOfThisFile();

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.dispose());

describe("a target's answer for the sender", () => {
  test("is given, made safe, and kept as the capture's reply", async () => {
    const bin = await createBin(server.url);
    const { target, forward, api } = deliveriesOf(server.url, bin);
    const said = '{"challenge":"abc"}';
    const got = await receiver(
      `HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nSet-Cookie: a=b\r\nX-Own: 1\r\nContent-Length: ${said.length}\r\nConnection: close\r\n\r\n${said}`,
    );
    await forward(await target(got.url), { answerWithinMs: 5000 });
    const answer = await sendRaw(server.port, message({ target: `/${bin.id}`, body: "ping" }));
    expect(answer).toMatch(/^HTTP\/1\.1 201 Created\r\n/);
    expect(answer).toContain("X-Own: 1");
    expect(answer).toContain("Content-Security-Policy: sandbox");
    expect(answer).not.toContain("Set-Cookie");
    expect(answer.endsWith(said)).toBe(true);
    const capture = await api.capture(1);
    expect(capture.replyStatus).toBe(201);
    expect(capture.reply.headers).toContainEqual(["X-Own", "1"]);
  });

  test("that has not come when the server stops leaves the bin's own reply, and no sender without one", async () => {
    const own = await startServer();
    try {
      const bin = await createBin(own.url);
      const { target, forward, api } = deliveriesOf(own.url, bin);
      const got = await receiver(() => null);
      await forward(await target(got.url, { concurrency: 1 }), { answerWithinMs: 25_000 });
      const senders = ["a", "b"].map((body) => sendRaw(own.port, message({ target: `/${bin.id}`, body })));
      const seen = async () => [got.messages().length, (await api.captures()).total];
      await expect.poll(seen, { timeout: 15_000 }).toEqual([1, 2]);
      expect(await own.stop()).toBe(0);
      for (const said of await Promise.all(senders)) expect(said).toMatch(/^HTTP\/1\.1 200 OK/);
    } finally {
      await own.dispose();
    }
  });

  test("that does not come in time, or that the forward does not ask for, leaves the bin's own reply", async () => {
    const bin = await createBin(server.url);
    const { target, forward, api } = deliveriesOf(server.url, bin);
    const got = await receiver(() => null);
    await forward(await target(got.url), {
      answerWithinMs: 200,
      retry: { kind: "none" },
      conditions: [{ field: "method", operator: "equals", value: "POST" }],
    });
    expect(await sendRaw(server.port, message({ target: `/${bin.id}`, body: "x" }))).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(await sendRaw(server.port, message({ method: "PUT", target: `/${bin.id}` }))).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(got.messages()).toHaveLength(1);
    // How long the first was kept waiting is kept with it.
    expect((await api.capture(1)).reply.delayMs).toBeGreaterThanOrEqual(199);
  });

  test("is not waited for any longer when its delivery is taken away", async () => {
    const bin = await createBin(server.url);
    const { target, forward, list, api } = deliveriesOf(server.url, bin);
    const got = await receiver(() => null);
    await forward(await target(got.url, { concurrency: 1 }), { answerWithinMs: 25_000 });
    const send = (body: string) => sendRaw(server.port, message({ target: `/${bin.id}`, body }));
    const first = send("takes the target's only place");
    await expect.poll(() => got.messages().length, { timeout: 15_000 }).toBe(1);
    const began = performance.now();
    const second = send("waits behind it");
    const waiting = async () => (await list()).deliveries.find(({ captureSeq }) => captureSeq === 2)?.id;
    await expect.poll(waiting, { timeout: 15_000 }).toBeDefined();
    await api.call(`/deliveries/${await waiting()}`, { method: "DELETE" });
    expect(await second).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(performance.now() - began).toBeLessThan(20_000);
    await got.close();
    expect(await first).toMatch(/^HTTP\/1\.1 200 OK/);
  });
});
