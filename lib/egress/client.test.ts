import { createHmac } from "node:crypto";
import { createRequire } from "node:module";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { createEgress, type EgressRequest, type EgressSettings } from "./client.ts";
import { FAILURES } from "./failure.ts";
import { bodyOf, headLines, OK, type RawAnswer, type RawReceiver, rawReceiver } from "./raw-receiver.ts";

const receivers: RawReceiver[] = [];

afterEach(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
});

async function listen(answer?: RawAnswer): Promise<RawReceiver> {
  const receiver = await rawReceiver(answer);
  receivers.push(receiver);
  return receiver;
}

function egress(settings: Partial<EgressSettings> = {}) {
  return createEgress({ allow: [], allowLoopback: true, proxy: null, ownListeners: () => [], ...settings });
}

function post(url: string, more: Partial<EgressRequest> = {}): EgressRequest {
  return { url, method: "POST", headers: [], body: new Uint8Array(), hops: 0, ...more };
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

describe("what goes on the wire", () => {
  test("header names keep their case, order and repeats, and bytes above ASCII", async () => {
    const receiver = await listen();
    const headers: [string, string][] = [
      ["X-Dup", "1"],
      ["content-TYPE", "application/json"],
      ["x-dup", "2"],
      ["X-Empty", ""],
      ["X-Latin", "caf\u00e9 \u00ff"],
      ["X-DUP", "3"],
      ["Accept", "*/*"],
      ["accept", "text/plain"],
      ["Cookie", "a=1"],
      ["Cookie", "b=2"],
      ["Content-Type", "second"],
    ];
    const result = await egress().send(post(`${receiver.url}/p?q=1`, { headers, body: Buffer.from("{}") }));
    expect(result.kind).toBe("answered");
    expect(headLines(receiver.requests[0] ?? Buffer.alloc(0))).toEqual([
      "POST /p?q=1 HTTP/1.1",
      `host: 127.0.0.1:${receiver.port}`,
      "connection: close",
      ...headers.map(([name, value]) => `${name}: ${value}`),
      "X-Wirebin-Hop: 1",
      "content-length: 2",
    ]);
  });

  test("framing, hop-by-hop and connection-named fields are left out; Host and length are ours", async () => {
    const receiver = await listen();
    const headers: [string, string][] = [
      ["Host", "evil.example"],
      ["Content-Length", "999"],
      ["content-length", "7"],
      ["Transfer-Encoding", "chunked"],
      ["Connection", "upgrade, X-Private"],
      ["Upgrade", "websocket"],
      ["X-Private", "for the first hop"],
      ["Expect", "100-continue"],
      ["TE", "trailers"],
      ["Trailer", "X-Sum"],
      ["Keep-Alive", "timeout=5"],
      ["Proxy-Authorization", "Basic x"],
      ["HTTP2-Settings", "AAA"],
      [":path", "/pseudo"],
      ["x-wirebin-hop", "1"],
      ["X-Kept", "yes"],
    ];
    await egress().send(post(receiver.url, { headers, body: Buffer.from("abc"), hops: 1 }));
    expect(headLines(receiver.requests[0] ?? Buffer.alloc(0))).toEqual([
      "POST / HTTP/1.1",
      `host: 127.0.0.1:${receiver.port}`,
      "connection: close",
      "X-Kept: yes",
      "X-Wirebin-Hop: 2",
      "content-length: 3",
    ]);
  });

  test("every byte of a body arrives", async () => {
    const receiver = await listen();
    const body = Uint8Array.from({ length: 200_000 }, (_, at) => (at * 31 + (at >> 8)) & 0xff);
    await egress().send(post(receiver.url, { body }));
    expect(bodyOf(receiver.requests[0] ?? Buffer.alloc(0)).equals(Buffer.from(body))).toBe(true);
  });

  test.each(["GET", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "M-SEARCH", "purge", "X!custom"])(
    "%s goes out as written, with its body",
    async (method) => {
      const receiver = await listen("HTTP/1.1 204 No Content\r\n\r\n");
      const result = await egress().send(post(receiver.url, { method, body: Buffer.from("hello") }));
      expect(result).toMatchObject({ kind: "answered", status: 204, statusText: "No Content" });
      expect(headLines(receiver.requests[0] ?? Buffer.alloc(0))[0]).toBe(`${method} / HTTP/1.1`);
      expect(text(bodyOf(receiver.requests[0] ?? Buffer.alloc(0)))).toBe("hello");
    },
  );

  test("every recorded GitHub payload arrives byte for byte, so its signature still verifies", async () => {
    const receiver = await listen();
    const examples: { name: string; examples: unknown[] }[] = createRequire(import.meta.url)(
      "@octokit/webhooks-examples",
    );
    const client = egress();
    for (const { name, examples: bodies } of examples) {
      const body = Buffer.from(JSON.stringify(bodies[0]));
      const signature = `sha256=${createHmac("sha256", "secret").update(body).digest("hex")}`;
      await client.send(
        post(receiver.url, {
          headers: [
            ["X-GitHub-Event", name],
            ["X-Hub-Signature-256", signature],
          ],
          body,
        }),
      );
      const received = receiver.requests.pop() ?? Buffer.alloc(0);
      const sent = headLines(received).find((line) => line.startsWith("X-Hub-Signature-256: "));
      const again = createHmac("sha256", "secret").update(bodyOf(received)).digest("hex");
      expect(sent).toBe(`X-Hub-Signature-256: sha256=${again}`);
    }
    expect(examples.length).toBeGreaterThan(30);
  });

  test.each([
    ["a method with a space", { method: "GET /x" }],
    ["an empty method", { method: "" }],
    ["CONNECT", { method: "CONNECT" }],
    ["a line break in a value", { headers: [["X-A", "1\r\nX-B: 2"]] }],
    ["NUL in a value", { headers: [["X-A", "a\0b"]] }],
    ["a character above latin1", { headers: [["X-A", "\u{1f600}"]] }],
    ["a space in a name", { headers: [["X A", "1"]] }],
    ["an empty name", { headers: [["", "1"]] }],
  ] as [string, Partial<EgressRequest>][])(
    "%s is a problem, not an exception, and nothing is sent",
    async (_what, more) => {
      const receiver = await listen();
      const result = await egress().send(post(receiver.url, more));
      expect(result).toMatchObject({ kind: "failed", code: "invalid_request" });
      expect(receiver.connections).toBe(0);
    },
  );

  test("a request that was sent on three times stops", async () => {
    const receiver = await listen();
    expect(await egress().send(post(receiver.url, { hops: 3 }))).toMatchObject({ code: "loop_detected" });
    expect(await egress().send(post(receiver.url, { hops: 2 }))).toMatchObject({ kind: "answered" });
    expect(receiver.connections).toBe(1);
  });
});

describe("what comes back", () => {
  test("status, reason, headers as sent, body, times and the address that answered", async () => {
    const receiver = await listen(
      "HTTP/1.1 418 I'm a teapot\r\nX-A: 1\r\nx-a: 2\r\nSet-Cookie: a\r\nset-COOKIE: b\r\n__proto__: x\r\nContent-Length: 3\r\n\r\n\0a!",
    );
    const result = await egress().send(post(receiver.url));
    if (result.kind !== "answered") throw new Error(result.code);
    expect(result.status).toBe(418);
    expect(result.statusText).toBe("I'm a teapot");
    expect(result.headers.map(([name]) => name)).toEqual([
      "X-A",
      "x-a",
      "Set-Cookie",
      "set-COOKIE",
      "__proto__",
      "Content-Length",
    ]);
    expect(result.remoteAddress).toBe("127.0.0.1");
    expect(result.truncated).toBe(false);
    expect(result.timings.connectMs).toBeGreaterThanOrEqual(0);
    expect(result.timings.firstByteMs).toBeGreaterThanOrEqual(0);
    expect(result.timings.totalMs).toBeGreaterThanOrEqual(result.timings.firstByteMs ?? 0);
    expect(result.timings.dnsMs).toBeUndefined();
  });

  test("header bytes above ASCII come back as latin1", async () => {
    const receiver = await listen(
      Buffer.from("HTTP/1.1 200 OK\r\nX-L: caf\u00e9\r\nContent-Length: 0\r\n\r\n", "latin1"),
    );
    expect(await egress().send(post(receiver.url))).toMatchObject({
      headers: [
        ["X-L", "caf\u00e9"],
        ["Content-Length", "0"],
      ],
    });
  });

  test("interim answers are passed over", async () => {
    const receiver = await listen(`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${OK}`);
    expect(await egress().send(post(receiver.url))).toMatchObject({ status: 200, headers: [["Content-Length", "2"]] });
  });

  test("an answer without length ends with the connection", async () => {
    const receiver = await listen("HTTP/1.0 200 OK\r\n\r\nall of it");
    const result = await egress().send(post(receiver.url));
    expect(result.kind === "answered" && text(result.body)).toBe("all of it");
  });

  test("chunked answers are joined", async () => {
    const receiver = await listen(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-T: 1\r\n\r\n",
    );
    const result = await egress().send(post(receiver.url));
    expect(result.kind === "answered" && text(result.body)).toBe("abcde");
  });

  test("a gzip bomb stays compressed", async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const receiver = await listen((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`);
      socket.end(bomb);
    });
    const result = await egress().send(post(receiver.url));
    expect(result.kind === "answered" && Buffer.from(result.body).equals(bomb)).toBe(true);
  });

  test("a redirect is the answer unless following was asked for", async () => {
    const receiver = await listen("HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n");
    expect(await egress().send(post(receiver.url))).toMatchObject({ kind: "answered", status: 302, redirects: [] });
    expect(receiver.connections).toBe(1);
  });
});

describe("targets that misbehave", () => {
  const quick = { connectMs: 2000, answerMs: 60, totalMs: 150 };

  test("one that never answers fails in time and is let go", async () => {
    const receiver = await listen(() => undefined);
    const result = await egress({ limits: quick }).send(post(receiver.url));
    expect(result).toMatchObject({ kind: "failed", code: "answer_timeout", message: FAILURES.answer_timeout });
    await receiver.idle();
  });

  test("one that drips headers for ever counts as not answering", async () => {
    const receiver = await listen((socket) => drip(socket, "HTTP/1.1 200 OK\r\nX: ", "x"));
    expect(await egress({ limits: quick }).send(post(receiver.url))).toMatchObject({ code: "answer_timeout" });
  });

  test("one that drips its body is cut off at the total time, and what came is kept", async () => {
    const receiver = await listen((socket) => drip(socket, "HTTP/1.1 200 OK\r\n\r\n", "b"));
    const result = await egress({ limits: quick }).send(post(receiver.url));
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
    const result = await egress().send(post(receiver.url));
    expect(result).toMatchObject({ kind: "answered", status: 200, truncated: true });
    expect(result.kind === "answered" && result.body.length).toBe(1024 * 1024);
    await receiver.idle();
  });

  test.each([
    [1024, false],
    [1025, true],
  ])("a body of %i bytes with a limit of 1024", async (length, truncated) => {
    const receiver = await listen(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n${"a".repeat(length)}`);
    const result = await egress({ limits: { maxBodyBytes: 1024 } }).send(post(receiver.url));
    expect(result).toMatchObject({ kind: "answered", truncated });
    expect(result.kind === "answered" && result.body.length).toBe(1024);
  });

  test("100,000 headers are too many", async () => {
    const receiver = await listen((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      for (let at = 0; at < 100_000 && socket.writable; at += 1) socket.write(`X-${at}: y\r\n`);
      socket.end("\r\n");
    });
    expect(await egress().send(post(receiver.url))).toMatchObject({ kind: "failed", code: "answer_headers_too_large" });
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
    expect(await egress().send(post(receiver.url))).toMatchObject({ kind: "failed", code });
  });

  test("a reset in the middle keeps what came", async () => {
    const receiver = await listen((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc", () => socket.resetAndDestroy());
    });
    expect(await egress().send(post(receiver.url))).toMatchObject({ kind: "failed", code: "connection_lost" });
  });

  test("a port nobody listens on says so", async () => {
    const receiver = await listen();
    await receiver.close();
    expect(await egress().send(post(receiver.url))).toMatchObject({
      kind: "failed",
      code: "connection_refused",
      message: FAILURES.connection_refused,
    });
  });

  test("one slow target does not hold up another", async () => {
    const silent = await listen(() => undefined);
    const good = await listen();
    const client = egress({ limits: { answerMs: 100 } });
    const slow = Array.from({ length: 20 }, () => client.send(post(silent.url)));
    expect(await client.send(post(good.url))).toMatchObject({ kind: "answered" });
    for (const result of await Promise.all(slow)) expect(result).toMatchObject({ code: "answer_timeout" });
  });

  test("a send can be cancelled", async () => {
    const stop = new AbortController();
    const receiver = await listen(() => stop.abort());
    expect(await egress().send(post(receiver.url, { signal: stop.signal }))).toMatchObject({ code: "cancelled" });
    await receiver.idle();
    expect(await egress().send(post(receiver.url, { signal: stop.signal }))).toMatchObject({ code: "cancelled" });
    expect(receiver.connections).toBe(1);
  });
});

function drip(socket: Socket, start: string, more: string): void {
  socket.write(start);
  const timer = setInterval(() => socket.write(more), 5);
  socket.on("close", () => clearInterval(timer));
}
