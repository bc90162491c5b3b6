import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as pass } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { NewBin } from "#lib/model/bin.ts";
import { createPostgresqlDatabase, hasPostgresql } from "#lib/store/test-postgresql.ts";
import { type Api, apiOf, createBin } from "../harness/api.ts";
import { deliveriesOf } from "../harness/deliveries.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { receiversOfThisFile } from "../harness/receivers.ts";
import { replying, setRules } from "../harness/rules.ts";
import { startServer, type TestServer } from "../harness/server.ts";

/** What a capture keeps of what its sender heard: the body, and how long it took. */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const isUp = await hasPostgresql();

describe.each(["SQLite", "PostgreSQL"])("on %s", (name) => {
  describe.skipIf(name === "PostgreSQL" && !isUp)("a capture keeps of its reply", () => {
    let database: Awaited<ReturnType<typeof createPostgresqlDatabase>> | null = null;
    let server: TestServer;
    const receiver = receiversOfThisFile();

    beforeAll(async () => {
      database = name === "PostgreSQL" ? await createPostgresqlDatabase() : null;
      server = await startServer(database ? { DATABASE_URL: database.url } : {});
      // A commit is guessed by the one before it, and the first is slower than any later one.
      const first = await createBin(server.url);
      for (let i = 0; i < 2; i += 1) await post(first.id);
    });

    afterAll(async () => {
      await server.dispose();
      await database?.drop();
    });

    async function newBin(reply?: NewBin["reply"]): Promise<{ id: string; key: string; api: Api }> {
      const bin = await createBin(server.url, reply ? { reply } : {});
      return { id: bin.id, key: bin.key, api: apiOf(server.url, bin) };
    }

    const post = (id: string, options: { rest?: string; method?: string; body?: string } = {}) =>
      sendRaw(server.port, message({ target: `/${id}${options.rest ?? ""}`, body: "hello", ...options }));

    const answering = (data: string, encoding: "utf8" | "base64" = "utf8", delayMs = 0): NewBin["reply"] => ({
      ...{ status: 200, headers: [["Content-Type", "text/plain"]], delayMs },
      body: { encoding, data },
    });

    test("how long it took, and no body where it had none", async () => {
      const { id, api } = await newBin();
      const began = performance.now();
      await post(id);
      const atMost = performance.now() - began;
      const { reply } = await api.capture(1);
      expect(reply).not.toHaveProperty("body");
      expect(reply).not.toHaveProperty("delayMs");
      expect(reply.headers[0]?.[0]).toBe("Content-Type");
      expect(reply.tookMs).toBeGreaterThanOrEqual(1);
      // The commit is only guessed: never by more than what the whole way took on a machine that is busy with other things.
      expect(reply.tookMs).toBeLessThan(atMost + 2000);
    });

    test("the time that an upload trickled, from the first byte of its headers on", async () => {
      const { id, api } = await newBin();
      const socket = connect(server.port, "127.0.0.1");
      await once(socket, "connect");
      // The time before the message is not its own.
      await pass(1700);
      const began = performance.now();
      socket.write(`POST /${id} HTTP/1.1\r\nHost: x\r\n`);
      await pass(600);
      socket.write("Content-Length: 8\r\nConnection: close\r\n\r\nhell");
      await pass(600);
      socket.write("o you");
      await once(socket.resume(), "close");
      const atMost = performance.now() - began;
      const { reply } = await api.capture(1);
      expect(reply.tookMs).toBeGreaterThanOrEqual(1150);
      expect(reply.tookMs).toBeLessThan(atMost + 1500);
    });

    test("a delay as part of the time, and by itself", async () => {
      const { id, api } = await newBin(answering("late", "utf8", 1200));
      await post(id);
      const { reply } = await api.capture(1);
      expect(reply).toMatchObject({ delayMs: 1200, body: { encoding: "utf8", data: "late", bytes: 4 } });
      expect(reply.tookMs).toBeGreaterThan(1200);
    });

    test("the body as a template made it for this sender, its own number in it", async () => {
      const { id, api } = await newBin();
      const said = 'Hi {{json.name}}, {{seq}}: \u{1f600} "\\"';
      await setRules(api, [{ name: "greets", conditions: [], action: replying(said) }]);
      expect(await post(id, { body: '{"name":"Ann\\u0000\\u001b"}' })).toContain("Hi Ann\0\x1b, 1:");
      const { reply } = await api.capture(1);
      const data = 'Hi Ann\0\x1b, 1: \u{1f600} "\\"';
      expect(reply.body).toEqual({ encoding: "utf8", data, bytes: Buffer.byteLength(data) });
      expect(reply.tookMs).toBeGreaterThanOrEqual(1);
      expect(reply.ruleId).toBeDefined();
    });

    test("bytes that are no text, NUL and half surrogates among them", async () => {
      const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i)).toString("base64");
      const { id, api } = await newBin(answering(bytes, "base64"));
      await post(id);
      expect((await api.capture(1)).reply.body).toEqual({ encoding: "base64", data: bytes, bytes: 256 });
      const half = Buffer.of(0xed, 0xa0, 0x80, 0).toString("base64");
      await api.call("", { method: "PATCH", body: JSON.stringify({ reply: answering(half, "base64") }) });
      await post(id);
      expect((await api.capture(2)).reply.body).toEqual({ encoding: "base64", data: half, bytes: 4 });
    });

    test("4 KiB of a body of 20, and how long it was", async () => {
      const { id, api } = await newBin(answering("0123456789abcdef".repeat(1280)));
      expect(await post(id)).toContain("0123456789abcdef".repeat(1280));
      const { reply } = await api.capture(1);
      expect(reply.body).toEqual({ encoding: "utf8", data: "0123456789abcdef".repeat(256), bytes: 20_480 });
    });

    test("no body where none was sent: to HEAD, with 204, by a fault that says nothing", async () => {
      const { id, api } = await newBin(answering("words"));
      await sendRaw(server.port, message({ method: "HEAD", target: `/${id}` }));
      await post(id, { rest: "/204" });
      await setRules(api, [{ name: "closes", conditions: [], action: { kind: "fault", fault: { kind: "close" } } }]);
      await post(id);
      for (const seq of [1, 2, 3]) expect((await api.capture(seq)).reply).not.toHaveProperty("body");
      expect((await api.capture(3)).reply).toMatchObject({ status: 0, fault: "close" });
    });

    test("what a target answered in the bin's place, and the wait for it", async () => {
      const { id, key, api } = await newBin(answering("own"));
      const { target, forward } = deliveriesOf(server.url, { id, key });
      const got = await receiver("HTTP/1.1 201 Created\r\nContent-Length: 6\r\nConnection: close\r\n\r\ntheirs");
      await forward(await target(got.url), { answerWithinMs: 10_000 });
      expect(await post(id)).toMatch(/theirs$/);
      const { reply } = await api.capture(1);
      expect(reply).toMatchObject({ status: 201, body: { encoding: "utf8", data: "theirs", bytes: 6 } });
      expect(reply.tookMs).toBeGreaterThan(reply.delayMs ?? 0);
    });

    test("how long a refusal took", async () => {
      const { id, api } = await newBin();
      await sendRaw(server.port, `POST /${id} HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n`);
      const { kind, reply } = await api.capture(1);
      expect(kind).toBe("rejected");
      expect(reply).toEqual({ status: 413, headers: [], tookMs: expect.any(Number) });
    });
  });
});
