import { createHmac } from "node:crypto";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import type { EgressRequest } from "./client.ts";
import { bodyOf, headLines, OK } from "./raw-receiver.ts";
import { closeReceivers, egress, listen, request } from "./test-egress.ts";

const local = () => egress({ allowLoopback: true });
const post = (url: string, more: Partial<EgressRequest> = {}) => request("POST", url, more);
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

afterEach(closeReceivers);

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
    const result = await local().send(post(`${receiver.url}/p?q=1`, { headers, body: Buffer.from("{}") }));
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
    await local().send(post(receiver.url, { headers, body: Buffer.from("abc"), hops: 1 }));
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
    await local().send(post(receiver.url, { body }));
    expect(bodyOf(receiver.requests[0] ?? Buffer.alloc(0)).equals(Buffer.from(body))).toBe(true);
  });

  test.each(["GET", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "M-SEARCH", "purge", "X!custom"])(
    "%s goes out as written, with its body",
    async (method) => {
      const receiver = await listen("HTTP/1.1 204 No Content\r\n\r\n");
      const result = await local().send(post(receiver.url, { method, body: Buffer.from("hello") }));
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
    const client = local();
    const payloads = examples.flatMap(({ name, examples: bodies }) => bodies.map((body) => ({ name, body })));
    for (const { name, body: payload } of payloads) {
      const body = Buffer.from(JSON.stringify(payload));
      const signature = createHmac("sha256", "secret").update(body).digest("hex");
      const headers: [string, string][] = [
        ["X-GitHub-Event", name],
        ["X-Hub-Signature-256", `sha256=${signature}`],
      ];
      await client.send(post(receiver.url, { headers, body }));
      const received = receiver.requests.pop() ?? Buffer.alloc(0);
      const again = createHmac("sha256", "secret").update(bodyOf(received)).digest("hex");
      expect(headLines(received)).toContain(`X-Hub-Signature-256: sha256=${again}`);
    }
    expect(payloads.length).toBeGreaterThan(150);
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
      const result = await local().send(post(receiver.url, more));
      expect(result).toMatchObject({ kind: "failed", code: "invalid_request" });
      expect(receiver.connections).toBe(0);
    },
  );

  test("a request that was sent on three times stops", async () => {
    const receiver = await listen();
    expect(await local().send(post(receiver.url, { hops: 3 }))).toMatchObject({ code: "loop_detected" });
    expect(await local().send(post(receiver.url, { hops: 2 }))).toMatchObject({ kind: "answered" });
    expect(receiver.connections).toBe(1);
  });
});

describe("what comes back", () => {
  test("status, reason, headers as sent, body, times and the address that answered", async () => {
    const receiver = await listen(
      "HTTP/1.1 418 I'm a teapot\r\nX-A: 1\r\nx-a: 2\r\nSet-Cookie: a\r\nset-COOKIE: b\r\n__proto__: x\r\nContent-Length: 3\r\n\r\n\0a!",
    );
    const result = await local().send(post(receiver.url));
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
    expect(await local().send(post(receiver.url))).toMatchObject({
      headers: [
        ["X-L", "caf\u00e9"],
        ["Content-Length", "0"],
      ],
    });
  });

  test("interim answers are passed over", async () => {
    const receiver = await listen(`HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${OK}`);
    expect(await local().send(post(receiver.url))).toMatchObject({ status: 200, headers: [["Content-Length", "2"]] });
  });

  test("an answer without length ends with the connection", async () => {
    const receiver = await listen("HTTP/1.0 200 OK\r\n\r\nall of it");
    const result = await local().send(post(receiver.url));
    expect(result.kind === "answered" && text(result.body)).toBe("all of it");
  });

  test("chunked answers are joined", async () => {
    const receiver = await listen(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-T: 1\r\n\r\n",
    );
    const result = await local().send(post(receiver.url));
    expect(result.kind === "answered" && text(result.body)).toBe("abcde");
  });

  test("a gzip bomb stays compressed", async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const receiver = await listen((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`);
      socket.end(bomb);
    });
    const result = await local().send(post(receiver.url));
    expect(result.kind === "answered" && Buffer.from(result.body).equals(bomb)).toBe(true);
  });

  test("a redirect is an answer: nothing follows it", async () => {
    const receiver = await listen("HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n");
    expect(await local().send(post(receiver.url))).toMatchObject({ kind: "answered", status: 302 });
    expect(receiver.connections).toBe(1);
  });
});
