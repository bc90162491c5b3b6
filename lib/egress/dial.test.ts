import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { EgressRequest, EgressSettings } from "./client.ts";
import { FAILURES } from "./failure.ts";
import { createLookup } from "./lookup.ts";
import { headLines, type RawReceiver } from "./raw-receiver.ts";
import { EXPIRED_CERTIFICATE, EXPIRED_KEY, TEST_CERTIFICATE, TEST_KEY } from "./test-certificates.ts";
import { answering, BLOCKED, closeReceivers, egress, listen, listenTls, request } from "./test-egress.ts";

const get = (url: string, more: Partial<EgressRequest> = {}) => request("GET", url, more);

afterEach(closeReceivers);

describe("TLS", () => {
  const name = (receiver: RawReceiver, host = "localhost") => `https://${host}:${receiver.port}/`;

  test("works when the certificate is trusted and for that host", async () => {
    const receiver = await listenTls(TEST_CERTIFICATE, TEST_KEY);
    const client = egress({ allowLoopback: true, ca: TEST_CERTIFICATE });
    expect(await client.send(get(name(receiver)))).toMatchObject({
      kind: "answered",
      timings: { dnsMs: expect.any(Number), tlsMs: expect.any(Number) },
    });
    expect(await client.send(get(name(receiver, "127.0.0.1")))).toMatchObject({ kind: "answered" });
  });

  test("a target with a bad certificate can be tried again and again, and leaves nothing behind", async () => {
    const receiver = await listenTls(TEST_CERTIFICATE, TEST_KEY);
    const client = egress({ allowLoopback: true });
    const open = () =>
      process.getActiveResourcesInfo().filter((name) => /TCP|TLS|Timeout|GetAddrInfo/.test(name)).length;
    const tryOften = async (count: number) => {
      for (let i = 0; i < count; i += 1) {
        const result = await client.send(request("POST", `https://127.0.0.1:${receiver.port}/`));
        expect(result).toMatchObject({ kind: "failed", code: "tls_failed" });
      }
      await receiver.idle();
    };
    await tryOften(5);
    const before = open();
    await tryOften(300);
    expect(open()).toBeLessThanOrEqual(before);
  });

  test("bad certificates are named, and the request is never sent", async () => {
    const receiver = await listenTls(TEST_CERTIFICATE, TEST_KEY);
    const expired = await listenTls(EXPIRED_CERTIFICATE, EXPIRED_KEY);
    const trusting = { allowLoopback: true, ca: TEST_CERTIFICATE };
    const result = async (settings: Partial<EgressSettings>, url: string) => egress(settings).send(get(url));
    expect(await result({ allowLoopback: true }, name(receiver))).toMatchObject({
      code: "tls_failed",
      message: "No secure connection: the target's certificate is self-signed.",
    });
    expect(await result({ ...trusting, ...answering("127.0.0.1") }, name(receiver, "other.example"))).toMatchObject({
      code: "tls_failed",
      message: "No secure connection: the target's certificate is for another host name.",
    });
    expect(await result({ allowLoopback: true, ca: EXPIRED_CERTIFICATE }, name(expired))).toMatchObject({
      code: "tls_failed",
      message: "No secure connection: the target's certificate has expired.",
    });
    expect([...receiver.requests, ...expired.requests]).toEqual([]);
  });

  test("a handshake that never ends runs out of the time for connecting", async () => {
    const plain = await listen();
    expect(
      await egress({ allowLoopback: true, limits: { connectMs: 50 } }).send(get(name(plain, "127.0.0.1"))),
    ).toMatchObject({
      code: "connect_timeout",
    });
    await plain.idle();
  });
});

describe("through a proxy", () => {
  /** Opens tunnels to whatever is asked for, and remembers what that was. */
  const proxyTo = async (port: number, refuse = false) => {
    const asked: string[][] = [];
    const receiver = await listen((socket, request) => {
      asked.push(headLines(request));
      if (refuse) return socket.end("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n");
      const out = connect(port, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        socket.pipe(out).pipe(socket);
      });
      out.on("error", () => socket.destroy());
    });
    return { asked, url: `http://us%65r:pa%20ss@127.0.0.1:${receiver.port}`, receiver };
  };

  test("a judged name goes through a tunnel, headers untouched", async () => {
    const target = await listen();
    const proxy = await proxyTo(target.port);
    const client = egress({ proxy: proxy.url, ...answering("8.8.8.8") });
    const result = await client.send(
      get("http://public.example:8080/x", {
        headers: [
          ["X-A", "1"],
          ["x-a", "2"],
        ],
      }),
    );
    expect(result).toMatchObject({ kind: "answered", status: 200, remoteAddress: null });
    expect(proxy.asked[0]).toContain("CONNECT public.example:8080 HTTP/1.1");
    expect(proxy.asked[0]).toContain(`proxy-authorization: Basic ${Buffer.from("user:pa ss").toString("base64")}`);
    expect(headLines(target.requests[0] ?? Buffer.alloc(0))).toEqual([
      "GET /x HTTP/1.1",
      "host: public.example:8080",
      "connection: close",
      "X-A: 1",
      "x-a: 2",
      "X-Wirebin-Hop: 1",
    ]);
  });

  test("TLS is ours, end to end", async () => {
    const target = await listenTls(TEST_CERTIFICATE, TEST_KEY);
    const proxy = await proxyTo(target.port);
    const client = egress({ proxy: proxy.url, ca: TEST_CERTIFICATE, allowLoopback: true });
    expect(await client.send(get(`https://localhost:${target.port}/`))).toMatchObject({ kind: "answered" });
  });

  test("refused targets never reach the proxy", async () => {
    const proxy = await proxyTo(1);
    expect(await egress({ proxy: proxy.url }).send(get("http://169.254.169.254/"))).toMatchObject(BLOCKED);
    expect(await egress({ proxy: proxy.url, ...answering("10.0.0.1") }).send(get("http://x.example/"))).toMatchObject(
      BLOCKED,
    );
    expect(proxy.receiver.connections).toBe(0);
  });

  test("a name only the proxy can look up is left to the proxy", async () => {
    const target = await listen();
    const proxy = await proxyTo(target.port);
    const client = egress({ proxy: proxy.url, lookup: () => Promise.reject(new Error("no DNS here")) });
    expect(await client.send(get("http://elsewhere.example/"))).toMatchObject({ kind: "answered" });
  });

  test("a name that could not be looked up for want of room does not go to the proxy unjudged", async () => {
    const proxy = await proxyTo(1);
    const lookup = createLookup(() => new Promise(() => undefined), 1);
    for (let i = 0; i <= 1000; i += 1) void lookup(`name-${i}.example`, new AbortController().signal);
    const result = await egress({ proxy: proxy.url, lookup }).send(get("http://inside.example/"));
    expect(result).toMatchObject({ kind: "failed", code: "connect_timeout" });
    expect(proxy.receiver.connections).toBe(0);
  });

  test("a proxy that refuses, or is not there, is named", async () => {
    const proxy = await proxyTo(1, true);
    const refused = await egress({ proxy: proxy.url, ...answering("8.8.8.8") }).send(get("http://x.example/"));
    expect(refused).toMatchObject({ code: "proxy_failed", message: expect.stringContaining("407") });
    await proxy.receiver.close();
    const gone = await egress({ proxy: proxy.url, ...answering("8.8.8.8") }).send(get("http://x.example/"));
    expect(gone).toMatchObject({ code: "proxy_failed", message: FAILURES.proxy_failed });
  });
});
