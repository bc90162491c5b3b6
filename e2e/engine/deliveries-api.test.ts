import { createRequire } from "node:module";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type ClientToServer, type ServerToClient, SOCKET_PATH } from "#lib/live/events.ts";
import type { Delivery } from "#lib/model/delivery.ts";
import type { Replay } from "#lib/model/replay.ts";
import { createBin } from "../harness/api.ts";
import { deliveriesOf, partsOf } from "../harness/deliveries.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { receiversOfThisFile } from "../harness/receivers.ts";
import { startServer, type TestServer } from "../harness/server.ts";

const webhooks: { name: string; examples: unknown[] }[] = createRequire(import.meta.url)("@octokit/webhooks-examples");

// Starting a server alone takes seconds on a busy machine.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

let server: TestServer;
const receiver = receiversOfThisFile();

beforeAll(async () => {
  // A thousand connections at once, beside those that the other tests left idle.
  server = await startServer({ MAX_CONNECTIONS_PER_IP: "2000" });
});

afterAll(() => server.dispose());

async function bench() {
  const bin = await createBin(server.url);
  await sendRaw(server.port, message({ target: `/${bin.id}`, body: "captured" }));
  const given = deliveriesOf(server.url, bin);
  const post = (path: string, body: unknown, method = "POST") =>
    given.api.call(path, { method, body: JSON.stringify(body) });
  return { bin, post, ...given };
}

const nobody = "01900000-0000-7000-8000-000000000000";

describe("wrong input is refused by field", () => {
  const target = { name: "t", url: "https://t.example/hook" };
  test.each([
    ["/targets", { ...target, name: "" }, ["name"]],
    ["/targets", { ...target, url: "ftp://t.example/" }, ["url"]],
    ["/targets", { ...target, url: "https://me:secret@t.example/" }, ["url"]],
    ["/targets", { ...target, url: "http://10.0.0.1/" }, ["url"]],
    ["/targets", { ...target, concurrency: 0 }, ["concurrency"]],
    ["/targets", { ...target, ratePerSecond: -1 }, ["ratePerSecond"]],
    ["/targets", { ...target, headers: [{ name: "Host", value: "x" }] }, ["headers.0.name"]],
    ["/targets", { ...target, headers: [{ name: "A b", value: "x" }] }, ["headers.0.name"]],
    ["/targets", { ...target, headers: [{ name: "A", value: "a\r\nb" }] }, ["headers.0.value"]],
    ["/targets", { ...target, headers: [{ name: "A", secret: true }] }, ["headers.0.value"]],
    ["/targets", { ...target, owner: 1 }, ["owner"]],
    ["/forwards", { target: nobody }, ["target"]],
    ["/forwards", { target: "x" }, ["target"]],
    ["/forwards", { target: nobody, retry: { kind: "sometimes" } }, ["retry.kind"]],
    ["/forwards", { target: nobody, retry: { kind: "list", delaysMs: [] } }, ["retry.delaysMs"]],
    ["/forwards", { target: nobody, addHeaders: [["Content-Length", "1"]] }, ["addHeaders.0.0"]],
    ["/forwards", { target: nobody, answerWithinMs: 60_000 }, ["answerWithinMs"]],
    ["/replays", { url: "https://t.example/" }, ["captures"]],
    ["/replays", { captures: [1] }, ["target"]],
    ["/replays", { captures: [], url: "https://t.example/" }, ["captures"]],
    ["/replays", { range: { from: 5, to: 2 }, url: "https://t.example/" }, ["range.to"]],
    ["/replays", { range: { from: 5, to: 9 }, url: "https://t.example/" }, ["range"]],
    ["/replays", { captures: [1], url: "https://t.example/", times: 100_001 }, ["times"]],
    ["/replays", { captures: [1], url: "https://t.example/", pace: { kind: "rate" } }, ["pace.perSecond"]],
    ["/replays", { captures: [1, 2], url: "https://t.example/", edits: {} }, ["edits"]],
    ["/replays", { captures: [1], url: "http://127.0.0.1:22/" }, ["url"]],
    ["/captures/1/deliveries", {}, ["url"]],
    ["/captures/1/deliveries", { target: nobody }, ["target"]],
    ["/captures/1/deliveries", { url: "https://t.example/", target: nobody }, ["url"]],
    ["/deliveries/resend", { state: "dead" }, ["state"]],
  ])("%s %j", async (path, body, fields) => {
    const { post } = await bench();
    const response = await post(path, body);
    expect(response.status).toBe(422);
    const problem: { errors: { path: string; message: string }[] } = await response.json();
    expect(problem.errors.map((error) => error.path)).toEqual(fields);
    for (const error of problem.errors) expect(error.message.length).toBeGreaterThan(5);
  });

  test("a pattern that cannot be read, in a forward's conditions", async () => {
    const { target: make, post } = await bench();
    const { id } = await make("https://t.example/");
    const conditions = [{ field: "body", operator: "matches", value: "(" }];
    const problem = await (await post("/forwards", { target: id, conditions })).json();
    expect(problem).toMatchObject({ status: 422, errors: [{ path: "conditions.0.value" }] });
  });

  test.each(["state=lost", "limit=0", "limit=201", "before=x", "capture=0", "page=2"])(
    "GET /deliveries?%s",
    async (query) => {
      const { api } = await bench();
      expect((await api.call(`/deliveries?${query}`)).status).toBe(422);
    },
  );
});

describe("whoever does not own the bin", () => {
  test.each([
    ["GET", "/targets"],
    ["POST", "/targets"],
    ["GET", `/targets/${nobody}`],
    ["PATCH", `/targets/${nobody}`],
    ["DELETE", `/targets/${nobody}`],
    ["DELETE", `/targets/${nobody}/circuit`],
    ["GET", "/forwards"],
    ["POST", "/forwards"],
    ["GET", `/forwards/${nobody}`],
    ["PATCH", `/forwards/${nobody}`],
    ["DELETE", `/forwards/${nobody}`],
    ["GET", "/replays"],
    ["POST", "/replays"],
    ["GET", `/replays/${nobody}`],
    ["DELETE", `/replays/${nobody}`],
    ["GET", "/deliveries"],
    ["POST", "/deliveries/resend"],
    ["GET", `/deliveries/${nobody}`],
    ["DELETE", `/deliveries/${nobody}`],
    ["GET", `/deliveries/${nobody}/body`],
    ["POST", `/deliveries/${nobody}/resend`],
    ["POST", "/captures/1/deliveries"],
    ["POST", "/captures/1/deliveries/browser"],
  ])("%s %s is told what one is told of a bin that does not exist", async (method, path) => {
    const { bin } = await bench();
    const other = await createBin(server.url);
    const ask = async (id: string, key: string) => {
      const init = { method, headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" } };
      const response = await fetch(
        `${server.url}/api/bins/${id}${path}`,
        method === "GET" ? init : { ...init, body: "{}" },
      );
      return { status: response.status, body: await response.text() };
    };
    const foreign = await ask(bin.id, other.key);
    expect(foreign.status).toBe(404);
    expect(foreign).toEqual(await ask("no-such-bin-at-all", other.key));
  });

  test("cannot reach another bin's target, forward, replay or delivery through his own", async () => {
    const mine = await bench();
    const his = await bench();
    const got = await receiver();
    const saved = await mine.target(got.url);
    const forward = await mine.forward(saved, { enabled: false });
    const replay = await mine.startReplay({ captures: [1], url: got.url });
    await mine.untilDone(replay.id);
    const [delivery] = (await mine.list()).deliveries;
    for (const path of [
      `/targets/${saved.id}`,
      `/forwards/${forward.id}`,
      `/replays/${replay.id}`,
      `/deliveries/${delivery?.id}`,
    ]) {
      expect((await mine.api.call(path)).status).toBe(200);
      expect((await his.api.call(path)).status).toBe(404);
      expect((await his.api.call(path, { method: "DELETE" })).status).toBe(404);
    }
    expect((await his.api.call(`/deliveries/${delivery?.id}/body`)).status).toBe(404);
    expect((await his.post("/forwards", { target: saved.id })).status).toBe(422);
    expect((await his.post("/replays", { captures: [1], target: saved.id })).status).toBe(422);
    expect((await his.list(`target=${saved.id}`)).deliveries).toEqual([]);
  });
});

describe("a target", () => {
  test("is made, listed, changed and taken away", async () => {
    const { target, post, api, forward } = await bench();
    const made = await target("https://t.example/hook", { name: " Staging " });
    expect(made).toMatchObject({
      ...{ name: "Staging", headers: [], concurrency: 5, ratePerSecond: null },
      circuit: { state: "closed", failures: 0, openUntil: null },
    });
    const changed = await (await post(`/targets/${made.id}`, { concurrency: 2, ratePerSecond: 0.5 }, "PATCH")).json();
    expect(changed).toEqual({ ...made, concurrency: 2, ratePerSecond: 0.5 });
    expect(await (await api.call("/targets")).json()).toEqual({ targets: [changed] });
    const { id } = await forward(made);
    expect((await api.call(`/targets/${made.id}`, { method: "DELETE" })).status).toBe(409);
    await api.call(`/forwards/${id}`, { method: "DELETE" });
    expect((await api.call(`/targets/${made.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await api.call(`/targets/${made.id}`)).status).toBe(404);
  });

  test("keeps its secrets: they are never shown, stay when the target changes, and do not move to another server", async () => {
    const { target, post, bin, api } = await bench();
    const [first, second] = [await receiver(), await receiver()];
    const secret = { name: "Authorization", value: "Bearer s3cret-0123456789", secret: true };
    const made = await target(first.url, { headers: [secret, { name: "X-Team", value: "hooks", secret: false }] });
    const shown = [
      { name: "Authorization", value: null, secret: true },
      { name: "X-Team", value: "hooks", secret: false },
    ];
    expect(made.headers).toEqual(shown);
    const kept = await post(`/targets/${made.id}`, { headers: [{ name: "authorization", secret: true }] }, "PATCH");
    expect((await kept.json()).headers).toEqual([{ name: "authorization", value: null, secret: true }]);
    const sent: Delivery = await (await post("/captures/1/deliveries", { target: made.id })).json();
    expect(partsOf(first.messages()[0] ?? Buffer.alloc(0)).head).toContain("authorization: Bearer s3cret-0123456789");
    expect(sent).toMatchObject({ via: "resend", target: made.id, url: first.url });

    const moved = await post(`/targets/${made.id}`, { url: second.url }, "PATCH");
    expect(moved.status).toBe(422);
    expect((await moved.json()).errors).toMatchObject([{ path: "headers.0.value" }]);
    const samePlace = await post(`/targets/${made.id}`, { url: `${first.url}/elsewhere` }, "PATCH");
    expect(samePlace.status).toBe(200);
    const again = await post(
      `/targets/${made.id}`,
      { url: second.url, headers: [{ ...secret, value: "Bearer another-s3cret" }] },
      "PATCH",
    );
    expect(again.status).toBe(200);
    const everything = [
      JSON.stringify(sent),
      await (await api.call("/targets")).text(),
      await (await api.call(`/deliveries/${sent.id}`)).text(),
      await (
        await fetch(`${server.url}/api/bins/${bin.id}`, { headers: { Authorization: `Bearer ${bin.key}` } })
      ).text(),
      server.output(),
    ].join();
    expect(everything).not.toContain("s3cret");
  });
});

describe("limits hold when many calls come at once", () => {
  const codes = async (calls: Promise<Response>[]) => (await Promise.all(calls)).map(({ status }) => status).sort();
  const many = (count: number, call: () => Promise<Response>) => codes(Array.from({ length: count }, call));

  test("of targets, forwards, replays, and of forwards that answer", async () => {
    const { target, post, bin } = await bench();
    const { id } = await target("https://t.example/");
    const forwards = await many(10, () => post("/forwards", { target: id, answerWithinMs: 1000 }));
    expect(forwards).toEqual([201, ...Array.from({ length: 9 }, () => 422)]);
    const more = await many(30, () => post("/forwards", { target: id }));
    expect(more.filter((status) => status === 201)).toHaveLength(19);
    const targets = await many(60, () => post("/targets", { name: "t", url: "https://t.example/" }));
    expect(targets.filter((status) => status === 201)).toHaveLength(49);
    const slow = { captures: [1], times: 100, target: id, pace: { kind: "rate", perSecond: 0.01 } };
    const replays = await many(12, () => post("/replays", slow));
    expect(replays.filter((status) => status === 201)).toHaveLength(5);
    await deliveriesOf(server.url, bin).api.call("", { method: "DELETE" });
  });

  test("and so does the promise that a secret is sent to the origin it was given for only", async () => {
    const { target, post } = await bench();
    const [before, after] = [await receiver(), await receiver()];
    const headers = [{ name: "X-Key", value: "s3cret", secret: true }];
    for (let round = 0; round < 10; round += 1) {
      const { id } = await target(before.url, { headers });
      const moved = { url: after.url, headers: [{ name: "X-Key", value: "given-to-the-new-one", secret: true }] };
      await Promise.all([
        post(`/targets/${id}`, { headers: [{ name: "X-Key", secret: true }] }, "PATCH"),
        post(`/targets/${id}`, moved, "PATCH"),
      ]);
      expect((await post("/captures/1/deliveries", { target: id })).status).toBe(201);
    }
    expect(after.messages()).toHaveLength(10);
    expect(Buffer.concat(after.messages()).toString("latin1")).not.toContain("s3cret");
  });
});

describe("a forward", () => {
  test("is made, changed and taken away; one of a bin can answer its senders", async () => {
    const { target, forward, post, api } = await bench();
    const saved = await target("https://t.example/");
    const made = await forward(saved, { answerWithinMs: 1000, enabled: false });
    expect(made).toMatchObject({
      ...{ target: saved.id, appendPath: true, appendQuery: true, conditions: [], retry: { kind: "quick" } },
      ...{ cursor: 1, missed: 0 },
    });
    const second = await post("/forwards", { target: saved.id, answerWithinMs: 1000 });
    expect(second.status).toBe(201);
    const refused = await post(`/forwards/${made.id}`, { enabled: true }, "PATCH");
    expect(await refused.json()).toMatchObject({ status: 422, errors: [{ path: "answerWithinMs" }] });
    const changed = await post(
      `/forwards/${made.id}`,
      { enabled: true, answerWithinMs: null, dropHeaders: ["Cookie"] },
      "PATCH",
    );
    expect(await changed.json()).toEqual({ ...made, enabled: true, answerWithinMs: null, dropHeaders: ["Cookie"] });
    expect((await (await api.call("/forwards")).json()).forwards).toHaveLength(2);
    expect((await api.call(`/forwards/${made.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await api.call(`/forwards/${made.id}`)).status).toBe(404);
  });
});

describe("deliveries", () => {
  test("of the page's own making are kept as it tells them", async () => {
    const { post, list, api } = await bench();
    const told = {
      ...{ url: "http://192.168.1.9/hook", method: "POST", headers: [["content-type", "text/plain"]] },
      body: { encoding: "utf8", data: "captured" },
      ...{ startedAt: "2026-03-01T12:00:00.000Z", durationMs: 12.5 },
    };
    const answer = { status: 202, headers: [], body: { encoding: "utf8", data: "ok" }, truncated: false };
    const kept = await post("/captures/1/deliveries/browser", { ...told, answer });
    expect(kept.status).toBe(201);
    expect(await kept.json()).toMatchObject({
      ...{ via: "browser", state: "succeeded", url: told.url },
      attempts: [
        {
          number: 1,
          startedAt: told.startedAt,
          durationMs: 12.5,
          status: 202,
          body: { data: "ok" },
          request: { bodyBytes: 8 },
        },
      ],
    });
    const failed = await (await post("/captures/1/deliveries/browser", { ...told, error: "Failed to fetch" })).json();
    expect(failed).toMatchObject({
      state: "failed",
      attempts: [{ error: { code: "browser", message: "Failed to fetch" } }],
    });
    expect((await api.call(`/deliveries/${failed.id}/resend`, { method: "POST" })).status).toBe(409);
    expect((await list("via=browser")).deliveries).toHaveLength(2);
    const wrong = await post("/captures/1/deliveries/browser", { ...told, body: { encoding: "base64", data: "*" } });
    expect((await wrong.json()).errors).toMatchObject([{ path: "body.data" }]);
  });

  test("of the page's own making are as old as our clock says, whatever the browser's says", async () => {
    const { post } = await bench();
    const before = Date.now();
    const told = { url: "http://192.168.1.9/", method: "GET", headers: [], body: { encoding: "utf8", data: "" } };
    for (const startedAt of ["1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]) {
      const kept = await post("/captures/1/deliveries/browser", { ...told, startedAt, durationMs: 1 });
      const createdAt = Date.parse((await kept.json()).createdAt);
      expect(createdAt).toBeGreaterThanOrEqual(before);
      expect(createdAt).toBeLessThanOrEqual(Date.now());
    }
    // The year 0 that PostgreSQL does not have.
    const none = await post("/captures/1/deliveries/browser", {
      ...{ ...told, startedAt: "0000-01-01T00:00:00Z", durationMs: 1 },
    });
    expect((await none.json()).errors).toMatchObject([{ path: "startedAt" }]);
  });

  test("can be taken away", async () => {
    const { post, api, list } = await bench();
    const got = await receiver();
    const { id } = await (await post("/captures/1/deliveries", { url: got.url })).json();
    expect((await api.call(`/deliveries/${id}`, { method: "DELETE" })).status).toBe(204);
    expect((await api.call(`/deliveries/${id}`, { method: "DELETE" })).status).toBe(404);
    expect((await list()).deliveries).toEqual([]);
  });

  test("a thousand resends in a second are limited, and the target gets no more than its share", async () => {
    const { post } = await bench();
    const got = await receiver();
    const answers = await Promise.all(
      Array.from({ length: 1000 }, () =>
        post("/captures/1/deliveries", { url: got.url }).then(async (response) => {
          await response.arrayBuffer();
          return response;
        }),
      ),
    );
    const limited = answers.filter(({ status }) => status === 429);
    const sent = answers.filter(({ status }) => status === 201);
    expect(limited.length + sent.length).toBe(1000);
    expect(limited.length).toBeGreaterThan(800);
    // Five a second: one comes free within the second.
    expect(limited[0]?.headers.get("retry-after")).toBe("1");
    expect(sent.length).toBe(got.messages().length);
    expect(sent.length).toBeGreaterThan(0);
  });

  test("of every kind of payload that GitHub sends arrive byte for byte, through a replay", async () => {
    const { bin, startReplay, untilDone } = await bench();
    const bodies = webhooks
      .flatMap(({ examples }) => examples.slice(0, 1))
      .map((one, i) => Buffer.from(JSON.stringify(one, null, i % 3)));
    for (const body of bodies) await sendRaw(server.port, message({ target: `/${bin.id}/hook`, body }));
    const got = await receiver();
    const { id } = await startReplay({ range: { from: 2, to: bodies.length + 1 }, url: got.url });
    expect(await untilDone(id)).toMatchObject({ succeeded: bodies.length, skipped: 0, failed: 0 });
    expect(got.messages().map((one) => partsOf(one).body)).toEqual(bodies);
  });
});

describe("a dashboard", () => {
  test("hears of deliveries as they change, without bodies, and of a replay's progress", async () => {
    const { bin, startReplay, untilDone, target, forward } = await bench();
    const got = await receiver();
    const socket: Socket<ServerToClient, ClientToServer> = io(server.url, {
      ...{ path: SOCKET_PATH, transports: ["websocket"], auth: { key: bin.key } },
    });
    try {
      await new Promise((resolve) => socket.emit("join", { bin: bin.id }, resolve));
      const heard: Delivery[] = [];
      const progress: Replay[] = [];
      socket.on("delivery", ({ delivery }) => heard.push(delivery));
      socket.on("replay", ({ replay }) => progress.push(replay));
      await forward(await target(got.url));
      await sendRaw(server.port, message({ target: `/${bin.id}`, body: "more" }));
      await expect.poll(() => heard.at(-1)?.state).toBe("succeeded");
      expect(heard.at(-1)).toMatchObject({ via: "forward", captureSeq: 2, attempts: [{ status: 200 }] });
      expect(heard.at(-1)?.attempts[0]).not.toHaveProperty("body");
      const { id } = await startReplay({ captures: [1], url: got.url, times: 300 });
      await untilDone(id);
      await expect.poll(() => progress.at(-1)?.state).toBe("done");
      expect(progress.at(-1)).toMatchObject({ id, sent: 300 });
      expect(progress.length).toBeLessThan(200);
      const sent = progress.map((one) => one.sent);
      expect(sent).toEqual([...sent].sort((a, b) => a - b));
    } finally {
      socket.disconnect();
    }
  });
});
