import type { Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { EgressRequest, EgressSettings } from "./client.ts";
import { FAILURES } from "./failure.ts";
import { closeReceivers, egress, listen, request } from "./test-egress.ts";

const local = (settings: Partial<EgressSettings> = {}) => egress({ allowLoopback: true, ...settings });
const post = (url: string, more: Partial<EgressRequest> = {}) => request("POST", url, more);
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

afterEach(closeReceivers);

describe("targets that misbehave", () => {
  const quick = { connectMs: 2000, answerMs: 60, totalMs: 150 };

  test("one that never answers fails in time and is let go", async () => {
    const receiver = await listen(() => undefined);
    const result = await local({ limits: quick }).send(post(receiver.url));
    expect(result).toMatchObject({ kind: "failed", code: "answer_timeout", message: FAILURES.answer_timeout });
    await receiver.idle();
  });

  test("one that drips headers for ever counts as not answering", async () => {
    const receiver = await listen((socket) => drip(socket, "HTTP/1.1 200 OK\r\nX: ", "x"));
    expect(await local({ limits: quick }).send(post(receiver.url))).toMatchObject({ code: "answer_timeout" });
  });

  test("one that drips its body is cut off at the total time, and what came is kept", async () => {
    const receiver = await listen((socket) => drip(socket, "HTTP/1.1 200 OK\r\n\r\n", "b"));
    const result = await local({ limits: quick }).send(post(receiver.url));
    expect(result).toMatchObject({ kind: "failed", code: "total_timeout", answer: { status: 200, truncated: true } });
    expect(result.kind === "failed" && result.answer && text(result.answer.body)).toMatch(/^b+$/);
  });

  test("an endless body is kept to the limit and marked", async () => {
    const receiver = await listen((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      const pump = () => {
        while (socket.writable && socket.write(Buffer.alloc(65_536, "z"))) {}
      };
      socket.on("drain", pump);
      pump();
    });
    const result = await local().send(post(receiver.url));
    expect(result).toMatchObject({ kind: "answered", status: 200, truncated: true });
    expect(result.kind === "answered" && result.body.length).toBe(1024 * 1024);
    await receiver.idle();
  });

  test.each([
    [1024, false],
    [1025, true],
  ])("a body of %i bytes with a limit of 1024", async (length, truncated) => {
    const receiver = await listen(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n${"a".repeat(length)}`);
    const result = await local({ limits: { maxBodyBytes: 1024 } }).send(post(receiver.url));
    expect(result).toMatchObject({ kind: "answered", truncated });
    expect(result.kind === "answered" && result.body.length).toBe(1024);
  });

  test("100,000 headers are too many", async () => {
    const receiver = await listen((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      for (let at = 0; at < 100_000 && socket.writable; at += 1) socket.write(`X-${at}: y\r\n`);
      socket.end("\r\n");
    });
    expect(await local().send(post(receiver.url))).toMatchObject({ kind: "failed", code: "answer_headers_too_large" });
  });

  test.each([
    ["a bad chunk size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc", "bad_answer"],
    ["no HTTP at all", "SSH-2.0-OpenSSH_9.6\r\n", "bad_answer"],
    [
      "length and chunks at once",
      "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "bad_answer",
    ],
    ["a status of 9999", "HTTP/1.1 9999 X\r\n\r\n", "bad_answer"],
    [
      "an upgrade nobody asked for",
      "HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n",
      "bad_answer",
    ],
    ["100 and nothing else", "HTTP/1.1 100 Continue\r\n\r\n", "bad_answer"],
    ["nothing", "", "connection_lost"],
    ["half a head", "HTTP/1.1 200 OK\r\nX: ", "connection_lost"],
    ["less body than promised", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", "connection_lost"],
    ["a chunk cut off", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc", "connection_lost"],
  ])("an answer of %s is a failure in plain words", async (_what, answer, code) => {
    const receiver = await listen(answer);
    expect(await local().send(post(receiver.url))).toMatchObject({ kind: "failed", code });
  });

  test("a reset in the middle keeps what came", async () => {
    const receiver = await listen((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc", () => socket.resetAndDestroy());
    });
    expect(await local().send(post(receiver.url))).toMatchObject({ kind: "failed", code: "connection_lost" });
  });

  test("a port nobody listens on says so", async () => {
    const receiver = await listen();
    await receiver.close();
    expect(await local().send(post(receiver.url))).toMatchObject({
      kind: "failed",
      code: "connection_refused",
      message: FAILURES.connection_refused,
    });
  });

  test("one slow target does not hold up another", async () => {
    const silent = await listen(() => undefined);
    const good = await listen();
    const client = local({ limits: { answerMs: 100 } });
    const slow = Array.from({ length: 20 }, () => client.send(post(silent.url)));
    expect(await client.send(post(good.url))).toMatchObject({ kind: "answered" });
    for (const result of await Promise.all(slow)) expect(result).toMatchObject({ code: "answer_timeout" });
  });

  test("a send can be cancelled", async () => {
    const stop = new AbortController();
    const receiver = await listen(() => stop.abort());
    expect(await local().send(post(receiver.url, { signal: stop.signal }))).toMatchObject({ code: "cancelled" });
    await receiver.idle();
    expect(await local().send(post(receiver.url, { signal: stop.signal }))).toMatchObject({ code: "cancelled" });
    expect(receiver.connections).toBe(1);
  });
});

function drip(socket: Socket, start: string, more: string): void {
  socket.write(start);
  const timer = setInterval(() => socket.write(more), 5);
  socket.on("close", () => clearInterval(timer));
}
