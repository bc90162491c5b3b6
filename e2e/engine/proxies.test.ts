import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, apiOf, createBin } from "../harness/api.ts";
import { freePort } from "../harness/free-port.ts";
import { openLine } from "../harness/line.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { startServer, type TestServer } from "../harness/server.ts";

/** Who the sender is when a proxy stands between, and what the headers that say so are worth. */

const forged: [string, string][] = [
  ["X-Forwarded-For", "6.6.6.6, 198.51.100.7"],
  ["X-Forwarded-For", "10.1.2.3"],
  ["Forwarded", 'for="[2001:db8::9]"'],
  ["X-Real-IP", "5.5.5.5"],
  ["CF-Connecting-IP", "4.4.4.4"],
];

describe.each([
  ["nobody is trusted", "", "127.0.0.1"],
  ["the sender's own address is not that of a trusted proxy", "10.0.0.0/8", "127.0.0.1"],
  ["the nearest proxy is trusted", "127.0.0.1", "10.1.2.3"],
  ["both proxies are trusted", "127.0.0.0/8, 10.0.0.0/8", "198.51.100.7"],
])("when %s", (_name, trusted, sender) => {
  let server: TestServer;
  let api: Api;
  let address: string;
  beforeAll(async () => {
    server = await startServer({ TRUSTED_PROXIES: trusted });
    const bin = await createBin(server.url);
    api = apiOf(server.url, bin);
    address = `/${bin.id}`;
  });
  afterAll(() => server.dispose());

  test("the sender is known, and every header is kept as it came", async () => {
    await sendRaw(server.port, message({ target: address, headers: forged }));
    const capture = await api.capture("latest");
    expect(capture.remoteIp).toBe(sender);
    expect(capture.headers.slice(1, -1)).toEqual(forged);
  });

  test("of a message that cannot be read too", async () => {
    const headers = forged.map((pair) => `${pair.join(": ")}\r\n`).join("");
    await sendRaw(server.port, `FOO ${address} HTTP/1.1\r\n${headers}\r\n`);
    expect(await api.capture("latest")).toMatchObject({ kind: "malformed", remoteIp: sender });
  });
});

test("a path that leads to a bin only when it is tidied is for none", async () => {
  const server = await startServer();
  const bin = await createBin(server.url);
  const headers: [string, string][] = [["X-Forwarded-For", "6.6.6.6"]];
  for (const target of [`/docs/../${bin.id}`, `/docs/%2e%2e/${bin.id}`, `/./${bin.id}`, `//${bin.id}`]) {
    expect(await sendRaw(server.port, message({ target, headers }))).not.toMatch(/^HTTP\/1\.1 200 /);
  }
  expect((await apiOf(server.url, bin).captures()).captures).toEqual([]);
  await server.dispose();
});

test("captures at the dashboard's own address leave the dashboard where it is", async () => {
  const PORT = String(await freePort());
  const url = `http://localhost:${PORT}`;
  const server = await startServer({ PORT, PUBLIC_URL: url, CAPTURE_URL: url });
  const bin = await createBin(server.url);
  const page = await fetch(url);
  expect([page.status, page.headers.get("content-type")]).toEqual([200, expect.stringMatching(/^text\/html/)]);
  expect(await sendRaw(server.port, message({ target: `/${bin.id}` }))).toMatch(/^HTTP\/1\.1 200 /);
  expect(await apiOf(server.url, bin).capture(1)).toMatchObject({ seq: 1 });
  await server.dispose();
});

test("an address that is none stops the start, and says which setting", async () => {
  await expect(startServer({ TRUSTED_PROXIES: "10.0.0.0/40" })).rejects.toThrow(/TRUSTED_PROXIES: .*CIDR/);
});

describe("with a host for each bin", () => {
  let server: TestServer;
  let bin: { id: string; key: string };
  let api: Api;
  beforeAll(async () => {
    server = await startServer({ CAPTURE_URL: "http://*.hooks.test" });
    bin = await createBin(server.url);
    api = apiOf(server.url, bin);
  });
  afterAll(() => server.dispose());
  const host = () => `${bin.id}.hooks.test`;

  test("the Host names the bin, and every path is the bin's", async () => {
    expect(
      await sendRaw(server.port, `GET /api/bins HTTP/1.1\r\nHost: ${host()}\r\nConnection: close\r\n\r\n`),
    ).toMatch(/ 200 OK/);
    expect((await api.capture("latest")).path).toBe("/api/bins");
  });

  test("an upgrade to the path of live events is the bin's too", async () => {
    const answer = await sendRaw(
      server.port,
      `GET /socket.io/?EIO=4 HTTP/1.1\r\nHost: ${host()}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    expect(answer).toMatch(/ 200 OK/);
    expect(await api.capture("latest")).toMatchObject({ path: "/socket.io/" });
  });

  test("an absolute target's host counts before the Host header", async () => {
    const answer = await sendRaw(
      server.port,
      `GET http://${host()}/x HTTP/1.1\r\nHost: other.hooks.test\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/ 200 OK/);
    expect((await api.capture("latest")).target).toBe(`http://${host()}/x`);
  });

  test("two Hosts are refused: they could mean two bins", async () => {
    const before = (await api.captures()).total;
    const line = openLine(server.port);
    line.write(`GET / HTTP/1.1\r\nHost: ${host()}\r\nHost: other.hooks.test\r\n\r\n`);
    expect(await line.closed).toMatch(/^HTTP\/1\.1 400 /);
    expect((await api.captures()).total).toBe(before);
  });

  test("CONNECT to a bin's host opens no tunnel, and is kept", async () => {
    const answer = await sendRaw(server.port, `CONNECT ${host()}:443 HTTP/1.1\r\nHost: ${host()}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 501 /);
    expect(await api.capture("latest")).toMatchObject({ kind: "rejected", method: "CONNECT", target: `${host()}:443` });
  });

  test("OPTIONS * asks the bin", async () => {
    const answer = await sendRaw(server.port, `OPTIONS * HTTP/1.1\r\nHost: ${host()}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/ 200 OK/);
    expect(await api.capture("latest")).toMatchObject({ method: "OPTIONS", target: "*", exact: true });
  });

  test("a message that cannot be read finds its bin by its Host", async () => {
    await sendRaw(server.port, `FOO /x HTTP/1.1\r\nHost: ${host()}\r\n\r\n`);
    expect(await api.capture("latest")).toMatchObject({ kind: "malformed", target: "/x" });
  });
});
