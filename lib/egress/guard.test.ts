import { createServer as createTlsServer } from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import { createEgress, type EgressRequest, type EgressSettings } from "./client.ts";
import { FAILURES } from "./failure.ts";
import { headLines, OK, type RawAnswer, type RawReceiver, rawReceiver } from "./raw-receiver.ts";
import { EXPIRED_CERTIFICATE, EXPIRED_KEY, TEST_CERTIFICATE, TEST_KEY } from "./test-certificates.ts";

const receivers: RawReceiver[] = [];

afterEach(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
});

async function listen(answer?: RawAnswer, host?: string): Promise<RawReceiver> {
  const receiver = await rawReceiver(answer, undefined, host);
  receivers.push(receiver);
  return receiver;
}

async function listenTls(cert: string, key: string): Promise<RawReceiver> {
  const receiver = await rawReceiver(OK, (onSocket) => {
    const server = createTlsServer({ cert, key }, onSocket);
    server.on("tlsClientError", () => undefined);
    return server;
  });
  receivers.push(receiver);
  return receiver;
}

function egress(settings: Partial<EgressSettings> = {}) {
  return createEgress({ allow: [], allowLoopback: false, proxy: null, ownListeners: () => [], ...settings });
}

function get(url: string, more: Partial<EgressRequest> = {}): EgressRequest {
  return { url, method: "GET", headers: [], body: new Uint8Array(), hops: 0, ...more };
}

const answering = (...addresses: string[]) => {
  const asked: string[] = [];
  const lookup = async (hostname: string) => {
    asked.push(hostname);
    return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  };
  return { asked, lookup };
};

const BLOCKED = { kind: "failed", code: "target_not_allowed", message: FAILURES.target_not_allowed };
const redirectTo = (location: string, status = 302) =>
  `HTTP/1.1 ${status} Moved\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`;

describe("refused targets", () => {
  test("every spelling of this machine is refused alike, and no connection is made", async () => {
    const receiver = await listen();
    const { lookup } = answering("127.0.0.1");
    const hosts = [
      "127.0.0.1",
      "127.1",
      "0",
      "0.0.0.0",
      "0177.0.0.1",
      "017700000001",
      "0x7f.1",
      "2130706433",
      "127。0。0。1",
      "127.0.0.1.",
      "%31%32%37.0.0.1",
      "[::1]",
      "[::]",
      "[::ffff:127.0.0.1]",
      "[::ffff:7f00:1]",
      "[::127.0.0.1]",
      "[64:ff9b::7f00:1]",
      "[64:ff9b:1::7f00:1]",
      "[2002:7f00:1::]",
      "localhost",
      "LOCALHOST",
      "localhost.",
      "foo.localhost",
      "rebound.example",
    ];
    for (const host of hosts) {
      const result = await egress({ lookup }).send(get(`http://${host}:${receiver.port}/`));
      expect({ host, ...result }).toEqual({ host, ...BLOCKED, timings: { totalMs: expect.any(Number) } });
    }
    expect(receiver.connections).toBe(0);
  });

  test.each([
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/",
    "http://100.100.100.200/",
    "http://168.63.129.16/",
    "http://192.0.0.192/",
    "http://10.0.0.1/",
    "http://[fe80::1]/",
    "http://[ff02::1]/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://8.8.8.8:22/",
    "http://8.8.8.8:25/",
    "http://8.8.8.8:6379/",
    "http://8.8.8.8:0/",
    "http://a.example:6667/",
  ])("%s", async (url) => {
    expect(await egress(answering("8.8.8.8")).send(get(url))).toMatchObject(BLOCKED);
  });

  test.each([
    "file:///etc/passwd",
    "ftp://example.com/",
    "gopher://127.0.0.1:70/_x",
    "data:text/plain,x",
    "javascript:alert(1)",
    "dict://127.0.0.1:11211/stats",
    "ws://example.com/",
    "http://user:secret@example.com/",
    "http://user@example.com/",
    "http://[fe80::1%25eth0]/",
    "http://exa mple.com/",
    "http://example.com:99999/",
    "http://",
    "//example.com/",
    "example.com",
    "",
    `http://example.com/${"a".repeat(9000)}`,
  ])("%s is no target and is never looked up", async (url) => {
    const { asked, lookup } = answering("8.8.8.8");
    const result = await egress({ lookup }).send(get(url));
    expect(result).toMatchObject({ kind: "failed", code: "invalid_target" });
    expect(JSON.stringify(result)).not.toContain("secret");
    expect(asked).toEqual([]);
  });

  test("what the parser reads is what is looked up, however the address is dressed up", async () => {
    const { asked, lookup } = answering("10.0.0.1");
    const client = egress({ lookup });
    await client.send(get("http://evil.example#@127.0.0.1/"));
    await client.send(get("http://evil.example\\@127.0.0.1/"));
    await client.send(get("http:evil.example"));
    await client.send(get("http:///evil.example/"));
    await client.send(get("http://ev\til.exam\nple/"));
    await client.send(get("http://EVIL.example/"));
    expect(asked).toEqual(Array.from({ length: 6 }, () => "evil.example"));
    expect(await client.send(get("http://127.0.0.1:80\\@evil.example/"))).toMatchObject(BLOCKED);
  });

  test("one bad address in a name's answer refuses the whole name", async () => {
    const receiver = await listen();
    const client = egress({ ...answering("127.0.0.1", "10.0.0.1"), allow: ["127.0.0.1"] });
    expect(await client.send(get(`http://mixed.example:${receiver.port}/`))).toMatchObject(BLOCKED);
    expect(receiver.connections).toBe(0);
  });

  test("a name is looked up once, and only what was judged is connected to", async () => {
    const receiver = await listen();
    const answers = [["127.0.0.1"], ["10.0.0.1"]];
    let asked = 0;
    const lookup = async () => (answers[asked++] ?? []).map((address) => ({ address, family: 4 }));
    const client = egress({ lookup, allow: ["127.0.0.0/8"] });
    const first = await client.send(get(`http://rebinding.example:${receiver.port}/`));
    expect(first).toMatchObject({ kind: "answered", remoteAddress: "127.0.0.1" });
    expect(asked).toBe(1);
    expect(await client.send(get(`http://rebinding.example:${receiver.port}/`))).toMatchObject(BLOCKED);
    expect(receiver.connections).toBe(1);
  });

  test("the address the socket ends up at is judged again", async () => {
    const receiver = await listen();
    // 0.0.0.0 is allowed by name here, and the system connects it to 127.0.0.1, which is not.
    const client = egress({ allow: ["0.0.0.0/8"] });
    expect(await client.send(get(`http://0.0.0.0:${receiver.port}/`))).toMatchObject(BLOCKED);
    expect(receiver.requests).toEqual([]);
  });

  test("how long a refusal takes does not depend on what is there", async () => {
    const open = await listen();
    const closed = await listen();
    await closed.close();
    const client = egress();
    const median = async (url: string) => {
      const times: number[] = [];
      for (let at = 0; at < 21; at += 1) times.push((await client.send(get(url))).timings.totalMs);
      return times.sort((a, b) => a - b)[10] ?? 0;
    };
    const medians = [await median(open.url), await median(closed.url), await median("http://10.255.255.1:81/")];
    expect(Math.max(...medians) - Math.min(...medians)).toBeLessThan(50);
  });
});

describe("allowed targets", () => {
  test("loopback, by address and by name, when we listen on loopback only", async () => {
    const receiver = await listen();
    const client = egress({ allowLoopback: true });
    for (const host of ["127.0.0.1", "127.1", "[::ffff:127.0.0.1]", "localhost"]) {
      const { kind } = await client.send(get(`http://${host}:${receiver.port}/`));
      expect({ host, kind }).toEqual({ host, kind: "answered" });
    }
    expect(await client.send(get("http://10.0.0.1/"))).toMatchObject(BLOCKED);
  });

  test("IPv6 loopback, with the brackets in Host", async () => {
    const receiver = await listen(OK, "::1");
    expect(await egress({ allowLoopback: true }).send(get(receiver.url))).toMatchObject({ kind: "answered" });
    expect(headLines(receiver.requests[0] ?? Buffer.alloc(0))[1]).toBe(`host: [::1]:${receiver.port}`);
  });

  test("the second address is tried when the first does not accept", async () => {
    const receiver = await listen();
    const client = egress({ allowLoopback: true, ...answering("127.0.0.2", "127.0.0.1") });
    expect(await client.send(get(`http://two.example:${receiver.port}/`))).toMatchObject({
      remoteAddress: "127.0.0.1",
    });
  });

  test("a name without address, and a look-up that fails or hangs", async () => {
    const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
    const name = "http://missing.example/";
    expect(await egress(answering()).send(get(name))).toMatchObject({ code: "name_not_found" });
    expect(await egress({ lookup: failing("ENOTFOUND") }).send(get(name))).toMatchObject({ code: "name_not_found" });
    expect(await egress({ lookup: failing("EAI_AGAIN") }).send(get(name))).toMatchObject({ code: "name_not_found" });
    const hanging = egress({ lookup: () => new Promise(() => undefined), limits: { connectMs: 30 } });
    expect(await hanging.send(get(name))).toMatchObject({ code: "connect_timeout" });
  });

  test("settings that cannot be read stop the start", () => {
    expect(() => egress({ allow: ["10.0.0.0/33"] })).toThrow(RangeError);
    expect(() => egress({ proxy: "socks5://127.0.0.1:1080" })).toThrow(RangeError);
  });
});

describe("our own listener", () => {
  test("is refused even where loopback is allowed", async () => {
    const own = await listen();
    const other = await listen();
    const client = egress({ allowLoopback: true, ownListeners: () => [{ address: "127.0.0.1", port: own.port }] });
    for (const host of ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"]) {
      expect(await client.send(get(`http://${host}:${own.port}/`))).toMatchObject(BLOCKED);
    }
    expect(await client.send(get(other.url))).toMatchObject({ kind: "answered" });
    expect(own.connections).toBe(0);
  });

  test("on all interfaces is refused through each of them", async () => {
    const own = await listen();
    const client = egress({ allow: ["0.0.0.0/0", "::/0"], ownListeners: () => [{ address: "::", port: own.port }] });
    for (const host of ["127.0.0.1", "127.0.0.9", "[::1]", "0.0.0.0", "[::]"]) {
      expect(await client.send(get(`http://${host}:${own.port}/`))).toMatchObject(BLOCKED);
    }
    expect(own.connections).toBe(0);
  });

  test("is refused after a redirect too", async () => {
    const own = await listen();
    const lure = await listen(redirectTo(`http://127.0.0.1:${own.port}/api/bins`));
    const client = egress({ allowLoopback: true, ownListeners: () => [{ address: "127.0.0.1", port: own.port }] });
    expect(await client.send(get(lure.url, { followRedirects: true }))).toMatchObject(BLOCKED);
    expect(own.connections).toBe(0);
  });
});

describe("following redirects", () => {
  test("to an address that is not allowed ends as a refusal, without a connection", async () => {
    const secret = await listen(OK, "127.0.0.2");
    const locations = [
      `http://127.0.0.2:${secret.port}/`,
      `http://[::ffff:127.0.0.2]:${secret.port}/`,
      `//2130706434:${secret.port}/`,
    ];
    for (const location of locations) {
      const lure = await listen(redirectTo(location, 307));
      const client = egress({ allow: ["127.0.0.1"] });
      expect(await client.send(get(lure.url, { followRedirects: true }))).toMatchObject(BLOCKED);
      expect(lure.connections).toBe(1);
    }
    expect(secret.connections).toBe(0);
  });

  test.each(["file:///etc/passwd", "gopher://x/", "http://u:p@127.0.0.1/", "http://"])(
    "to %s fails",
    async (location) => {
      const lure = await listen(redirectTo(location));
      const result = await egress({ allowLoopback: true }).send(get(lure.url, { followRedirects: true }));
      expect(result).toMatchObject({ kind: "failed", code: "invalid_target", answer: { status: 302 } });
    },
  );

  test("in a circle stops after five", async () => {
    const circle = await listen(redirectTo("/again"));
    const result = await egress({ allowLoopback: true }).send(get(circle.url, { followRedirects: true }));
    expect(result).toMatchObject({ kind: "failed", code: "too_many_redirects" });
    expect(circle.connections).toBe(6);
  });

  test("to another origin loses credentials and custom headers; to the same keeps them", async () => {
    const last = await listen();
    const middle = await listen(redirectTo(`http://localhost:${last.port}/last`, 307));
    const first = await listen((socket, request) => {
      const away = request.includes("GET /a ") || request.includes("POST /a ");
      socket.end(redirectTo(away ? "/b" : `${middle.url}/c`, 308));
    });
    const result = await egress({ allowLoopback: true }).send(
      get(`${first.url}/a`, {
        method: "POST",
        body: Buffer.from("{}"),
        followRedirects: true,
        headers: [
          ["Authorization", "Bearer t"],
          ["Cookie", "a=1"],
          ["X-Hub-Signature", "s"],
          ["Content-Type", "application/json"],
          ["User-Agent", "GitHub"],
        ],
      }),
    );
    expect(result).toMatchObject({
      kind: "answered",
      status: 200,
      url: `http://localhost:${last.port}/last`,
      redirects: [`${first.url}/b`, `${middle.url}/c`, `http://localhost:${last.port}/last`],
    });
    expect(headLines(first.requests[1] ?? Buffer.alloc(0))).toContain("Authorization: Bearer t");
    for (const receiver of [middle, last]) {
      const [line, host, ...rest] = headLines(receiver.requests[0] ?? Buffer.alloc(0));
      expect(line).toMatch(/^POST /);
      expect(host).toMatch(/^host: /);
      expect(rest).toEqual([
        "connection: close",
        "Content-Type: application/json",
        "User-Agent: GitHub",
        "X-Wirebin-Hop: 1",
        "content-length: 2",
      ]);
    }
  });
});

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
    const plain = await rawReceiver(OK);
    receivers.push(plain);
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
    const { connect } = await import("node:net");
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

  test("a proxy that refuses, or is not there, is named", async () => {
    const proxy = await proxyTo(1, true);
    const refused = await egress({ proxy: proxy.url, ...answering("8.8.8.8") }).send(get("http://x.example/"));
    expect(refused).toMatchObject({ code: "proxy_failed", message: expect.stringContaining("407") });
    await proxy.receiver.close();
    const gone = await egress({ proxy: proxy.url, ...answering("8.8.8.8") }).send(get("http://x.example/"));
    expect(gone).toMatchObject({ code: "proxy_failed", message: FAILURES.proxy_failed });
  });
});
