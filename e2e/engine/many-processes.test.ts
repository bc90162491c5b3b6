import { once } from "node:events";
import { createClient } from "redis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CreatedBin } from "#lib/model/bin.ts";
import { administer, createPostgresqlDatabase, hasPostgresql } from "#lib/store/test-postgresql.ts";
import { apiOf, createBin } from "../harness/api.ts";
import { type Cable, startCable } from "../harness/cable.ts";
import { type Dashboard, openDashboard } from "../harness/dashboard.ts";
import { deliveriesOf } from "../harness/deliveries.ts";
import { openLine } from "../harness/line.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { plainAnswer, startReceiver } from "../harness/receiver.ts";
import { replying, setRules } from "../harness/rules.ts";
import { startServer, type TestServer } from "../harness/server.ts";

/** Two processes on one PostgreSQL behind a plain TCP balancer, told of each other by PostgreSQL or by Redis. */

const isUp = await hasPostgresql();
const withRedis = isUp && (await hasRedis());

async function hasRedis(): Promise<boolean> {
  const client = createClient({ url: "redis://127.0.0.1:6379", socket: { reconnectStrategy: false } });
  client.on("error", () => undefined);
  try {
    await client.connect();
    client.destroy();
    return true;
  } catch (error) {
    process.stderr.write(`\nSKIPPED with Redis, none at 127.0.0.1:6379: ${error}\n\n`);
    return false;
  }
}

describe.skipIf(!isUp)("two processes", { timeout: 60_000 }, () => {
  describe("with PostgreSQL alone", () => twoProcesses(false));
  describe.skipIf(!withRedis)("with Redis", () => twoProcesses(true));
});

function twoProcesses(usesRedis: boolean): void {
  let database: Awaited<ReturnType<typeof createPostgresqlDatabase>>;
  let toDatabase: Cable;
  let toRedis: Cable;
  let balancer: Cable;
  let a: TestServer;
  let b: TestServer;
  const dashboards: Dashboard[] = [];

  beforeAll(async () => {
    database = await createPostgresqlDatabase();
    toDatabase = await startCable([5432]);
    toRedis = await startCable([6379]);
    const env = {
      DATABASE_URL: `postgresql://postgres@127.0.0.1:${toDatabase.port}/${database.name}`,
      ...(usesRedis && { REDIS_URL: `redis://127.0.0.1:${toRedis.port}` }),
    };
    [a, b] = await Promise.all([startServer(env), startServer(env)]);
    balancer = await startCable([a.port, b.port]);
  }, 60_000);

  afterAll(async () => {
    for (const dashboard of dashboards) dashboard.close();
    await Promise.all([a.dispose(), b.dispose()]);
    for (const proxy of [balancer, toDatabase, toRedis]) await proxy.close();
    await database.drop();
  });

  const open = async (url: string, bin: CreatedBin) => {
    const dashboard = await openDashboard(url, bin);
    dashboards.push(dashboard);
    return dashboard;
  };
  const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);
  const send = (port: number, bin: CreatedBin, path = "") => sendRaw(port, message({ target: `/${bin.id}${path}` }));
  const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
  /** Tries until it holds; the last failure counts. */
  const holds = async (check: () => Promise<void>, withinMs: number) => {
    const started = performance.now();
    for (;;) {
      try {
        await check();
        return performance.now() - started;
      } catch (error) {
        if (performance.now() - started > withinMs) throw error;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
  };

  test("what one takes is on a dashboard of the other at once", async () => {
    const bin = await createBin(a.url);
    const dashboard = await open(b.url, bin);
    const took: number[] = [];
    for (const seq of upTo(40)) {
      const started = performance.now();
      await send(a.port, bin);
      took.push((await dashboard.seen(seq)) - started);
    }
    took.sort((x, y) => x - y);
    const median = took[20] ?? Number.NaN;
    process.stdout.write(
      `sent to one process, shown by the other: median ${median.toFixed(1)} ms, slowest ${took.at(-1)?.toFixed(1)} ms\n`,
    );
    expect(median).toBeLessThan(100);
  });

  test("both write to one bin: numbers are unique, without a gap, and in order on each dashboard", async () => {
    const bin = await createBin(a.url);
    const watching = [await open(a.url, bin), await open(b.url, bin)];
    const answers = await Promise.all(upTo(400).map((i) => send(i % 2 ? a.port : b.port, bin, `/no-${i}`)));
    expect(new Set(answers.map(statusOf))).toEqual(new Set([200]));
    for (const dashboard of watching) {
      await dashboard.seen(400);
      expect(dashboard.seqs()).toEqual(upTo(400));
    }
    const page = await apiOf(b.url, bin).captures("order=oldest&limit=200");
    expect(page).toMatchObject({ lastSeq: 400, total: 400, firstSeq: 1 });
    expect(page.captures.map(({ seq }) => seq)).toEqual(upTo(200));
  });

  test("settings and rules that are changed on one hold on the other within a second", async () => {
    const bin = await createBin(a.url, { keep: { captures: 5000 } });
    expect(statusOf(await send(b.port, bin))).toBe(200);
    const dashboard = await open(b.url, bin);
    const told = once(dashboard.socket as never, "bin");
    const reply = { status: 418, headers: [], body: { encoding: "utf8", data: "new" }, delayMs: 0 };
    await apiOf(a.url, bin).call("", { method: "PATCH", body: JSON.stringify({ title: "Orders", reply }) });
    await holds(async () => expect(statusOf(await send(b.port, bin))).toBe(418), 1000);
    expect((await told)[0]).toMatchObject({ bin: bin.id, settings: { title: "Orders", reply: { status: 418 } } });
    await setRules(apiOf(b.url, bin), [{ action: replying("from a rule", { status: 207 }) }]);
    await holds(async () => expect(await send(a.port, bin)).toMatch(/^HTTP\/1\.1 207 .*from a rule$/s), 1000);
  });

  test("removals, marks and the end of a bin reach the other's dashboards", async () => {
    const bin = await createBin(a.url);
    await send(a.port, bin);
    const dashboard = await open(b.url, bin);
    const api = apiOf(a.url, bin);
    const next = (name: string) => once(dashboard.socket as never, name).then(([event]) => event);
    let event = next("mark");
    await api.call("/captures/1", { method: "PATCH", body: '{"pinned":true,"note":"look"}' });
    expect(await event).toEqual({ bin: bin.id, seq: 1, pinned: true, note: "look" });
    event = next("delivery");
    const target = await startReceiver();
    await api.call("/captures/1/deliveries", { method: "POST", body: JSON.stringify({ url: target.url }) });
    expect(await event).toMatchObject({ bin: bin.id, delivery: { captureSeq: 1 } });
    await target.close();
    event = next("removed");
    await api.call("/captures/1", { method: "DELETE" });
    expect(await event).toEqual({ bin: bin.id, seqs: [1] });
    event = next("bin");
    await api.call("", { method: "DELETE" });
    expect(await event).toEqual({ bin: bin.id, deleted: true });
    await holds(async () => expect(statusOf(await send(b.port, bin))).toBe(404), 1000);
  });

  test("what a full bin keeps, and the reply that a target gave, reach the other's dashboards", async () => {
    const bin = await createBin(a.url, { keep: { captures: 5 } });
    const dashboard = await open(b.url, bin);
    const kept: unknown[] = [];
    dashboard.socket.on("kept", (event) => kept.push(event));
    for (const _ of upTo(8)) await send(a.port, bin);
    const full = { total: 5, firstSeq: 4, lastSeq: 8, dropped: 3, droppedSince: expect.any(String) };
    await expect.poll(() => kept.at(-1), { timeout: 5000 }).toEqual({ bin: bin.id, ...full });
    const target = await startReceiver(plainAnswer(226));
    const { forward, target: save } = deliveriesOf(a.url, bin);
    await forward(await save(target.url), { answerWithinMs: 10_000 });
    const replied: { seq: number; status: number }[] = [];
    dashboard.socket.on("replied", (event) => replied.push(event));
    await holds(async () => expect(statusOf(await send(a.port, bin))).toBe(226), 2000);
    const given = () => replied.find(({ status }) => status === 226);
    await expect.poll(given).toEqual({ bin: bin.id, seq: expect.any(Number), status: 226 });
    expect(await apiOf(b.url, bin).capture(given()?.seq ?? 0)).toMatchObject({
      replyStatus: 226,
      reply: { status: 226 },
    });
    await target.close();
  });

  test("cut off from each other, both answer, dashboards still follow, and all is well again afterwards", async () => {
    const bin = await createBin(a.url);
    const dashboard = await open(b.url, bin);
    await send(a.port, bin);
    await dashboard.seen(1);
    const resync = once(dashboard.socket as never, "resync");
    if (usesRedis) toRedis.cut();
    const cut = () =>
      administer([
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database.name}' AND application_name = 'wirebin live'`,
      ]);
    for (const i of upTo(20)) {
      if (!usesRedis && i % 5 === 0) await cut();
      expect(statusOf(await send(i % 2 ? a.port : b.port, bin))).toBe(200);
    }
    await dashboard.seen(21, 5000);
    await apiOf(a.url, bin).call("", { method: "PATCH", body: JSON.stringify({ title: "changed meanwhile" }) });
    toRedis.mend();
    for (const i of upTo(20)) expect(statusOf(await send(i % 2 ? a.port : b.port, bin))).toBe(200);
    await dashboard.seen(41, 5000);
    expect(dashboard.seqs()).toEqual(upTo(41));
    // What else happened meanwhile, deletions and marks, a page reads again when it is told to.
    expect(await resync).toEqual([{ bin: bin.id }]);
    await holds(async () => {
      const { seq } = { seq: (await apiOf(a.url, bin).captures()).lastSeq + 1 };
      const started = performance.now();
      await send(a.port, bin);
      expect((await dashboard.seen(seq)) - started).toBeLessThan(500);
    }, 10_000);
  });

  test("cut off from the database, senders hear 503 and Retry-After in time, and nothing answered is lost or doubled", async () => {
    const bin = await createBin(a.url);
    const dashboard = await open(b.url, bin);
    for (const port of [a.port, b.port]) expect(statusOf(await send(port, bin))).toBe(200);
    const unused = await createBin(a.url);
    const pids = [a.pid, b.pid];
    let stored = 2;
    for (const round of upTo(2)) {
      const underWay = upTo(40).map((i) => send(i % 2 ? a.port : b.port, bin, `/${round}-${i}`));
      await administer([`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${database.name}'`]);
      toDatabase.cut();
      const started = performance.now();
      const refused = await send(a.port, bin, "/while-cut");
      expect(statusOf(refused)).toBe(503);
      expect(refused).toMatch(/\r\nRetry-After: \d+\r\n/i);
      expect(performance.now() - started).toBeLessThan(10_000);
      // Neither is a bin unknown because nobody can be asked about it.
      expect(statusOf(await send(b.port, unused))).toBe(503);
      toDatabase.mend();
      const answers = await Promise.all(underWay);
      expect(answers.filter((answer) => ![200, 503].includes(statusOf(answer)))).toEqual([]);
      stored += answers.filter((answer) => statusOf(answer) === 200).length;
      for (const port of [a.port, b.port]) {
        await holds(async () => expect(statusOf(await send(port, bin, "/healed"))).toBe(200), 10_000);
        stored += 1;
      }
    }
    expect([a.pid, b.pid]).toEqual(pids);
    const page = await apiOf(b.url, bin).captures("order=oldest&limit=200");
    expect(page.captures.map(({ seq }) => seq)).toEqual(upTo(page.lastSeq));
    const paths = page.captures.map(({ path }) => path).filter((path) => /\d-\d/.test(path));
    expect(new Set(paths).size).toBe(paths.length);
    // A batch whose connection broke at its COMMIT was answered 503 and may be there all the same.
    expect(page.lastSeq).toBeGreaterThanOrEqual(stored);
    await dashboard.seen(page.lastSeq, 10_000);
  });

  test("what one takes while it stops is on a dashboard of the other", async () => {
    const bin = await createBin(b.url);
    const dashboard = await open(b.url, bin);
    const line = openLine(a.port);
    line.write(`POST /${bin.id}/late HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n1`);
    // It is read when the bin is known, which the answer to another message says.
    expect(statusOf(await send(a.port, bin))).toBe(200);
    const unknown = { ...bin, id: "no-such-bin" };
    const stopped = a.stop();
    await holds(() => expect(send(a.port, unknown)).rejects.toThrow(/ECONNREFUSED/), 5000);
    line.write("2");
    expect(await line.closed).toMatch(/^HTTP\/1\.1 200 [\s\S]*Connection: close/);
    await dashboard.seen(2, 2000);
    expect(await stopped).toBe(0);
    await a.restart();
  });

  test("when one is killed its dashboards move over and miss nothing", async () => {
    const bin = await createBin(balancer.url);
    const watching = [];
    for (let i = 0; i < 4; i += 1) watching.push(await open(balancer.url, bin));
    let answered = 0;
    let isOver = false;
    const sending = upTo(4).map(async () => {
      while (!isOver) {
        const answer = await send(balancer.port, bin).catch(() => "");
        if (statusOf(answer) === 200) answered += 1;
      }
    });
    await watching[0]?.seen(50);
    await a.kill();
    const reached = answered;
    await holds(async () => expect(answered).toBeGreaterThan(reached + 100), 20_000);
    isOver = true;
    await Promise.all(sending);
    const { lastSeq } = await apiOf(b.url, bin).captures();
    // Those that were stored as the process died were not answered.
    expect(lastSeq).toBeGreaterThanOrEqual(answered);
    for (const dashboard of watching) {
      await dashboard.seen(lastSeq);
      expect([...dashboard.seqs()].sort((x, y) => x - y)).toEqual(upTo(lastSeq));
    }
    await a.restart();
    const back = await open(a.url, bin);
    await send(b.port, bin);
    await back.seen(lastSeq + 1);
  });
}
