import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Api, apiOf, createBin } from "../harness/api.ts";
import { openLine } from "../harness/line.ts";
import { sendRaw } from "../harness/raw.ts";
import { setRules } from "../harness/rules.ts";
import { startServer, type TestServer } from "../harness/server.ts";

/** What one connection carries: one message after the other, many at once, and messages that ask to be something else. */

let server: TestServer;
let address: string;
let api: Api;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.dispose());
beforeEach(async () => {
  const bin = await createBin(server.url);
  address = `/${bin.id}`;
  api = apiOf(server.url, bin);
});

const paths = async () => (await api.captures("order=oldest")).captures.map(({ path }) => path.slice(address.length));

describe("one connection", () => {
  test("is kept alive, message after message", async () => {
    const line = openLine(server.port);
    for (let i = 1; i <= 3; i += 1) {
      line.write(`POST ${address}/${i} HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nb${i}`);
      await line.until(new RegExp(`(HTTP/1.1 200 OK[\\s\\S]*?\\r\\n\\r\\n){${i}}`));
    }
    line.socket.end();
    await line.closed;
    expect(await paths()).toEqual(["/1", "/2", "/3"]);
  });

  test("HTTP/1.0 is closed, unless it asks to be kept", async () => {
    expect(await sendRaw(server.port, `GET ${address} HTTP/1.0\r\n\r\n`)).toMatch(/\r\nConnection: close\r\n/);
    const line = openLine(server.port);
    line.write(`GET ${address} HTTP/1.0\r\nConnection: keep-alive\r\n\r\n`);
    expect(await line.until(/\r\n\r\n$/)).toMatch(/\r\nConnection: keep-alive\r\n/);
    line.write(`GET ${address} HTTP/1.0\r\n\r\n`);
    expect((await line.closed).match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  });

  test("a hundred pipelined messages in one packet are a hundred captures, in order, each with its own bytes", async () => {
    // What could be taken for the next message is in the body of this one.
    const bodies = Array.from({ length: 100 }, (_, i) => `${i}\r\n\r\nGET ${address}/${i} HTTP/1.1\r\n`.repeat(i % 7));
    const messages = bodies.map((body, i) => {
      const last = i === 99 ? "Connection: close\r\n" : "";
      return `POST ${address}/${i} HTTP/1.1\r\nHost: a\r\n${last}Content-Length: ${body.length}\r\n\r\n${body}`;
    });
    const answer = await sendRaw(server.port, messages.join(""));
    expect(answer.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(100);
    const { captures } = await api.captures("order=oldest&limit=200");
    expect(captures.map(({ path }) => path)).toEqual(bodies.map((_, i) => `${address}/${i}`));
    const ids = [...answer.matchAll(/X-Request-Id: (\S+)/g)].map(([, id]) => id);
    expect(ids).toEqual(captures.map(({ id }) => id));
    const kept = await Promise.all(captures.map(({ seq }) => api.bytes(`/captures/${seq}/body`)));
    expect(kept.map((bytes) => bytes.toString("latin1"))).toEqual(bodies);
  });

  test("behind a reply that is held, messages are not taken without end", async () => {
    await setRules(api, [{ action: { kind: "fault", fault: { kind: "hold", forMs: 2000 } } }]);
    const line = openLine(server.port);
    line.write(`POST ${address} HTTP/1.1\r\nContent-Length: 0\r\n\r\n`.repeat(40_000));
    expect(await line.closed).toBe("");
    // What had come in one go, and what the system had read meanwhile.
    expect((await api.captures("limit=1")).lastSeq).toBeLessThan(3000);
  });

  test("behind a message that was not taken whole, a flood is not read to its end", { timeout: 20_000 }, async () => {
    // It does not end when the server does.
    const line = openLine(server.port, { allowHalfOpen: true });
    line.write("POST /no-such-bin HTTP/1.1\r\nContent-Length: 5\r\n\r\n");
    await line.until(/ 404 /);
    const flood = Buffer.from(`hello${"GET /a HTTP/1.1\r\n\r\n".repeat(3000)}`);
    const pour = () => {
      while (!line.socket.destroyed && line.socket.write(flood.subarray(5)));
    };
    line.socket.on("drain", pour);
    line.write(flood);
    pour();
    const began = performance.now();
    expect(await line.closed).toMatch(/ 404 Not Found[\s\S]*address\.\n$/);
    // A sender that does not listen has as long as one that is silent.
    expect(performance.now() - began).toBeLessThan(8000);
    expect(line.socket.bytesWritten).toBeLessThan(32 * 1024 * 1024);
  });

  test("messages that come a byte at a time are whole in the end", async () => {
    const line = openLine(server.port);
    const message = `POST ${address}/slow HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nT: 1\r\n\r\n`;
    for (const byte of message)
      await new Promise<void>((resolve) => line.socket.write(byte, () => setImmediate(resolve)));
    await line.until(/ 200 OK/);
    line.socket.destroy();
    expect(await api.capture("latest")).toMatchObject({
      path: `${address}/slow`,
      bodyBytes: 3,
      trailers: [["T", "1"]],
    });
  });

  test("an unknown bin does not cost a connection that has nothing more to say", async () => {
    const line = openLine(server.port);
    line.write(
      `GET /no-such-bin HTTP/1.1\r\nHost: a\r\n\r\nPOST /No-Bin HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi`,
    );
    await line.until(/( 404 [\s\S]*){2}address\.\n$/);
    line.write(`GET ${address} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    expect((await line.closed).match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 404", "HTTP/1.1 404", "HTTP/1.1 200"]);
  });

  test("a sender that goes away in the middle of a body leaves nothing, and the server well", async () => {
    for (let i = 0; i < 20; i += 1) {
      const line = openLine(server.port);
      line.write(`POST ${address} HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nhalf`);
      await new Promise((resolve) => setImmediate(resolve));
      line.socket.resetAndDestroy();
    }
    expect(await sendRaw(server.port, `GET ${address}/after HTTP/1.1\r\nConnection: close\r\n\r\n`)).toMatch(/ 200 OK/);
    expect(await paths()).toEqual(["/after"]);
  });
});

describe("a message that asks to be something else", () => {
  test("a WebSocket handshake is answered like any message, and kept", async () => {
    const handshake = [
      ["Host", "a"],
      ["Connection", "keep-alive, Upgrade"],
      ["Upgrade", "websocket"],
      ["Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="],
      ["Sec-WebSocket-Version", "13"],
    ];
    const line = openLine(server.port);
    line.write(`GET ${address}/ws HTTP/1.1\r\n${handshake.map((pair) => `${pair.join(": ")}\r\n`).join("")}\r\n`);
    expect(await line.until(/\r\n\r\n$/)).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\nConnection: close\r\n/);
    line.socket.destroy();
    expect(await api.capture("latest")).toMatchObject({
      kind: "message",
      exact: true,
      headers: handshake,
      replyStatus: 200,
    });
  });

  test.each(["in one packet", "in two"])("an offer of h2c is passed over, its body read: %s", async (how) => {
    const head = `POST ${address}/h2c HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\nContent-Length: 9\r\n\r\n`;
    const line = openLine(server.port);
    if (how === "in two") {
      line.write(`${head}he`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      line.write("llo h2c");
    } else line.write(`${head}hello h2c`);
    await line.until(/ 200 OK/);
    line.socket.destroy();
    const capture = await api.capture("latest");
    expect(capture.body.data).toBe("hello h2c");
    expect(capture.headers).toContainEqual(["Upgrade", "h2c"]);
  });

  test("an offer of h2c to the API does not keep the API from answering", async () => {
    const line = openLine(server.port);
    line.write(
      `GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA\r\n\r\n`,
    );
    expect(await line.until(/\r\n\r\n/)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    line.socket.destroy();
  });

  test("an upgrade behind pipelined messages is answered after them", async () => {
    const line = openLine(server.port);
    line.write(
      `POST ${address}/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhiGET ${address}/2 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    await line.until(/( 200 OK[\s\S]*){2}/);
    line.socket.destroy();
    expect(await paths()).toEqual(["/1", "/2"]);
  });

  test.each([
    ["a message", (target: string) => `POST ${target} HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi`],
    [
      "another upgrade",
      (target: string) => `GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n`,
    ],
    ["a tunnel", (target: string) => `CONNECT ${target} HTTP/1.1\r\nHost: a\r\n\r\n`],
    ["what cannot be read", (target: string) => `POST ${target} HTTP/1.1\r\nbroken\r\n\r\n`],
  ])("%s behind an upgrade is neither kept nor answered: the answer before it was the last", async (_what, behind) => {
    const upgrade = `POST ${address}/u HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\nContent-Length: 2\r\n\r\nhi`;
    for (const isLate of [false, true]) {
      const line = openLine(server.port);
      line.write(upgrade + (isLate ? "" : behind(`${address}/behind`)));
      if (isLate) line.write(behind(`${address}/behind`));
      const answer = await line.closed;
      expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200"]);
      expect(answer).toMatch(/\r\nConnection: close\r\n/);
    }
    expect(await sendRaw(server.port, `GET ${address}/after HTTP/1.1\r\nConnection: close\r\n\r\n`)).toMatch(/ 200 OK/);
    expect(await paths()).toEqual(["/u", "/u", "/after"]);
  });

  test("a handshake that cannot be read is malformed like any other", async () => {
    const line = openLine(server.port);
    line.write(
      `POST ${address}/u HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
    );
    expect(await line.closed).toMatch(/^HTTP\/1\.1 400 /);
    expect(await api.capture("latest")).toMatchObject({ kind: "malformed", path: `${address}/u` });
  });

  test("an upgrade with an absolute target goes nowhere else", async () => {
    const line = openLine(server.port);
    line.write(
      `GET http://169.254.169.254${address} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    );
    await line.until(/ 200 OK/);
    line.socket.destroy();
    expect((await api.capture("latest")).target).toBe(`http://169.254.169.254${address}`);
  });

  test("CONNECT opens no tunnel; where its target names a bin it is kept", async () => {
    expect(await sendRaw(server.port, "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n")).toMatch(
      /^HTTP\/1\.1 501 Not Implemented\r\n(?!.*X-Request-Id)/s,
    );
    const answer = await sendRaw(
      server.port,
      `CONNECT ${address} HTTP/1.1\r\nHost: a\r\n\r\nGET ${address} HTTP/1.1\r\n\r\n`,
    );
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 501"]);
    const { captures } = await api.captures();
    expect(captures).toMatchObject([{ kind: "rejected", method: "CONNECT", replyStatus: 501 }]);
  });

  test("OPTIONS * is for the server, not for a bin", async () => {
    const answer = await sendRaw(server.port, "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 [234]\d\d /);
  });
});
