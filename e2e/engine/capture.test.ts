import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiOf, createBin } from "../harness/api.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { startServer, type TestServer } from "../harness/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.dispose());

test("a message is kept as it was sent: target, header case, order and repeats, bytes", async () => {
  const bin = await createBin(server.url);
  const api = apiOf(server.url, bin);
  const body = randomBytes(3000);
  const target = `/${bin.id}/a//b%2Fc?x=1&x=2`;
  const answer = await sendRaw(
    server.port,
    message({
      target,
      headers: [
        ["X-Dup", "1"],
        ["x-dup", "2"],
        ["RSC", "1"],
      ],
      body,
    }),
  );
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  const capture = await api.capture("latest");
  expect(capture).toMatchObject({ seq: 1, target, exact: true, bodyBytes: 3000, remoteIp: "127.0.0.1" });
  expect(capture.headers.slice(1, 4)).toEqual([
    ["X-Dup", "1"],
    ["x-dup", "2"],
    ["RSC", "1"],
  ]);
  expect(capture.query).toEqual([
    ["x", "1"],
    ["x", "2"],
  ]);
  expect(answer).toContain(`X-Request-Id: ${capture.id}`);
  expect(await api.bytes("/captures/latest/body")).toEqual(body);
  expect(capture.body.sha256).toBe(createHash("sha256").update(body).digest("hex"));
});

test("every answered capture is there after the server was killed", async () => {
  const bin = await createBin(server.url);
  for (let i = 0; i < 20; i += 1) await sendRaw(server.port, message({ target: `/${bin.id}/${i}` }));
  await server.kill();
  await server.restart();
  const page = await apiOf(server.url, bin).captures("order=oldest");
  expect(page.captures.map((c) => c.path)).toEqual(Array.from({ length: 20 }, (_, i) => `/${bin.id}/${i}`));
});

test("Ctrl-C stops the server with exit code 0", async () => {
  expect(await server.stop()).toBe(0);
  await server.restart();
});
