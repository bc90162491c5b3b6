import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createBin } from "../harness/api.ts";
import { openLine } from "../harness/line.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { startServer, type TestServer } from "../harness/server.ts";

/** Whatever bytes come, the server answers or closes, and lives. */

let server: TestServer;
let address: string;

beforeAll(async () => {
  server = await startServer({ MAX_BODY_BYTES: "2000", MAX_HEADER_BYTES: "2048" });
  address = `/${(await createBin(server.url)).id}`;
});
afterAll(() => server.dispose());

const junk = fc.oneof(
  fc.constantFrom(
    "\r\n",
    "\n",
    "\r",
    " ",
    ":",
    "\0",
    "\t",
    "0\r\n\r\n",
    "\r\n\r\n",
    "HTTP/1.1",
    "chunked",
    "ffffffffffffffff",
    "-1",
  ),
  fc.string({ unit: "binary", maxLength: 20 }).map((text) => Buffer.from(text).toString("latin1")),
  fc.constantFrom(
    "Content-Length: 3\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Connection: Upgrade\r\nUpgrade: x\r\n",
    "Expect: 100-continue\r\n",
  ),
  fc.integer({ min: 1, max: 3000 }).map((length) => "x".repeat(length)),
);

/** A message with pieces taken out, put in and swapped, cut into packets. */
const mangled = fc
  .record({
    method: fc.constantFrom("GET", "POST", "CONNECT", "HEAD", "FOO", "OPTIONS", "get", ""),
    headers: fc.array(
      fc.constantFrom(
        "Host: a",
        "Content-Length: 5",
        "Transfer-Encoding: chunked",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Expect: 100-continue",
        "Bad",
        "X: y",
        "Connection: close",
      ),
      { maxLength: 6 },
    ),
    body: fc.constantFrom(
      "",
      "hello",
      "5\r\nhello\r\n0\r\n\r\n",
      "5\r\nhello\r\nzz\r\n",
      "5;x=y\r\nhello\r\n0\r\nT: 1\r\n\r\n",
    ),
    inserts: fc.array(fc.tuple(fc.nat(400), junk), { maxLength: 3 }),
    cuts: fc.array(fc.nat(400), { maxLength: 3 }),
    repeat: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ method, headers, body, inserts, cuts, repeat }) => (target: string) => {
    let text = `${method} ${target} HTTP/1.1\r\n${headers.map((header) => `${header}\r\n`).join("")}\r\n${body}`.repeat(
      repeat,
    );
    for (const [at, piece] of inserts) text = text.slice(0, at) + piece + text.slice(at);
    const points = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
    return points.slice(1).map((point, i) => text.slice(points[i], point));
  });

test("mangled messages, in whatever packets", { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(mangled, fc.boolean(), async (make, leaves) => {
      const line = openLine(server.port);
      for (const piece of make(address)) {
        if (piece !== "") line.write(piece);
        await new Promise((resolve) => setImmediate(resolve));
      }
      if (leaves) line.socket.resetAndDestroy();
      else line.socket.end();
      await line.closed;
    }),
    { numRuns: 1500 },
  );
  expect(await sendRaw(server.port, message({ target: address }))).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(server.output()).not.toMatch(/"level":"(error|fatal)"|Error:/);
});
