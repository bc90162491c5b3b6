import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { io, type Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClientToServer, type Kept, type ServerToClient, SOCKET_PATH } from "#lib/live/events.ts";
import type { CreatedBin } from "#lib/model/bin.ts";
import type { Reply } from "#lib/model/reply.ts";
import { apiOf, createBin } from "../harness/api.ts";
import { openDashboard } from "../harness/dashboard.ts";
import { newKey } from "../harness/new-key.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { startServer, type TestServer } from "../harness/server.ts";

const folder = mkdtempSync(path.join(tmpdir(), "wirebin-watching-"));
const database = `file:${folder}/wirebin.db`;
let server: TestServer;

beforeAll(async () => {
  server = await startServer({ DATABASE_URL: database, MAX_CONNECTIONS_PER_IP: "2000" });
});

afterAll(async () => {
  await server.dispose();
  rmSync(folder, { recursive: true });
});

const send = (bin: CreatedBin) => sendRaw(server.port, message({ target: `/${bin.id}` }));

test("whoever watches a full bin hears what it keeps, at most once a second, and after the last change", async () => {
  const bin = await createBin(server.url, { keep: { captures: 20 } });
  const dashboard = await openDashboard(server.url, bin);
  const told: Kept[] = [];
  dashboard.socket.on("kept", ({ bin: _, ...kept }) => told.push(kept));
  const began = performance.now();
  for (let i = 0; i < 60; i += 1) await send(bin);
  await expect
    .poll(() => told.at(-1), { timeout: 5000 })
    .toEqual({
      ...{ total: 20, firstSeq: 41, lastSeq: 60, dropped: 40, droppedSince: expect.stringMatching(/^\d{4}-.*Z$/) },
    });
  expect(told.length).toBeLessThanOrEqual(Math.ceil((performance.now() - began) / 1000) + 1);
  await apiOf(server.url, bin).call("/captures/41", { method: "DELETE" });
  await expect.poll(() => told.at(-1), { timeout: 5000 }).toMatchObject({ total: 19, firstSeq: 42, dropped: 40 });
  await apiOf(server.url, bin).call("/captures/42", { method: "PATCH", body: '{"pinned":true}' });
  await expect.poll(() => told.at(-1), { timeout: 5000 }).toMatchObject({ total: 19, firstSeq: 43 });
  dashboard.close();
});

test("a thousand dashboards lose a bin within two seconds of its key, and one with another right keeps it", {
  timeout: 60_000,
}, async () => {
  const { bin, cookie } = await createOwnedBin("x".repeat(1_000_000));
  const owner = await watch(bin, {}, { Cookie: cookie });
  const others: Watching[] = [];
  for (let i = 0; i < 20; i += 1) {
    others.push(...(await Promise.all(Array.from({ length: 50 }, () => watch(bin, { key: bin.key })))));
  }
  /** How many of the others saw one of two captures that the owner saw. The second tells that the first is with everybody. */
  const sawOne = async () => {
    const before = others.map(({ count }) => count());
    for (let i = 0; i < 2; i += 1) {
      const next = owner.next();
      await send(bin);
      await next;
    }
    return others.filter(({ count }, i) => count() > (before[i] ?? 0)).length;
  };
  await expect.poll(sawOne, { timeout: 10_000 }).toBe(1000);
  await newKey(database, bin.id);
  await expect.poll(sawOne, { timeout: 2000 }).toBe(0);
  expect(others.every(({ socket }) => socket.connected)).toBe(true);
  for (const { socket } of [owner, ...others]) socket.disconnect();
});

type Watching = { socket: Socket<ServerToClient, ClientToServer>; count: () => number; next: () => Promise<void> };

async function watch(bin: CreatedBin, auth: object, extraHeaders: Record<string, string> = {}): Promise<Watching> {
  const socket: Watching["socket"] = io(server.url, {
    ...{ path: SOCKET_PATH, transports: ["websocket"], forceNew: true, auth, extraHeaders },
  });
  let count = 0;
  socket.on("captures", () => {
    count += 1;
  });
  expect(await socket.emitWithAck("join", { bin: bin.id })).toMatchObject({ ok: true });
  return { socket, count: () => count, next: () => new Promise((resolve) => socket.once("captures", () => resolve())) };
}

/** A bin that a browser owns besides its key. */
async function createOwnedBin(replyText: string): Promise<{ bin: CreatedBin; cookie: string }> {
  const reply: Reply = { status: 200, headers: [], body: { encoding: "utf8", data: replyText }, delayMs: 0 };
  const response = await fetch(`${server.url}/api/bins`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: server.url },
    body: JSON.stringify({ reply }),
  });
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { bin: (await response.json()) as CreatedBin, cookie };
}
