import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPostgresqlDatabase, hasPostgresql } from "#lib/store/test-postgresql.ts";
import { apiOf, createBin } from "../harness/api.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { startReceiver } from "../harness/receiver.ts";
import { replying, setRules } from "../harness/rules.ts";
import { startServer, type TestServer } from "../harness/server.ts";

/** The whole server on PostgreSQL: the things that databases do differently. */

describe.skipIf(!(await hasPostgresql()))("on PostgreSQL", { timeout: 30_000 }, () => {
  let database: Awaited<ReturnType<typeof createPostgresqlDatabase>>;
  let server: TestServer;

  beforeAll(async () => {
    database = await createPostgresqlDatabase();
    server = await startServer({ DATABASE_URL: database.url });
  }, 60_000);

  afterAll(async () => {
    await server.dispose();
    await database.drop();
  });

  const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);

  test("every byte of a message comes back, and survives a kill and a restart", async () => {
    const bin = await createBin(server.url);
    const body = Buffer.concat([
      Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
      Buffer.alloc(300_000, "\0\xff\\"),
    ]);
    const headers: [string, string][] = [
      ["X-Latin1", "caf\xe9 \xff"],
      ["x-latin1", "again"],
      ["X-Escapes", "\\u0000 '\" \\ %00"],
      ["Content-Type", "application/octet-stream"],
    ];
    const target = `/${bin.id}/a//b/../%00%ZZ?q=%E9&q=%00`;
    expect(statusOf(await sendRaw(server.port, message({ target, headers, body })))).toBe(200);
    expect(statusOf(await sendRaw(server.port, message({ target: `/${bin.id}`, method: "GET" })))).toBe(200);
    const api = apiOf(server.url, bin);
    const check = async () => {
      const capture = await api.capture(1);
      expect(capture.target).toBe(target);
      expect(capture.headers.slice(1, 5)).toEqual(headers);
      expect(await api.bytes("/captures/1/body")).toEqual(body);
      expect((await api.bytes("/captures/2/body")).length).toBe(0);
      expect((await api.captures()).captures.map(({ seq }) => seq)).toEqual([2, 1]);
    };
    await check();
    await server.kill();
    await server.restart();
    await check();
    expect(statusOf(await sendRaw(server.port, message({ target: `/${bin.id}` })))).toBe(200);
    expect((await api.capture("latest")).seq).toBe(3);
  });

  test("bytes that the parser refuses are kept, NUL among them", async () => {
    const bin = await createBin(server.url);
    const bytes = Buffer.from(`POST /${bin.id} HTTP/1.1\r\nHost: x\r\nX-Bad: a\0b\r\n\r\n`, "latin1");
    expect(statusOf(await sendRaw(server.port, bytes))).toBe(400);
    const api = apiOf(server.url, bin);
    expect(await api.capture(1)).toMatchObject({ kind: "malformed", method: "POST" });
    expect(await api.bytes("/captures/1/body")).toEqual(bytes);
  });

  test("a promise of more than any column holds is refused, kept and listed", async () => {
    const bin = await createBin(server.url);
    const bytes = `POST /${bin.id} HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000000\r\n\r\n`;
    expect(statusOf(await sendRaw(server.port, bytes))).toBe(413);
    const { captures } = await apiOf(server.url, bin).captures();
    expect(captures).toMatchObject([{ kind: "rejected", bodyBytes: 2 ** 31 - 1 }]);
  });

  test("a ring that is full keeps its newest under load, and its counters are right", async () => {
    const bin = await createBin(server.url, { keep: { captures: 10 } });
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => sendRaw(server.port, message({ target: `/${bin.id}`, body: String(i) }))),
    );
    expect(answers.filter((answer) => statusOf(answer) !== 200)).toEqual([]);
    const page = await apiOf(server.url, bin).captures("order=oldest");
    expect(page).toMatchObject({ firstSeq: 191, lastSeq: 200, total: 10 });
    expect(page.captures.map(({ seq }) => seq)).toEqual(Array.from({ length: 10 }, (_, i) => i + 191));
  });

  test("rules, sequences, filters, pins, resends and removals", async () => {
    const bin = await createBin(server.url);
    const api = apiOf(server.url, bin);
    await setRules(api, [
      {
        id: "flaky",
        action: {
          kind: "sequence",
          steps: [
            { times: 1, action: { kind: "busy", status: 503, retryAfterSeconds: 0, asDate: false } },
            { times: 1, action: replying("ok") },
          ],
          atEnd: "stay",
          scope: { kind: "value", template: "{{body}}" },
        },
      },
    ]);
    const post = (path: string, body: string) => sendRaw(server.port, message({ target: `/${bin.id}${path}`, body }));
    // A run's name comes from the sender, NUL and all.
    expect(statusOf(await post("/needle", "run\0"))).toBe(503);
    expect(statusOf(await post("/needle", "run\0"))).toBe(200);
    expect(statusOf(await sendRaw(server.port, message({ target: `/${bin.id}`, method: "PUT" })))).toBe(503);
    expect((await api.captures("method=PUT")).captures.map(({ seq }) => seq)).toEqual([3]);
    expect((await api.captures("path=NEEDLE")).captures.map(({ seq }) => seq)).toEqual([2, 1]);
    expect((await api.call("/captures/1", { method: "PATCH", body: '{"pinned":true,"note":"look"}' })).status).toBe(
      200,
    );
    expect((await api.call("", { method: "PATCH", body: '{"title":"a\\u0000b"}' })).status).toBeLessThan(500);
    const receiver = await startReceiver();
    const sent = await api.call("/captures/1/deliveries", {
      method: "POST",
      body: JSON.stringify({ url: receiver.url }),
    });
    expect(sent.status).toBe(201);
    expect(receiver.messages()).toHaveLength(1);
    await receiver.close();
    expect((await api.call("/captures/2", { method: "DELETE" })).status).toBe(204);
    expect((await api.call("/captures", { method: "DELETE" })).status).toBe(204);
    expect(await api.captures()).toMatchObject({ lastSeq: 3, total: 0 });
    expect((await api.call("", { method: "DELETE" })).status).toBe(204);
    expect(statusOf(await sendRaw(server.port, message({ target: `/${bin.id}` })))).toBe(404);
  });
});
