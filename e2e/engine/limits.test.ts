import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, apiOf, createBin } from "../harness/api.ts";
import { openLine } from "../harness/line.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { startServer, type TestServer } from "../harness/server.ts";

/** Bodies over the limit, and senders that wait to be told to go on. */

const LIMIT = 10_000;
let server: TestServer;
let bin: { id: string; key: string };
let api: Api;

beforeAll(async () => {
  server = await startServer({ MAX_BODY_BYTES: String(LIMIT) });
  bin = await createBin(server.url);
  api = apiOf(server.url, bin);
});
afterAll(() => server.dispose());

const body = (length: number) => Buffer.alloc(length, "b");
const head = (...headers: string[]) =>
  `POST /${bin.id} HTTP/1.1\r\nHost: a\r\n${headers.map((h) => `${h}\r\n`).join("")}\r\n`;

describe("the limit of a body", () => {
  test.each([LIMIT - 1, LIMIT])("%i bytes are taken", async (length) => {
    expect(await sendRaw(server.port, message({ target: `/${bin.id}`, body: body(length) }))).toMatch(
      /^HTTP\/1\.1 200 /,
    );
    expect(await api.bytes("/captures/latest/body")).toEqual(body(length));
  });

  test("one more is refused, and kept as rejected with its headers and size", async () => {
    const sent = message({ target: `/${bin.id}`, headers: [["X-Kept", "1"]], body: body(LIMIT + 1) });
    const answer = await sendRaw(server.port, sent);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/\r\nConnection: close\r\n/);
    const capture = await api.capture("latest");
    expect(answer).toContain(`X-Request-Id: ${capture.id}`);
    expect(capture).toMatchObject({ kind: "rejected", replyStatus: 413, bodyBytes: LIMIT + 1, preview: null });
    expect(capture.reason).toBe(`The body is larger than ${LIMIT} bytes`);
    expect(capture.headers).toContainEqual(["X-Kept", "1"]);
    expect(await api.bytes("/captures/latest/body")).toHaveLength(0);
  });

  test("a promise of too much is refused before a byte of it came", async () => {
    const line = openLine(server.port);
    line.write(head(`Content-Length: ${LIMIT + 1}`));
    expect(await line.closed).toMatch(/^HTTP\/1\.1 413 /);
    expect(await api.capture("latest")).toMatchObject({ kind: "rejected", bodyBytes: LIMIT + 1 });
  });

  test.each([3_000_000_000, 10_000_000_000_000_000])(
    "a promise of %i bytes is kept as the largest size there is",
    async (length) => {
      const line = openLine(server.port);
      line.write(head(`Content-Length: ${length}`));
      expect(await line.closed).toMatch(/^HTTP\/1\.1 413 /);
      expect((await api.captures("limit=1")).captures).toMatchObject([{ kind: "rejected", bodyBytes: 2 ** 31 - 1 }]);
    },
  );

  test("chunks that grow too large are refused", async () => {
    const line = openLine(server.port);
    line.write(head("Transfer-Encoding: chunked"));
    for (let i = 0; i < 11; i += 1) line.write(`3e8\r\n${"c".repeat(1000)}\r\n`);
    expect(await line.until(/413[\s\S]*\n$/)).toMatch(/^HTTP\/1\.1 413 /);
    line.socket.end();
    const capture = await api.capture("latest");
    expect(capture.kind).toBe("rejected");
    expect(capture.bodyBytes).toBeGreaterThan(LIMIT);
  });

  test("a sender that reads only when all is sent gets to read the answer", async () => {
    const total = 20_000_000;
    const line = openLine(server.port);
    line.socket.pause();
    line.write(head(`Content-Length: ${total}`));
    await new Promise<void>((resolve) => line.socket.write(Buffer.alloc(total), () => resolve()));
    line.socket.resume();
    expect(await line.closed).toMatch(/^HTTP\/1\.1 413 /);
    expect(line.error()).toBeNull();
  });

  test("a message behind one that was refused is not taken", async () => {
    const before = (await api.captures()).lastSeq;
    const line = openLine(server.port);
    line.write(head(`Content-Length: ${LIMIT + 1}`));
    await line.until(/ 413 /);
    line.write(Buffer.concat([body(LIMIT + 1), Buffer.from(head("Content-Length: 0"))]));
    expect((await line.closed).match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 413"]);
    expect((await api.captures()).lastSeq).toBe(before + 1);
  });

  test("HEAD is refused without a body in the answer", async () => {
    const line = openLine(server.port);
    line.write(head(`Content-Length: ${LIMIT + 1}`).replace("POST", "HEAD"));
    expect(await line.closed).toMatch(/^HTTP\/1\.1 413 [\s\S]*\r\n\r\n$/);
  });
});

describe("Expect: 100-continue", () => {
  test("is told to go on before the body is sent", async () => {
    const line = openLine(server.port);
    line.write(head("Expect: 100-continue", "Content-Length: 5", "Connection: close"));
    expect(await line.until(/\r\n\r\n/)).toBe("HTTP/1.1 100 Continue\r\n\r\n");
    line.write("hello");
    expect(await line.closed).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
    const capture = await api.capture("latest");
    expect(capture.headers).toContainEqual(["Expect", "100-continue"]);
    expect(capture.body.data).toBe("hello");
  });

  test.each([
    ["too large", () => head("Expect: 100-continue", `Content-Length: ${LIMIT + 1}`), 413],
    ["no such bin", () => head("Expect: 100-continue", "Content-Length: 5").replace(bin.id, "no-such-bin"), 404],
  ])("is told the end at once, and nothing is read: %s", async (_name, make, status) => {
    const line = openLine(server.port);
    line.write(make());
    expect(await line.closed).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*\\r\\nConnection: close\\r\\n`));
  });

  test("a body that comes without waiting is taken too", async () => {
    const sent = message({ target: `/${bin.id}`, headers: [["Expect", "100-continue"]], body: "eager" });
    expect(await sendRaw(server.port, sent)).toMatch(/ 100 Continue[\s\S]* 200 OK/);
    expect((await api.capture("latest")).body.data).toBe("eager");
  });
});
