import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SOCKET_PATH } from "#lib/live/events.ts";
import { type Api, apiOf, createBin } from "../harness/api.ts";
import { type Line, openLine } from "../harness/line.ts";
import { startServer, type TestServer } from "../harness/server.ts";

/** Behind a TCP proxy that says first whose connection it passes on (setting PROXY_PROTOCOL). */

const PROXY = "127.0.0.2";
const LINE = "PROXY TCP4 192.0.2.7 192.0.2.1 56324 443\r\n";
const BINARY = Buffer.from("0d0a0d0a000d0a515549540a21110010c0000207c0000201dc0401bb04000100", "hex");
const OF_ITSELF = Buffer.from("0d0a0d0a000d0a515549540a20000000", "hex");

let server: TestServer;
let api: Api;
let address: string;
beforeAll(async () => {
  server = await startServer({
    PROXY_PROTOCOL: PROXY,
    TRUSTED_PROXIES: "198.51.100.0/24",
    MAX_CONNECTIONS_PER_IP: "2",
  });
});
afterAll(() => server.dispose());

async function newBin(): Promise<void> {
  const bin = await createBin(server.url);
  api = apiOf(server.url, bin);
  address = `/${bin.id}`;
}

const throughProxy = (): Line => openLine(server.port, { from: PROXY });

const post = (path: string, body: string, more = "") =>
  `POST ${address}${path} HTTP/1.1\r\nHost: a\r\n${more}Content-Length: ${body.length}\r\n\r\n${body}`;

describe.each([
  ["a line", Buffer.from(LINE), "192.0.2.7"],
  ["the binary form", BINARY, "192.0.2.7"],
  ["the proxy itself", OF_ITSELF, PROXY],
  ["a sender nobody knows", Buffer.from("PROXY UNKNOWN\r\n"), PROXY],
])("with %s", (_name, preamble, sender) => {
  test("the sender is known, and nothing of the preamble is in the capture", async () => {
    await newBin();
    const line = throughProxy();
    line.write(Buffer.concat([preamble, Buffer.from(post("/together", "one"))]));
    await line.until(/200 OK/);
    line.socket.destroy();
    const capture = await api.capture("latest");
    expect(capture).toMatchObject({ kind: "message", method: "POST", path: `${address}/together`, remoteIp: sender });
    expect(capture.headers).toEqual([
      ["Host", "a"],
      ["Content-Length", "3"],
    ]);
    expect((await api.bytes(`/captures/${capture.seq}/body`)).toString()).toBe("one");
  });

  test("byte by byte too, and the connection goes on", async () => {
    await newBin();
    const line = throughProxy();
    for (const byte of preamble) {
      line.write(Buffer.from([byte]));
      await new Promise(setImmediate);
    }
    line.write(post("/first", "a"));
    await line.until(/200 OK/);
    line.write(post("/second", "b"));
    await line.until(/200 OK[\s\S]*200 OK/);
    line.socket.destroy();
    const { captures } = await api.captures();
    expect(captures.map(({ path, remoteIp }) => [path, remoteIp])).toEqual([
      [`${address}/second`, sender],
      [`${address}/first`, sender],
    ]);
  });
});

test("a large body, and messages behind each other, come whole", async () => {
  await newBin();
  const large = "0123456789abcdef".repeat(65_536);
  const line = throughProxy();
  line.write(LINE + post("/1", large) + post("/2", "two") + post("/3", large));
  await line.until(/(200 OK[\s\S]*){3}/);
  line.socket.destroy();
  const { captures } = await api.captures();
  expect(captures.map(({ path }) => path)).toEqual(["/3", "/2", "/1"].map((end) => address + end));
  expect((await api.bytes("/captures/1/body")).toString()).toBe(large);
  expect((await api.bytes("/captures/3/body")).toString()).toBe(large);
});

describe("a message that cannot be read is kept from its first byte on", () => {
  const bad = () => `POST ${address}/bad HTTP/1.1\r\nHost: a\r\nX-Long: ${"x".repeat(40)}\r\nno colon here\r\n\r\n`;
  const pause = () => new Promise((resolve) => setTimeout(resolve, 30));
  const expectBad = async (line: Line) => {
    await line.until(/400 Bad Request/);
    const capture = await api.capture("latest");
    expect(capture).toMatchObject({ kind: "malformed", remoteIp: "192.0.2.7", path: `${address}/bad` });
    expect((await api.bytes(`/captures/${capture.seq}/raw`)).toString("latin1")).toBe(bad());
  };

  test.each([
    ["together with the preamble", []],
    ["cut behind the preamble", [0]],
    ["cut in the request line", [9]],
    ["cut in the headers, twice", [60, 75]],
  ])("%s", async (_name, cuts) => {
    await newBin();
    const bytes = LINE + bad();
    const line = throughProxy();
    let from = 0;
    for (const cut of cuts) {
      line.write(bytes.slice(from, LINE.length + cut));
      from = LINE.length + cut;
      // So that each piece is a packet of its own.
      await pause();
    }
    line.write(bytes.slice(from));
    await expectBad(line);
  });

  test("behind a whole message that came with the preamble", async () => {
    await newBin();
    const line = throughProxy();
    line.write(LINE + post("/good", "fine"));
    await line.until(/200 OK/);
    line.write(bad().slice(0, 70));
    await pause();
    line.write(bad().slice(70));
    await expectBad(line);
  });

  test("behind a body of which a part came with the preamble", async () => {
    await newBin();
    const good = LINE + post("/good", "fine");
    const line = throughProxy();
    line.write(good.slice(0, -2));
    await pause();
    line.write(good.slice(-2));
    await line.until(/200 OK/);
    line.write(bad());
    await expectBad(line);
  });
});

test("what a trusted HTTP proxy in front of it says counts further", async () => {
  await newBin();
  const line = throughProxy();
  line.write(LINE.replace("192.0.2.7", "198.51.100.3") + post("", "x", "X-Forwarded-For: 203.0.113.9\r\n"));
  await line.until(/200 OK/);
  line.socket.destroy();
  expect(await api.capture("latest")).toMatchObject({ remoteIp: "203.0.113.9" });
});

test("live events go through it too", async () => {
  const line = throughProxy();
  const key =
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
  line.write(`${LINE}GET ${SOCKET_PATH}/?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\n${key}\r\n\r\n`);
  expect(await line.until(/"sid":/)).toMatch(/^HTTP\/1\.1 101 /);
  line.socket.destroy();
});

test("connections are counted for each sender, however its address is written", async () => {
  await newBin();
  const unfinished = `POST ${address} HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n`;
  const open = (preamble: string) => {
    const line = throughProxy();
    line.write(preamble + unfinished);
    return line;
  };
  const mapped = (sender: string) => `PROXY TCP6 ::ffff:${sender} ::1 56324 443\r\n`;
  const lines = [LINE, mapped("192.0.2.7"), mapped("192.0.2.8"), mapped("192.0.2.8"), mapped("192.0.2.9")].map(open);
  for (const line of lines) await line.until(/ 100 Continue/);
  expect(await open(LINE).closed).toMatch(/ 503 /);
  expect(await open(mapped("192.0.2.8")).closed).toMatch(/ 503 /);
  for (const line of lines) line.write("x");
  for (const line of lines) await line.until(/ 200 OK/);
  for (const line of lines) line.socket.destroy();
  expect((await api.captures()).captures.map(({ remoteIp }) => remoteIp).sort()).toEqual([
    "192.0.2.7",
    "192.0.2.7",
    "192.0.2.8",
    "192.0.2.8",
    "192.0.2.9",
  ]);
});

test.each(["", "PROXY T"])("a proxy that says nothing more after %j is not waited for", async (said) => {
  const line = throughProxy();
  line.write(said);
  line.socket.end();
  const began = performance.now();
  await line.closed;
  expect(performance.now() - began).toBeLessThan(2000);
});

test("a stop waits for nobody who has said nothing, or only who they are", async () => {
  const stopping = await startServer({ PROXY_PROTOCOL: PROXY });
  const lines = ["", "PROXY T", LINE].map((said) => {
    const line = openLine(stopping.port, { from: PROXY });
    if (said) line.write(said);
    return line;
  });
  // Its answer says that what the others said before it has been read.
  const last = openLine(stopping.port, { from: PROXY });
  last.write(`${LINE}GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n`);
  await last.until(/ 200 OK/);
  const began = performance.now();
  expect(await stopping.stop()).toBe(0);
  expect(performance.now() - began).toBeLessThan(3000);
  for (const line of lines) await line.closed;
  await stopping.dispose();
});

test.each([
  ["a message without a preamble", "GET / HTTP/1.1\r\nHost: a\r\n\r\n"],
  ["noise", "\x16\x03\x01\x02\x00\x01"],
  ["an address that is none", "PROXY TCP4 localhost 192.0.2.1 1 2\r\n"],
])("from the proxy %s is refused, with the setting's name", async (_name, bytes) => {
  const line = throughProxy();
  line.write(bytes);
  expect(await line.closed).toMatch(/^HTTP\/1\.1 400 [\s\S]*PROXY_PROTOCOL/);
});

test("a proxy that goes before it has said whose connection it is harms nobody", async () => {
  await newBin();
  for (const bytes of ["", "PROXY TC", "\r\n\r\n"]) {
    const line = throughProxy();
    line.write(bytes);
    await new Promise(setImmediate);
    line.socket.resetAndDestroy();
    await line.closed;
  }
  const line = throughProxy();
  line.write(LINE + post("/after", ""));
  await line.until(/200 OK/);
  line.socket.destroy();
});

test("others may not say who they are", async () => {
  await newBin();
  const line = openLine(server.port);
  line.write(LINE + post("", "x"));
  expect(await line.closed).toMatch(/^HTTP\/1\.1 400 /);
  expect((await api.captures()).captures).toEqual([]);
});
