import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, get, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createStaticFiles } from "./static-files.ts";

const folder = mkdtempSync(path.join(tmpdir(), "wirebin-static-"));
let server: Server;

beforeAll(async () => {
  mkdirSync(path.join(folder, "chunks"));
  writeFileSync(path.join(folder, "chunks/a.js.br"), brotliCompressSync("let a"));
  writeFileSync(path.join(folder, "secret.txt"), "no");
  const serve = createStaticFiles(folder);
  server = createServer((message, response) => {
    if (!serve(message, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

function ask(target: string, encoding: string): Promise<{ status: number; headers: IncomingHttpHeaders }> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    get({ port, path: target, headers: { "Accept-Encoding": encoding } }, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers });
    }).on("error", reject);
  });
}

test("a browser that takes brotli gets the compressed file, for good", async () => {
  const { status, headers } = await ask("/_next/static/chunks/a.js", "gzip, deflate, br, zstd");
  expect(status).toBe(200);
  expect(headers).toMatchObject({ "content-encoding": "br", "content-type": "text/javascript; charset=utf-8" });
  expect(headers["cache-control"]).toContain("immutable");
});

test.each(["gzip", "", "br;q=0"])("Accept-Encoding %j is left to Next", async (encoding) => {
  expect((await ask("/_next/static/chunks/a.js", encoding)).status).toBe(404);
});

test.each([
  "/_next/static/secret.txt",
  "/_next/static/../secret.txt",
  "/_next/static/chunks/..%2fsecret.txt",
  "/_next/static/chunks/a.js.br",
  "/_next/static/chunks/a.js?x",
])("%s is not one of them", async (target) => {
  expect((await ask(target, "br")).status).toBe(404);
});
