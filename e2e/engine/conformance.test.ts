import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPostgresqlDatabase, hasPostgresql } from "#lib/store/test-postgresql.ts";
import { type Api, apiOf, createBin } from "../harness/api.ts";
import { startNextServer } from "../harness/next-server.ts";
import { sendRaw } from "../harness/raw.ts";
import { startServer, type TestServer } from "../harness/server.ts";
import { bodies, LIMIT } from "./conformance/bodies.ts";
import { headers } from "./conformance/headers.ts";
import { headersOf, raw, type Sent, wire } from "./conformance/message.ts";
import { methods } from "./conformance/methods.ts";
import { targets } from "./conformance/targets.ts";

/** Messages as bytes, compared with what is stored of them, with what `/raw` gives and with what `/body` gives. */
const TOPICS: [topic: string, messages: Sent[]][] = [
  ["methods", methods],
  ["targets", targets],
  ["headers", headers],
  ["bodies", bodies],
];

const NONE = Buffer.alloc(0);
const SETTINGS = { MAX_BODY_BYTES: String(LIMIT), LOG_LEVEL: "warn" };

const withPostgresql = await hasPostgresql();

describe.each([
  ["SQLite", true],
  ["PostgreSQL", withPostgresql],
])("through the doorway, on %s", { timeout: 30_000 }, (name, isHere) => {
  if (!isHere) {
    test.skip("there is no PostgreSQL here", () => undefined);
    return;
  }
  let server: TestServer;
  let database: Awaited<ReturnType<typeof createPostgresqlDatabase>> | null = null;
  beforeAll(async () => {
    if (name === "PostgreSQL") database = await createPostgresqlDatabase();
    server = await startServer({ ...SETTINGS, ...(database && { DATABASE_URL: database.url }) });
  }, 60_000);
  afterAll(async () => {
    await server.dispose();
    await database?.drop();
  });

  describe.each(TOPICS)("%s", (_topic, messages) => {
    let bin: { id: string; key: string };
    let api: Api;
    beforeAll(async () => {
      bin = await createBin(server.url);
      api = apiOf(server.url, bin);
    });

    test.each(messages.map((sent) => [sent.name, sent] as const))("%s", async (_name, sent) => {
      const address = `/${bin.id}`;
      const answer = await sendRaw(server.port, wire(sent, address));
      const capture = await api.capture("latest");
      const body = sent.body ?? NONE;
      expect(answer).toMatch(/^HTTP\/1\.1 (200 OK|418 I'm a Teapot)\r\n/);
      expect(answer).toContain(`X-Request-Id: ${capture.id}\r\n`);
      expect(capture).toMatchObject({
        kind: "message",
        exact: true,
        method: sent.method ?? "POST",
        target: sent.target?.(address) ?? address,
        httpVersion: sent.version ?? "1.1",
        headers: headersOf(sent),
        trailers: sent.trailers ?? [],
        bodyBytes: body.length,
        remoteIp: "127.0.0.1",
      });
      expect(await api.bytes("/captures/latest/raw")).toEqual(raw(sent, address));
      expect(await api.bytes("/captures/latest/body")).toEqual(body);
    });
  });
});

describe("through Next's own router", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startNextServer(SETTINGS);
  });
  afterAll(() => server.dispose());

  describe.each(TOPICS)("%s", (_topic, messages) => {
    test.each(messages.map((sent) => [sent.name, sent] as const))("%s", async (_name, sent) => {
      const bin = await createBin(server.url);
      const api = apiOf(server.url, bin);
      const address = `/${bin.id}`;
      const answer = await sendRaw(server.port, wire(sent, address));
      const { captures } = await api.captures();
      if (sent.throughNext === "lost") {
        expect(captures).toEqual([]);
        expect(answer).toMatch(/^HTTP\/1\.1 [345]\d\d /);
        return;
      }
      const capture = await api.capture("latest");
      const body = await api.bytes("/captures/latest/body");
      const asSent = {
        method: sent.method ?? "POST",
        target: sent.target?.(address) ?? address,
        body: sent.body ?? NONE,
      };
      const { method, target, exact } = capture;
      const areHeadersKept = isDeepStrictEqual(merged(capture.headers), merged(headersOf(sent)));
      expect(answer).toContain(`${capture.id}\r\n`);
      expect(exact).toBe(false);
      if (sent.throughNext === "changed") expect({ method, target, body }).not.toEqual(asSent);
      else {
        expect({ method, target, body }).toEqual(asSent);
        expect(areHeadersKept).toBe(sent.throughNext === "kept");
      }
    });
  });
});

/** As Next hands headers on: by name in lower case, repeats in one (RFC 9110 section 5.3). */
function merged(headers: [name: string, value: string][]): Record<string, string> {
  const values = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  return Object.fromEntries([...values].map(([name, all]) => [name, all.join(", ")]));
}
