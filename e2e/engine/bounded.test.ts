import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Reply } from "#lib/model/reply.ts";
import { apiOf, createBin } from "../harness/api.ts";
import { freePort } from "../harness/free-port.ts";
import { type Line, openLine } from "../harness/line.ts";
import { startNextServer } from "../harness/next-server.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { replying, setRules, type TestRule } from "../harness/rules.ts";
import { startServer, type TestServer } from "../harness/server.ts";

/** Senders that take more than their share leave the rest to others. */

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

/** How long ordinary messages take, one after the other: the slowest of `count`, in milliseconds. Every one must be answered 200. */
async function slowest(port: number, target: string, count: number): Promise<number> {
  let worst = 0;
  for (let i = 0; i < count; i += 1) {
    const began = performance.now();
    expect(statusOf(await sendRaw(port, message({ target, body: "healthy" })))).toBe(200);
    worst = Math.max(worst, performance.now() - began);
  }
  return worst;
}

describe("slow and silent senders", () => {
  let server: TestServer;
  let target: string;
  const lines: Line[] = [];
  beforeAll(async () => {
    server = await startServer();
    target = `/${(await createBin(server.url)).id}`;
  });
  afterAll(async () => {
    for (const { socket } of lines) socket.destroy();
    await server.dispose();
  });

  test.concurrent("2,000 idle connections, slow headers and slow bodies harm nobody; they are told when their time is up", {
    timeout: 40_000,
  }, async () => {
    for (let i = 0; i < 2000; i += 1) lines.push(openLine(server.port, { from: `127.0.0.${2 + (i % 4)}` }));
    await Promise.all(lines.map(({ socket }) => once(socket, "connect")));
    await slowest(server.port, target, 1);
    const head = openLine(server.port);
    head.write(`POST ${target}/slow-head HTTP/1.1\r\nHost: a`);
    const body = openLine(server.port);
    body.write(`POST ${target}/slow-body HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n`);
    const drip = setInterval(() => {
      head.write("a");
      body.write("b");
    }, 20);
    lines.push(head, body);
    expect(await slowest(server.port, target, 100)).toBeLessThan(1000);
    // Fifteen seconds for headers, however they drip.
    expect(await head.closed).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(drip);
    expect(await slowest(server.port, target, 10)).toBeLessThan(1000);
    // Those that never said anything were told as much before it.
    const silent = await Promise.all(lines.slice(0, 2000).map(({ closed }) => closed));
    expect(new Set(silent.map(statusOf))).toEqual(new Set([408]));
  });

  test.concurrent("a connection that was answered may stay for five seconds, and then is closed", {
    timeout: 40_000,
  }, async () => {
    const line = openLine(server.port);
    line.write(`GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`);
    await line.until(/ 200 OK/);
    const answered = performance.now();
    expect((await line.closed).match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200"]);
    expect(performance.now() - answered).toBeGreaterThan(4500);
    expect(performance.now() - answered).toBeLessThan(15_000);
    expect(line.error()).toBeNull();
  });

  test.concurrent("who pipelines more than is read before its late answers is not late himself", {
    timeout: 40_000,
  }, async () => {
    const late = await createBin(server.url);
    const api = apiOf(server.url, late);
    const isFirst: TestRule["conditions"] = [{ field: "body", operator: "equals", value: "first" }];
    await setRules(api, [
      { conditions: isFirst, action: replying("{{body}};", { delayMs: 18_000 }) },
      { action: replying("{{body}};") },
    ]);
    const bodies = ["first", ...Array.from({ length: 99 }, (_, i) => `${i}`)];
    const text = bodies
      .map((body) => `POST /${late.id} HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
      .join("");
    const line = openLine(server.port);
    // The last one's headers are half read when its connection is no longer read.
    line.write(text.slice(0, -10));
    await expect.poll(async () => (await api.captures("limit=1")).lastSeq).toBe(99);
    line.write(text.slice(-10));
    const answer = await line.until(/\n98;|HTTP\/1\.1 4/);
    line.socket.destroy();
    expect(answer.match(/[^\n]+(?=;)/g)).toEqual(bodies);
  });
});

describe("connections", () => {
  let server: TestServer;
  let bin: { id: string; key: string };
  beforeAll(async () => {
    server = await startServer({ MAX_CONNECTIONS: "40", MAX_CONNECTIONS_PER_IP: "20" });
    const reply: Reply = { status: 200, headers: [], body: { encoding: "utf8", data: "" }, delayMs: 3000 };
    bin = await createBin(server.url, { reply });
  });
  afterAll(() => server.dispose());

  test("an address with too many idle ones loses its oldest, and still gets through", async () => {
    const idle = Array.from({ length: 30 }, () => openLine(server.port, { from: "127.0.0.2" }));
    await Promise.all(idle.slice(0, 10).map(({ closed }) => closed));
    expect(idle[29]?.socket.readyState).toBe("open");
    for (const { socket } of idle) socket.destroy();
    await Promise.all(idle.map(({ closed }) => closed));
  });

  test("an address whose connections are all busy hears 503, and another address does not notice", {
    timeout: 15_000,
  }, async () => {
    const busy = Array.from({ length: 20 }, () => openLine(server.port, { from: "127.0.0.3" }));
    for (const line of busy) line.write(message({ target: `/${bin.id}` }));
    // They are busy, waiting for their delayed replies, once their captures are stored.
    await expect.poll(async () => (await apiOf(server.url, bin).captures()).total).toBe(20);
    const refused = openLine(server.port, { from: "127.0.0.3" });
    expect(await refused.closed).toMatch(/^HTTP\/1\.1 503 [\s\S]*\r\nRetry-After: \d+\r\n/);
    expect(statusOf(await sendRaw(server.port, message({ target: "/healthz", method: "GET" })))).toBe(200);
    expect((await Promise.all(busy.map(({ closed }) => closed))).map(statusOf)).toEqual(Array(20).fill(200));
  });
});

describe("connections in all", () => {
  test("at the limit an idle one makes room; without one a newcomer hears 503 until somebody is done", async () => {
    const server = await startServer({ MAX_CONNECTIONS: "10" });
    const { id } = await createBin(server.url);
    // Who is told to go on has a message under way until its body has come.
    const begin = (from: number) => {
      const line = openLine(server.port, { from: `127.0.0.${from}` });
      line.write(`POST /${id} HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n`);
      return line;
    };
    const isBegun = (line: Line) => line.until(/^HTTP\/1\.1 100 /);
    const busy = Array.from({ length: 9 }, (_, i) => begin(2 + i));
    await Promise.all(busy.map(isBegun));
    const idle = openLine(server.port, { from: "127.0.0.20" });
    await once(idle.socket, "connect");
    const last = begin(21);
    await isBegun(last);
    expect(await idle.closed).toBe("");
    expect(await begin(22).closed).toMatch(/^HTTP\/1\.1 503 [\s\S]*\r\nRetry-After: \d+\r\n/);
    for (const line of [...busy, last]) line.write("hi");
    await Promise.all([...busy, last].map((line) => line.until(/ 200 OK/)));
    const another = begin(23);
    await isBegun(another);
    another.socket.destroy();
    await server.dispose();
  });
});

describe("bodies on their way in", () => {
  const MIB = 1024 * 1024;
  let server: TestServer;
  let bin: { id: string; key: string };
  beforeAll(async () => {
    server = await startServer({ UPLOAD_BUFFER_BYTES: String(MIB), MAX_BODY_BYTES: String(4 * MIB) });
    bin = await createBin(server.url);
  });
  afterAll(() => server.dispose());

  const begin = (bytes: number, length: number) => {
    const line = openLine(server.port);
    line.write(`POST /${bin.id} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n`);
    line.write(Buffer.alloc(bytes, "u"));
    return line;
  };
  const upload = (length: number) => begin(length, length);

  test("wait for each other, and all come through", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => upload(2 * MIB).closed));
    expect(answers.map(statusOf)).toEqual(Array(12).fill(200));
    const { captures } = await apiOf(server.url, bin).captures();
    expect(captures.map(({ bodyBytes }) => bodyBytes)).toEqual(Array(12).fill(2 * MIB));
  });

  test("that are echoed wait until the echo before them is out", async () => {
    const echoing = await createBin(server.url);
    await setRules(apiOf(server.url, echoing), [{ action: { kind: "echo", status: 200, delayMs: 500 } }]);
    const body = Buffer.alloc(3 * MIB, "e");
    const began = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => sendRaw(server.port, message({ target: `/${echoing.id}`, body }))),
    );
    expect(answers.map((answer) => answer.endsWith(body.toString("latin1")))).toEqual(Array(4).fill(true));
    expect(performance.now() - began).toBeGreaterThan(4 * 500);
  });

  test("that stall make large ones wait and then hear 503; small ones do not notice", { timeout: 20_000 }, async () => {
    const stalled = begin(2 * MIB, 2 * MIB + 1);
    // The server reads everybody in turn: by the end of these, all of that is read, and its room taken.
    const small = await slowest(server.port, `/${bin.id}`, 20);
    const large = upload(MIB);
    expect(small).toBeLessThan(1000);
    const answer = await large.closed;
    expect(answer).toMatch(/^HTTP\/1\.1 503 [\s\S]*\r\nRetry-After: \d+\r\n/);
    stalled.write("!");
    expect(statusOf(await stalled.closed)).toBe(200);
    expect(statusOf(await upload(MIB).closed)).toBe(200);
  });
});

describe("what came while its answer waits", () => {
  const MIB = 1024 * 1024;
  const BODY = Buffer.alloc(10 * MIB, "b");
  const LATE = { delayMs: 30_000 };
  const SLOW: TestRule["action"][] = [
    replying("late", LATE),
    replying("{{seq}} {{body}}", LATE),
    { kind: "fault", fault: { kind: "hold", forMs: 60_000 } },
    { kind: "fault", fault: { kind: "drip", bytesPerSecond: 1 } },
  ];
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ UPLOAD_BUFFER_BYTES: String(32 * MIB) });
  });
  afterAll(() => server.dispose());

  const residentBytes = () => {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${server.pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) * 1024;
  };

  const begin = (bin: string, body: Buffer) => {
    const line = openLine(server.port);
    line.write(`POST /${bin} HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n`);
    line.write(body);
    return line;
  };

  test("has its bound where it was made for each message: beyond it a late answer goes out at once", async () => {
    const bin = await createBin(server.url);
    await setRules(apiOf(server.url, bin), [{ action: replying("{{body}}", LATE) }]);
    const body = Buffer.alloc(1_000_000, "t");
    const waiting = Array.from({ length: 16 }, () => begin(bin.id, body));
    await expect.poll(async () => (await apiOf(server.url, bin).captures("limit=1")).lastSeq).toBe(16);
    const answer = await sendRaw(server.port, message({ target: `/${bin.id}`, body }));
    expect(answer.endsWith(body.toString("latin1"))).toBe(true);
    expect(waiting.map(({ read }) => read())).toEqual(Array(16).fill(""));
    for (const { socket } of waiting) socket.destroy();
    await Promise.all(waiting.map(({ closed }) => closed));
  });

  test.skipIf(!existsSync("/proc/self/status"))("takes no memory once it is stored", { timeout: 60_000 }, async () => {
    const bins = await Promise.all(SLOW.map(() => createBin(server.url)));
    const apis = bins.map((bin) => apiOf(server.url, bin));
    await Promise.all(
      apis.map((api, i) =>
        setRules(
          api,
          SLOW.slice(i, i + 1).map((action) => ({ action })),
        ),
      ),
    );
    const answering = await createBin(server.url);
    for (let i = 0; i < 6; i += 1) await sendRaw(server.port, message({ target: `/${answering.id}`, body: BODY }));
    const before = residentBytes();
    const lines: Line[] = [];
    const stored = async () => Promise.all(apis.map(async (api) => (await api.captures("limit=1")).lastSeq));
    for (let round = 1; round <= 5; round += 1) {
      for (const { id } of bins) lines.push(begin(id, BODY));
      await expect.poll(stored).toEqual(Array(bins.length).fill(round));
    }
    const isOpen = ({ socket }: Line) => socket.readyState === "open";
    expect(lines.filter(isOpen)).toHaveLength(20);
    // What storing takes comes and goes; it does not grow with how many wait.
    await expect.poll(() => residentBytes() - before).toBeLessThan(12 * BODY.length);
    for (const { socket } of lines) socket.destroy();
  });
});

describe("captures a minute", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer({ RATE_PER_IP: "6", RATE_PER_BIN: "4", TRUSTED_PROXIES: "127.0.0.1" });
  });
  afterAll(() => server.dispose());
  const send = (target: string, from: string) =>
    sendRaw(server.port, message({ target, headers: [["X-Forwarded-For", from]] }));

  test("to one bin: more hear 429 and when to come again, and leave nothing", async () => {
    const bin = await createBin(server.url);
    const answers: string[] = [];
    for (let i = 1; i <= 6; i += 1) answers.push(await send(`/${bin.id}`, `192.0.2.${i}`));
    expect(answers.map(statusOf)).toEqual([200, 200, 200, 200, 429, 429]);
    expect(answers[5]).toMatch(/\r\nRetry-After: ([1-9]|[1-5]\d|60)\r\n/);
    expect((await apiOf(server.url, bin).captures()).total).toBe(4);
  });

  test("from one sender, to whatever bins, IPv6 by its network", async () => {
    const bins = [await createBin(server.url), await createBin(server.url)];
    const statuses: number[] = [];
    for (let i = 0; i < 8; i += 1) statuses.push(statusOf(await send(`/${bins[i % 2]?.id}`, `2001:db8:0:7::${i}`)));
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
    expect(statusOf(await send(`/${bins[0]?.id}`, "2001:db8:0:8::1"))).toBe(200);
  });
});

describe("new bins a minute", () => {
  test("from one address, behind a proxy or not: more hear 429, when to come again, and what to do", async () => {
    const server = await startServer({ RATE_NEW_BINS: "3", TRUSTED_PROXIES: "127.0.0.1" });
    const make = (from: string, forged = "192.0.2.99") =>
      fetch(`${server.url}/api/bins`, {
        method: "POST",
        headers: { "X-Forwarded-For": from, "X-Wirebin-Sender": forged },
      });
    const statuses: number[] = [];
    for (let i = 1; i <= 4; i += 1) statuses.push((await make("2001:db8:0:7::1", `192.0.2.${i}`)).status);
    expect(statuses).toEqual([201, 201, 201, 429]);
    const refused = await make("2001:db8:0:7::2");
    expect(refused.headers.get("retry-after")).toMatch(/^([1-9]|[1-5]\d|60)$/);
    expect(await refused.json()).toMatchObject({
      code: "rate_limited",
      detail: expect.stringMatching(/^Too many new bins from your address; try again in \d+ s$/),
    });
    expect((await make("2001:db8:0:8::1")).status).toBe(201);
    await server.dispose();
  });

  test("without our server in front nobody escapes by saying who he is", async () => {
    const server = await startNextServer({ RATE_NEW_BINS: "3" });
    const statuses: number[] = [];
    for (let i = 1; i <= 4; i += 1) {
      const headers = { "X-Forwarded-For": `192.0.2.${i}`, "X-Wirebin-Sender": `192.0.2.${i}` };
      statuses.push((await fetch(`${server.url}/api/bins`, { method: "POST", headers })).status);
    }
    expect(statuses).toEqual([201, 201, 201, 429]);
    await server.dispose();
  });
});

const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;

describe.skipIf(!hasRedis)("captures a minute, counted in Redis by two processes", () => {
  let redis: ChildProcess;
  const servers: TestServer[] = [];
  let port: string;
  const startRedis = () => {
    redis = spawn("redis-server", ["--port", port, "--save", "", "--bind", "127.0.0.1"]);
    return new Promise<void>((resolve) => {
      redis.stdout?.on("data", (data) => /Ready to accept/.test(String(data)) && resolve());
    });
  };
  beforeAll(async () => {
    port = String(await freePort());
    await startRedis();
    const settings = {
      RATE_PER_IP: "10",
      TRUSTED_PROXIES: "127.0.0.1",
      REDIS_URL: `redis://127.0.0.1:${port}`,
      LOG_LEVEL: "silent",
    };
    servers.push(await startServer(settings), await startServer(settings));
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.dispose()));
    redis.kill("SIGKILL");
  });

  test("is one limit; without Redis each process keeps its own; and it is one again when Redis is back", async () => {
    const targets = await Promise.all(servers.map(async ({ url }) => `/${(await createBin(url)).id}`));
    const round = async (from: string) => {
      const statuses: number[] = [];
      for (let i = 0; i < 12; i += 1) {
        const server = servers[i % 2];
        statuses.push(
          statusOf(
            await sendRaw(
              server?.port ?? 0,
              message({ target: targets[i % 2] ?? "", headers: [["X-Forwarded-For", from]] }),
            ),
          ),
        );
      }
      return statuses.filter((status) => status === 200).length;
    };
    expect(await round("192.0.2.1")).toBe(10);
    redis.kill("SIGKILL");
    await new Promise((resolve) => redis.once("exit", resolve));
    const began = performance.now();
    // Each of them may count six of these twelve by itself.
    expect(await round("192.0.2.2")).toBe(12);
    expect(performance.now() - began).toBeLessThan(5000);
    await startRedis();
    // From another sender each time, until both have found it again.
    let turn = 3;
    await expect.poll(() => round(`192.0.2.${turn++}`), { timeout: 20_000 }).toBe(10);
    // A Redis that stands still holds up one sender of each process now and then, and not each of them for a quarter of a second.
    redis.kill("SIGSTOP");
    const before = performance.now();
    expect(await round(`192.0.2.${turn++}`)).toBe(12);
    expect(performance.now() - before).toBeLessThan(2000);
    redis.kill("SIGCONT");
    await expect.poll(() => round(`192.0.2.${turn++}`), { timeout: 20_000 }).toBe(10);
  }, 60_000);
});
