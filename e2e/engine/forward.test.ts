import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { apiOf, createBin } from "../harness/api.ts";
import { deliveriesOf, headerOf, partsOf } from "../harness/deliveries.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { OK, plainAnswer, startReceiver } from "../harness/receiver.ts";
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

const retry = (...delaysMs: number[]) => ({ kind: "list" as const, delaysMs });

describe("a forward", () => {
  test("sends each new capture on as it came, to each of several targets", async () => {
    const bin = await createBin(server.url);
    const { target, forward, until } = deliveriesOf(server.url, bin);
    await sendRaw(server.port, message({ target: `/${bin.id}/before` }));
    const [one, two] = [await receiver(), await receiver()];
    await forward(await target(`${one.url}/base?k=1`));
    await forward(await target(two.url), { appendPath: false, appendQuery: false });
    const body = randomBytes(5000);
    const headers: [string, string][] = [
      ["X-Dup", "1"],
      ["x-dup", "2"],
    ];
    await sendRaw(server.port, message({ method: "PATCH", target: `/${bin.id}/a//b%2Fc?x=1`, headers, body }));
    const done = await until("succeeded", 2);
    expect(done.map((delivery) => delivery.captureSeq)).toEqual([2, 2]);
    const [got] = one.messages();
    expect(got && partsOf(got).head).toMatch(/^PATCH \/base\/a\/\/b%2Fc\?k=1&x=1 HTTP\/1\.1\r\n/);
    expect(got && partsOf(got).head).toContain("\r\nX-Dup: 1\r\nx-dup: 2\r\n");
    expect(got && partsOf(got).body).toEqual(body);
    expect(two.messages()[0]?.toString("latin1")).toMatch(/^PATCH \/ HTTP\/1\.1\r\n/);
    expect(one.messages()).toHaveLength(1);
    const bytes = await apiOf(server.url, bin).bytes(`/deliveries/${done[0]?.id}/body`);
    expect(bytes).toEqual(body);
  });

  test("filters, drops and adds headers, and shows no secret of its target", async () => {
    const bin = await createBin(server.url);
    const { target, forward, until, whole, api } = deliveriesOf(server.url, bin);
    const got = await receiver((request) => {
      const said = headerOf(request, "authorization") ?? "";
      return `HTTP/1.1 200 OK\r\nX-Echo: ${said}\r\nContent-Length: ${said.length}\r\nConnection: close\r\n\r\n${said}`;
    });
    const secret = "Bearer s3cret-of-the-target";
    const saved = await target(got.url, { headers: [{ name: "Authorization", value: secret, secret: true }] });
    await forward(saved, {
      conditions: [{ field: "json", path: "type", operator: "equals", value: "paid" }],
      dropHeaders: ["x-drop"],
      addHeaders: [["X-Added", "yes"]],
    });
    const headers: [string, string][] = [
      ["X-Drop", "1"],
      ["Authorization", "theirs"],
      ["Content-Type", "application/json"],
    ];
    for (const type of ["open", "paid", "void"]) {
      await sendRaw(server.port, message({ target: `/${bin.id}`, headers, body: JSON.stringify({ type }) }));
    }
    const [delivery] = await until("succeeded", 1);
    expect(delivery?.captureSeq).toBe(2);
    expect(got.messages()).toHaveLength(1);
    const head = partsOf(got.messages()[0] ?? Buffer.alloc(0)).head;
    expect(head).toContain(`Authorization: ${secret}`);
    expect(head).not.toContain("theirs");
    expect(head).not.toContain("X-Drop");
    expect(head).toContain("X-Added: yes");
    const seen = await whole(delivery?.id ?? "");
    expect(seen.attempts[0]?.request?.headers).toContainEqual(["Authorization", "********"]);
    const everything = JSON.stringify([seen, await (await api.call("/targets")).json()]) + server.output();
    expect(everything).not.toContain("s3cret");
  });

  test("a path that would climb out of the target's is not sent", async () => {
    const bin = await createBin(server.url);
    const { target, forward, until } = deliveriesOf(server.url, bin);
    const got = await receiver();
    await forward(await target(`${got.url}/hook`));
    await sendRaw(server.port, message({ target: `/${bin.id}/../../admin` }));
    expect(await until("dead", 1)).toMatchObject([
      { reason: "refused", attempts: [{ error: { code: "invalid_target" } }] },
    ]);
    expect(got.connections()).toBe(0);
  });
});

describe("retries", () => {
  test("follow the schedule until the target takes it; only 2xx counts", async () => {
    const bin = await createBin(server.url);
    const { target, forward, until } = deliveriesOf(server.url, bin);
    const answers = [plainAnswer(500), plainAnswer(302, "Location: /x\r\n"), OK];
    const got = await receiver(() => answers.shift() ?? plainAnswer(418));
    await forward(await target(got.url), { retry: retry(10, 10, 10) });
    await sendRaw(server.port, message({ target: `/${bin.id}`, body: "x" }));
    const [delivery] = await until("succeeded", 1);
    expect(delivery?.attempts.map(({ number, status }) => [number, status])).toEqual([
      [1, 500],
      [2, 302],
      [3, 200],
    ]);
    expect(new Set(got.messages().map((one) => headerOf(one, "x-wirebin-delivery")))).toEqual(new Set([delivery?.id]));
  });

  test("end with 410, and with the schedule; what is given up can be sent again, one or all", async () => {
    const bin = await createBin(server.url);
    const { target, forward, until, api } = deliveriesOf(server.url, bin);
    let answer = plainAnswer(410);
    const got = await receiver(() => answer);
    const made = await forward(await target(got.url), { retry: retry(1, 1) });
    await sendRaw(server.port, message({ target: `/${bin.id}/1` }));
    expect(await until("dead", 1)).toMatchObject([{ reason: "gone", attempts: [{ number: 1 }] }]);
    answer = plainAnswer(503);
    await sendRaw(server.port, message({ target: `/${bin.id}/2` }));
    const [exhausted] = await until("dead", 2);
    expect(exhausted).toMatchObject({ reason: "exhausted", attempts: [{ number: 1 }, { number: 2 }, { number: 3 }] });
    answer = OK;
    const one = await api.call(`/deliveries/${exhausted?.id}/resend`, { method: "POST" });
    expect(one.status).toBe(202);
    await until("succeeded", 1);
    const all = await api.call("/deliveries/resend", { method: "POST", body: JSON.stringify({ forward: made.id }) });
    expect(await all.json()).toEqual({ resent: 1 });
    const done = await until("succeeded", 2);
    expect(done.map(({ attempts }) => attempts.length)).toEqual([4, 2]);
    const again = await api.call(`/deliveries/${exhausted?.id}/resend`, { method: "POST" });
    expect(again.status).toBe(409);
  });

  test("Retry-After makes the wait longer", async () => {
    const bin = await createBin(server.url);
    const { target, forward, list, until } = deliveriesOf(server.url, bin);
    const got = await receiver(plainAnswer(429, "Retry-After: 3600\r\n"));
    await forward(await target(got.url), { retry: retry(1) });
    await sendRaw(server.port, message({ target: `/${bin.id}` }));
    await expect.poll(async () => (await list()).deliveries[0]?.attempts.length).toBe(1);
    const [delivery] = await until("waiting", 1);
    const endedAt = Date.parse(delivery?.attempts[0]?.startedAt ?? "");
    expect(Date.parse(delivery?.nextAt ?? "") - endedAt).toBeGreaterThanOrEqual(3_600_000);
  });

  test("a target that keeps failing is left alone, says so, and goes on when its circuit is closed", async () => {
    const bin = await createBin(server.url);
    const { target, forward, until, api } = deliveriesOf(server.url, bin);
    let answer = plainAnswer(500);
    const got = await receiver(() => answer);
    const saved = await target(got.url, { concurrency: 1 });
    await forward(saved, { retry: { kind: "none" } });
    for (let i = 0; i < 8; i += 1) await sendRaw(server.port, message({ target: `/${bin.id}/${i}` }));
    await until("dead", 5);
    await until("waiting", 3);
    const read = async () => (await (await api.call(`/targets/${saved.id}`)).json()).circuit;
    expect(await read()).toMatchObject({ state: "open", failures: 5, openUntil: expect.any(String) });
    expect(got.messages()).toHaveLength(5);
    answer = OK;
    const closed = await api.call(`/targets/${saved.id}/circuit`, { method: "DELETE" });
    expect((await closed.json()).circuit).toMatchObject({ state: "closed", failures: 0 });
    await until("succeeded", 3);
  });
});

describe("through a kill", () => {
  test("a receiver that is down, comes back, and is met by a server that was killed takes each event once", async () => {
    const own = await startServer();
    try {
      const bin = await createBin(own.url);
      const { target, forward, until } = deliveriesOf(own.url, bin);
      const first = await startReceiver();
      const { port, url } = first;
      await first.close();
      await forward(await target(url, { concurrency: 2 }), { retry: retry(...Array.from({ length: 30 }, () => 300)) });
      const bodies = Array.from({ length: 20 }, (_, i) => `event ${i}`);
      for (const body of bodies) await sendRaw(own.port, message({ target: `/${bin.id}`, body }));
      await expect
        .poll(async () => (await until("waiting", 20)).some(({ attempts }) => attempts.length > 0))
        .toBe(true);
      await own.kill();
      // Back up before the server: half of the first tries meet a target that takes nothing yet.
      let met = 0;
      const accepted: string[] = [];
      const numbers = new Set<string>();
      const back = await receiver((request) => {
        met += 1;
        if (met % 3 === 1) return plainAnswer(503);
        accepted.push(partsOf(request).body.toString());
        numbers.add(headerOf(request, "x-wirebin-delivery") ?? "");
        return OK;
      }, port);
      await own.restart();
      const reset = await deliveriesOf(own.url, bin).api.call("/targets");
      const [saved] = (await reset.json()).targets;
      await deliveriesOf(own.url, bin).api.call(`/targets/${saved.id}/circuit`, { method: "DELETE" });
      const done = await until("succeeded", 20, 30_000);
      expect([...accepted].sort()).toEqual([...bodies].sort());
      expect(numbers).toEqual(new Set(done.map(({ id }) => id)));
      for (const { attempts } of done) {
        expect(attempts.map(({ number }) => number)).toEqual(attempts.map((_, index) => index + 1));
        expect(attempts.filter(({ status }) => status === 200)).toHaveLength(1);
      }
      expect(back.messages().length).toBe(accepted.length + Math.ceil(met / 3));
    } finally {
      await own.dispose();
    }
  });

  test("an attempt that the kill interrupted is made again, and says that it was", async () => {
    const own = await startServer();
    try {
      const bin = await createBin(own.url);
      const { target, forward, until } = deliveriesOf(own.url, bin);
      let holds = true;
      const got = await receiver(() => (holds ? null : OK));
      await forward(await target(got.url), { retry: { kind: "none" } });
      await sendRaw(own.port, message({ target: `/${bin.id}`, body: "once" }));
      await expect.poll(() => got.messages().length).toBe(1);
      await own.kill();
      holds = false;
      await own.restart();
      const [delivery] = await until("succeeded", 1);
      expect(delivery?.attempts).toMatchObject([
        { number: 1, error: { code: "interrupted" } },
        { number: 2, status: 200 },
      ]);
      expect(got.messages()).toHaveLength(2);
      expect(new Set(got.messages().map((one) => headerOf(one, "x-wirebin-delivery"))).size).toBe(1);
    } finally {
      await own.dispose();
    }
  });

  test("captures that came while nobody forwarded are sent after the restart, each once", async () => {
    const own = await startServer();
    try {
      const bin = await createBin(own.url);
      const { target, forward, until } = deliveriesOf(own.url, bin);
      const got = await receiver();
      await forward(await target(got.url));
      await Promise.all(
        Array.from({ length: 40 }, (_, i) => sendRaw(own.port, message({ target: `/${bin.id}`, body: String(i) }))),
      );
      await own.kill();
      await own.restart();
      await until("succeeded", 40, 30_000);
      const ids = got.messages().map((one) => headerOf(one, "x-wirebin-delivery"));
      expect(new Set(ids).size).toBe(40);
      expect(new Set(got.messages().map((one) => partsOf(one).body.toString())).size).toBe(40);
    } finally {
      await own.dispose();
    }
  });
});

describe("two bins that forward to each other", () => {
  test("stop after three hops", async () => {
    const [left, right] = [await startServer(), await startServer()];
    try {
      const [a, b] = [await createBin(left.url), await createBin(right.url)];
      const one = deliveriesOf(left.url, a);
      const two = deliveriesOf(right.url, b);
      await one.forward(await one.target(b.url));
      await two.forward(await two.target(a.url));
      await sendRaw(left.port, message({ target: `/${a.id}`, body: "round" }));
      const [stopped] = await two.until("dead", 1);
      expect(stopped).toMatchObject({ reason: "refused", attempts: [{ error: { code: "loop_detected" } }] });
      // Whoever sent it the third time is told, and does not send it again.
      const [told] = await one.until("dead", 1);
      expect(told).toMatchObject({ reason: "refused", attempts: [{ status: 508 }] });
      expect((await one.api.captures()).total).toBe(2);
      expect((await two.api.captures()).total).toBe(2);
    } finally {
      await Promise.all([left.dispose(), right.dispose()]);
    }
  });

  test("on one server are refused from the start", async () => {
    const [a, b] = [await createBin(server.url), await createBin(server.url)];
    const one = deliveriesOf(server.url, a);
    const refused = await one.api.call("/targets", {
      method: "POST",
      body: JSON.stringify({ name: "b", url: b.url.replace("localhost", "127.0.0.1") }),
    });
    expect(await refused.json()).toMatchObject({ status: 422, code: "target_not_allowed", errors: [{ path: "url" }] });
  });
});
