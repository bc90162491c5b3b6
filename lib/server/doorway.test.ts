import { once } from "node:events";
import type { Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createHeld, HELD_LIMITS } from "#lib/capture/held.ts";
import type { Receive } from "#lib/capture/receive.ts";
import { createUploads } from "#lib/capture/uploads.ts";
import { prepareReply } from "#lib/reply/prepare.ts";
import { createDoorway } from "./doorway.ts";
import { createTrustedProxies } from "./trusted-proxies.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function replyOf(bytes: number) {
  const body = { encoding: "utf8", data: "r".repeat(bytes) } as const;
  return prepareReply({ status: 200, headers: [], body, delayMs: 0 }, { ownHost: false });
}

/** A doorway that gives each message for a bin this much to read, when `ready` resolves. */
async function open(bytes: number, maxSilenceMs: number, ready = Promise.resolve()) {
  const reply = replyOf(bytes);
  return openFor((_arrival, done) => {
    ready.then(() => done({ kind: "stored", id: "id", seq: 1, reply, fault: null }));
  }, maxSilenceMs);
}

async function openFor(receive: Receive, maxSilenceMs: number, held = createHeld(HELD_LIMITS)) {
  const { server, endAfterAnswers, closeConnections } = createDoorway(
    {
      captureHost: { kind: "shared" },
      speaksProxy: null,
      receive,
      uploads: createUploads(1_000_000),
      held,
      proxies: createTrustedProxies([]),
      onError: () => undefined,
      page: (_message, response) => void response.end("r".repeat(64 * 1024 * 1024)),
      live: (_message, socket) => void socket.destroy(),
      otherUpgrade: null,
    },
    { maxHeaderBytes: 16_384, maxBodyBytes: 1000, maxConnections: 10, maxConnectionsPerSender: 10, maxSilenceMs },
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    closeConnections();
    server.close();
  });
  return { server, endAfterAnswers };
}

function send(server: Server, head: string): Socket {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1").pause();
  socket.on("error", () => undefined);
  socket.write(head);
  closing.push(() => socket.destroy());
  return socket;
}

const openConnections = (server: Server) =>
  new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));

test.each([
  ["a reply", "GET /orders HTTP/1.1\r\n\r\n"],
  ["a reply in place of an upgrade", "GET /orders HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n"],
  ["a page", "GET / HTTP/1.1\r\n\r\n"],
])("whoever does not read %s loses the connection", async (_name, head) => {
  // More than the system takes for a connection.
  const { server } = await open(64 * 1024 * 1024, 300);
  send(server, head);
  await once(server, "connection");
  await expect.poll(() => openConnections(server), { timeout: 5000 }).toBe(0);
});

test("while it stops, answers that are under way are the last of their connections", async () => {
  let answerNow = () => {};
  const ready = new Promise<void>((resolve) => {
    answerNow = resolve;
  });
  const { server, endAfterAnswers } = await open(5, 10_000, ready);
  const idle = send(server, "");
  const begun = send(server, "POST /orders HTTP/1.1\r\nContent-Le");
  for (const socket of [idle, begun]) await once(socket, "connect");
  const busy = send(server, "GET /orders HTTP/1.1\r\n\r\n");
  await once(server, "request");
  server.close();
  endAfterAnswers();
  begun.write("ngth: 0\r\n\r\n");
  answerNow();
  for (const socket of [busy, begun]) {
    let answer = "";
    socket.on("data", (data) => {
      answer += data;
    });
    socket.resume();
    await once(socket, "close");
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*Connection: close\r\n[\s\S]*rrrrr$/);
  }
  idle.resume();
  if (!idle.closed) await once(idle, "close");
});

test("replies that wait behind a late one take room of their bin; the one that finds none ends the connection", async () => {
  const held = createHeld({ perBin: { connections: 1, bytes: 3000 }, inAll: { connections: 1, bytes: 3000 } });
  const reply = { ...replyOf(1000), ownBytes: 1000 };
  const hasRoomFor = (bytes: number) => {
    const leave = held.enter("orders", bytes, 0);
    leave?.();
    return leave !== null;
  };
  let answerFirst = () => {};
  let seq = 0;
  const { server } = await openFor(
    (_arrival, done) => {
      seq += 1;
      const answer = () => done({ kind: "stored", id: "id", seq: 1, reply, fault: null });
      if (seq === 1) answerFirst = answer;
      else answer();
    },
    10_000,
    held,
  );
  const socket = send(server, "GET /orders HTTP/1.1\r\n\r\n".repeat(20));
  let heard = "";
  socket.on("data", (data) => {
    heard += data;
  });
  socket.resume();
  await expect.poll(() => hasRoomFor(1)).toBe(false);
  expect(heard).toBe("");
  answerFirst();
  await once(socket, "close");
  expect(heard.match(/HTTP\/1\.1 \d+/g)).toEqual([...Array(4).fill("HTTP/1.1 200"), "HTTP/1.1 503"]);
  expect(heard.match(/r{1000}/g)).toHaveLength(4);
  await expect.poll(() => hasRoomFor(3000)).toBe(true);
});

test("what comes behind an upgrade costs its answer nothing, however large it is", async () => {
  let answerNow = () => {};
  const ready = new Promise<void>((resolve) => {
    answerNow = resolve;
  });
  const { server } = await open(300_000, 10_000, ready);
  const socket = send(server, "GET /orders HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n");
  const [ours] = (await once(server, "connection")) as [Socket];
  socket.write("POST /orders HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n");
  socket.write(Buffer.alloc(1_000_000, "b"));
  await expect.poll(() => ours.bytesRead).toBeGreaterThan(1_000_000);
  answerNow();
  // It reads nothing until we have let it go: what is on its way then would be lost by a reset.
  await expect.poll(() => openConnections(server)).toBe(0);
  let heard = "";
  socket.on("data", (data) => {
    heard += data;
  });
  socket.resume();
  await once(socket, "close");
  expect(heard).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\nr{300000}$/);
});
