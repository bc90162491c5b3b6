import { once } from "node:events";
import { readdirSync } from "node:fs";
import { io, type Socket } from "socket.io-client";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type ClientToServer, type JoinAnswer, type ServerToClient, SOCKET_PATH } from "#lib/live/events.ts";
import { apiOf, createBin } from "../harness/api.ts";
import { openDashboard } from "../harness/dashboard.ts";
import { openDeafDashboard } from "../harness/deaf-dashboard.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { startServer, type TestServer } from "../harness/server.ts";

type Client = Socket<ServerToClient, ClientToServer>;

let server: TestServer;
const clients: Client[] = [];

beforeAll(async () => {
  server = await startServer();
});

afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect();
});

afterAll(() => server.dispose());

function client(auth: object, headers: Record<string, string> = {}): Client {
  const made: Client = io(server.url, {
    path: SOCKET_PATH,
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
    auth,
    extraHeaders: headers,
  });
  clients.push(made);
  return made;
}

function join(socket: Client, request: { bin: string; after?: number }): Promise<JoinAnswer> {
  return new Promise((resolve) => socket.emit("join", request, resolve));
}

test("a member sees a capture at once, and catches up with what it missed", async () => {
  const bin = await createBin(server.url);
  await sendRaw(server.port, message({ target: `/${bin.id}/1` }));
  await sendRaw(server.port, message({ target: `/${bin.id}/2` }));
  const socket = client({ key: bin.key });
  const joined = await join(socket, { bin: bin.id, after: 1 });
  expect(joined).toMatchObject({ ok: true, lastSeq: 2, firstSeq: 1, total: 2, more: false });
  expect(joined.ok && joined.missed.map((c) => c.path)).toEqual([`/${bin.id}/2`]);
  const seen = once(socket as never, "captures");
  await sendRaw(server.port, message({ target: `/${bin.id}/3`, body: "hello" }));
  const [event] = await seen;
  expect(event.captures).toMatchObject([{ seq: 3, path: `/${bin.id}/3`, preview: "hello", replyStatus: 200 }]);
  expect(event.captures[0]).not.toHaveProperty("headers");
});

test("a burst arrives complete and in order, in few events", async () => {
  const bin = await createBin(server.url);
  const socket = client({ key: bin.key });
  await join(socket, { bin: bin.id });
  const seqs: number[] = [];
  let events = 0;
  const all = new Promise<void>((resolve) => {
    socket.on("captures", ({ captures }) => {
      events += 1;
      seqs.push(...captures.map((c) => c.seq));
      if (seqs.length === 300) resolve();
    });
  });
  await Promise.all(
    Array.from({ length: 300 }, (_, i) => sendRaw(server.port, message({ target: `/${bin.id}/${i}` }))),
  );
  await all;
  expect(seqs).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
  expect(events).toBeLessThan(100);
});

test("removals, changed settings and the end of the bin are told", async () => {
  const bin = await createBin(server.url);
  const api = apiOf(server.url, bin);
  await sendRaw(server.port, message({ target: `/${bin.id}` }));
  const socket = client({ key: bin.key });
  await join(socket, { bin: bin.id });
  const next = (name: "removed" | "bin") => once(socket as never, name).then(([event]) => event);
  const marked = once(socket as never, "mark").then(([mark]) => mark);
  await api.call("/captures/1", { method: "PATCH", body: '{"pinned":true,"note":"look"}' });
  expect(await marked).toEqual({ bin: bin.id, seq: 1, pinned: true, note: "look" });
  let event = next("removed");
  await api.call("/captures/1", { method: "DELETE" });
  expect(await event).toEqual({ bin: bin.id, seqs: [1] });
  event = next("removed");
  await api.call("/captures", { method: "DELETE" });
  expect(await event).toEqual({ bin: bin.id, all: true });
  event = next("bin");
  await api.call("", { method: "PATCH", body: '{"title":"Orders"}' });
  expect(await event).toMatchObject({ bin: bin.id, settings: { title: "Orders" } });
  event = next("bin");
  await api.call("", { method: "DELETE" });
  expect(await event).toEqual({ bin: bin.id, deleted: true });
});

test.each([
  ["a stranger", {}],
  ["a wrong key", { key: "x".repeat(43) }],
  ["a key that is no text", { key: { $ne: "" } }],
])("%s joins nothing", async (_who, auth) => {
  const bin = await createBin(server.url);
  expect(await join(client(auth), { bin: bin.id })).toEqual({ ok: false, code: "not_found" });
});

test.each([
  [undefined],
  [[]],
  [{ bin: 7 }],
  [{ bin: "__proto__" }],
  [{ bin: "x".repeat(100) }],
  [{ bin: "abc", after: -1 }],
])("a join with %j is answered with a refusal", async (request) => {
  const answer = await new Promise<JoinAnswer>((resolve) => client({}).emit("join", request as never, resolve));
  expect(answer.ok).toBe(false);
});

test.each(["https://evil.example", "null"])("a page of %s gets no connection", async (origin) => {
  const socket = client({}, { Origin: origin });
  const [error] = await once(socket as never, "connect_error");
  expect(error).toBeInstanceOf(Error);
});

test("our own page gets one", async () => {
  await once(client({}, { Origin: server.url }) as never, "connect");
});

test("dashboards that came and went leave nothing open", async () => {
  const bin = await createBin(server.url);
  const handles = () => readdirSync(`/proc/${server.pid}/fd`).length;
  const visit = async () => {
    const dashboard = await openDashboard(server.url, bin);
    dashboard.close();
  };
  await visit();
  const before = handles();
  for (let i = 0; i < 10; i += 1) await Promise.all(Array.from({ length: 20 }, visit));
  await expect.poll(handles).toBeLessThanOrEqual(before + 5);
  await sendRaw(server.port, message({ target: `/${bin.id}` }));
});

test("a dashboard that reads nothing is let go before much waits for it, and the others see everything", async () => {
  const bin = await createBin(server.url, { keep: { captures: 50 } });
  const deaf = await openDeafDashboard(server.port, bin);
  const reading = await openDashboard(server.url, bin);
  const path = `/${bin.id}/${"x".repeat(50_000)}`;
  const count = 500;
  for (let sent = 0; sent < count; sent += 10) {
    await Promise.all(Array.from({ length: 10 }, () => sendRaw(server.port, message({ target: path }))));
  }
  await reading.seen(count);
  expect(reading.seqs()).toEqual(Array.from({ length: count }, (_, i) => i + 1));
  // Twice its path in every summary makes 50 MB; a part of what it gets now waited in the network.
  expect(await deaf.listen()).toBeLessThan(20_000_000);
  reading.close();
});
