import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fault } from "#lib/model/fault.ts";
import { DEFAULT_REPLY } from "#lib/model/reply.ts";
import { type Api, apiOf, createBin } from "../harness/api.ts";
import { message } from "../harness/raw.ts";
import { replying, setRules } from "../harness/rules.ts";
import { startServer, type TestServer } from "../harness/server.ts";
import { type Heard, listenRaw, partsOf } from "../harness/wire.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.dispose());

const BODY = "0123456789".repeat(10);

async function binWith(fault: Fault): Promise<{ id: string; api: Api }> {
  const bin = await createBin(server.url);
  const api = apiOf(server.url, bin);
  await setRules(api, [{ id: "bad", action: { kind: "fault", fault, reply: replying(BODY).reply } }]);
  return { id: bin.id, api };
}

/** A keep-alive message, so that what ends the connection is the fault. */
function open(target: string, method = "POST"): Buffer {
  return Buffer.from(`${method} ${target} HTTP/1.1\r\nHost: bin.test\r\nContent-Length: 2\r\n\r\nhi`, "latin1");
}

async function suffer(fault: Fault, forMs?: number): Promise<Heard & { kept: Awaited<ReturnType<Api["capture"]>> }> {
  const { id, api } = await binWith(fault);
  const heard = await listenRaw(server.port, open(`/${id}`), forMs);
  return { ...heard, kept: await api.capture("latest") };
}

describe("each fault, as a socket feels it; the capture is kept first", () => {
  test("hold: nothing comes, then the connection closes", async () => {
    const heard = await suffer({ kind: "hold", forMs: 400 });
    expect(heard).toMatchObject({ text: "", end: "closed" });
    expect(heard.endedAt).toBeGreaterThanOrEqual(390);
    expect(heard.kept).toMatchObject({
      replyStatus: 0,
      reply: { status: 0, ruleId: "bad", fault: "hold", headers: [] },
    });
  });

  test("hold: the capture is there while the sender still waits", async () => {
    const { id, api } = await binWith({ kind: "hold", forMs: 3000 });
    const waiting = listenRaw(server.port, open(`/${id}`), 10_000);
    await expect.poll(async () => (await api.captures()).total).toBe(1);
    expect((await waiting).end).toBe("closed");
  });

  test("close: a clean end before any byte", async () => {
    const heard = await suffer({ kind: "close" });
    expect(heard).toMatchObject({ text: "", end: "closed", kept: { reply: { fault: "close" } } });
  });

  test("reset: RST before any byte", async () => {
    const heard = await suffer({ kind: "reset" });
    expect(heard).toMatchObject({ text: "", end: "reset", kept: { reply: { fault: "reset" } } });
  });

  test("cut: the whole length is promised and half of it comes", async () => {
    const heard = await suffer({ kind: "cut", afterBytes: 42 });
    const { head, body, status } = partsOf(heard.text);
    expect(status).toBe(200);
    expect(head).toContain(`Content-Length: ${BODY.length}`);
    expect(body).toBe(BODY.slice(0, 42));
    expect(heard).toMatchObject({ end: "closed", kept: { reply: { status: 200, fault: "cut" } } });
  });

  test("cut: beyond the body's end at least its last byte is missing", async () => {
    const heard = await suffer({ kind: "cut", afterBytes: 100_000 });
    expect(partsOf(heard.text).body).toBe(BODY.slice(0, -1));
  });

  test("drip: the headers at once, the body so many bytes a second, whole in the end", async () => {
    const heard = await suffer({ kind: "drip", bytesPerSecond: 100 }, 2500);
    expect(partsOf(heard.text).body).toBe(BODY);
    expect(heard.at.length).toBeGreaterThanOrEqual(8);
    expect(heard.at[0] ?? 1e9).toBeLessThan(300);
    expect(heard.at.at(-1) ?? 0).toBeGreaterThan(850);
  });

  test.each([50, -50])("wrong length: off by %i, then closed", async (byBytes) => {
    const heard = await suffer({ kind: "wrongLength", byBytes });
    const { head, body } = partsOf(heard.text);
    expect(head).toContain(`Content-Length: ${BODY.length + byBytes}`);
    expect(head).toContain("Connection: close");
    expect(body).toBe(BODY);
    expect(heard.end).toBe("closed");
  });

  test("bad chunk: a size that is none, then closed", async () => {
    const heard = await suffer({ kind: "badChunk" });
    const { head, body } = partsOf(heard.text);
    expect(head).toContain("Transfer-Encoding: chunked");
    expect(head).not.toContain("Content-Length");
    expect(body).toMatch(/^zz\r\n0123/);
    expect(heard.end).toBe("closed");
  });

  test.each([
    [{ kind: "cut", afterBytes: 10 }, "ECONNRESET"],
    [{ kind: "badChunk" }, "HPE_INVALID_CHUNK_SIZE"],
    [{ kind: "close" }, "ECONNRESET"],
    [{ kind: "reset" }, "ECONNRESET"],
  ] as [Fault, string][])("%j is an error to an ordinary client", async (fault, code) => {
    const { id } = await binWith(fault);
    const error = await new Promise((resolve) => {
      const sending = request({ port: server.port, path: `/${id}`, method: "POST" }, (answer) => {
        answer
          .on("error", resolve)
          .on("end", () => resolve(null))
          .resume();
      });
      sending.on("error", resolve).end("hi");
    });
    expect(error).toMatchObject({ code });
  });

  test("a fault waits for the pipelined answers before it", async () => {
    const { id } = await binWith({ kind: "reset" });
    const reply = { ...DEFAULT_REPLY, body: { encoding: "utf8" as const, data: "good" }, delayMs: 300 };
    const good = await createBin(server.url, { reply });
    const both = Buffer.concat([open(`/${good.id}`), open(`/${id}`)]);
    const heard = await listenRaw(server.port, both);
    expect(partsOf(heard.text).body).toBe("good");
  });

  test.each(["HEAD", "GET"])("%s survives every fault", async (method) => {
    const faults: Fault[] = [
      { kind: "cut", afterBytes: 3 },
      { kind: "drip", bytesPerSecond: 10_000 },
      { kind: "badChunk" },
      { kind: "wrongLength", byBytes: 3 },
    ];
    for (const fault of faults) {
      const { id, api } = await binWith(fault);
      await listenRaw(server.port, open(`/${id}`, method), 500);
      expect((await api.captures()).total).toBe(1);
    }
  });
});

describe("replies that only say no", () => {
  test.each([
    [false, /Retry-After: 7\r\n/],
    [true, /Retry-After: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r\n/],
  ])("busy, as a date: %s", async (asDate, retryAfter) => {
    const bin = await createBin(server.url);
    await setRules(apiOf(server.url, bin), [{ action: { kind: "busy", status: 429, retryAfterSeconds: 7, asDate } }]);
    const heard = await listenRaw(server.port, message({ target: `/${bin.id}` }));
    expect(heard.text).toMatch(/^HTTP\/1\.1 429 /);
    expect(heard.text).toMatch(retryAfter);
  });

  test("a redirect loop is followed until the client gives up, and each step is kept", async () => {
    const bin = await createBin(server.url);
    const api = apiOf(server.url, bin);
    await setRules(api, [{ action: { kind: "redirectLoop", status: 302 } }]);
    await expect(fetch(`${server.url}/${bin.id}/a?x=1`)).rejects.toThrow();
    const page = await api.captures();
    expect(page.total).toBeGreaterThan(5);
    expect(new Set(page.captures.map(({ target }) => target))).toEqual(new Set([`/${bin.id}/a?x=1`]));
  });

  test("a share of failures fails about that share", async () => {
    const bin = await createBin(server.url);
    const api = apiOf(server.url, bin);
    await setRules(api, [
      { id: "some", percent: 50, action: { kind: "busy", status: 503, retryAfterSeconds: 1, asDate: false } },
    ]);
    const statuses: number[] = [];
    for (let i = 0; i < 60; i += 1) statuses.push((await fetch(`${server.url}/${bin.id}`)).status);
    const failed = statuses.filter((status) => status === 503).length;
    // Outside of this lies less than one run in a million.
    expect(failed).toBeGreaterThan(10);
    expect(failed).toBeLessThan(50);
    expect(statuses.filter((status) => status === 200)).toHaveLength(60 - failed);
  });
});

describe("connections that are held", () => {
  test("beyond 200 of one bin a held connection closes at once, and another bin answers as fast as ever", async () => {
    const { id, api } = await binWith({ kind: "hold", forMs: 20_000 });
    const other = await createBin(server.url);
    const waiting = Array.from({ length: 220 }, () => listenRaw(server.port, open(`/${id}`), 4000));
    const ends = await Promise.all(waiting);
    expect(ends.filter(({ end }) => end === "closed")).toHaveLength(20);
    expect(ends.filter(({ end }) => end === "open")).toHaveLength(200);
    expect((await api.captures()).total).toBe(220);
    const answer = await listenRaw(server.port, message({ target: `/${other.id}` }));
    expect(answer.endedAt).toBeLessThan(1000);
  });
});
