import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiOf, createBin } from "../harness/api.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { startServer, type TestServer } from "../harness/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ MAX_BODY_BYTES: "100000" });
});

afterAll(() => server.dispose());

async function problemOf(response: Response): Promise<{ status: number; code: string; errors?: { path: string }[] }> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  const body = await response.json();
  expect(body.status).toBe(response.status);
  return body;
}

function post(
  body: string,
  headers: Record<string, string> = { "Content-Type": "application/json" },
): Promise<Response> {
  return fetch(`${server.url}/api/bins`, { method: "POST", body, headers });
}

test("what Next's page script says in its headers means nothing to data", async () => {
  const bin = await createBin(server.url);
  const headers = { RSC: "1", "Next-Router-State-Tree": "%5B%5D", "Next-Router-Prefetch": "1", "Next-Url": "/" };
  const asked = { ...headers, "x-middleware-subrequest": "middleware:middleware", "x-nextjs-data": "1" };
  const statusOf = async (path: string, more: RequestInit) =>
    (await fetch(`${server.url}${path}`, { redirect: "manual", ...more })).status;
  const key = { Authorization: `Bearer ${bin.key}` };
  expect(await statusOf(`/api/bins/${bin.id}`, { headers: { ...asked, ...key } })).toBe(200);
  expect(await statusOf(`/api/bins/${bin.id}`, { headers: asked })).toBe(404);
  expect(await statusOf(`/api/bins/${bin.id}/captures`, { headers: asked, method: "DELETE" })).toBe(403);
  expect(await statusOf("/api/bins", { headers: asked, method: "POST" })).toBe(201);
  expect(await statusOf("/healthz", { headers: asked })).toBe(200);
});

describe("making a bin", () => {
  test("needs no body, and shows its key once", async () => {
    const response = await fetch(`${server.url}/api/bins`, { method: "POST" });
    expect(response.status).toBe(201);
    const bin = await response.json();
    expect(bin.id).toMatch(/^[a-z2-7]{20}$/);
    expect(bin.key).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(bin.url).toBe(`${server.url}/${bin.id}`);
    expect(response.headers.get("location")).toBe(`/api/bins/${bin.id}`);
    const shown = await (await apiOf(server.url, bin).call("")).json();
    expect(shown).not.toHaveProperty("key");
    expect(shown).not.toHaveProperty("keyHash");
  });

  test("a taken name is refused", async () => {
    await createBin(server.url, { name: "taken-name" });
    expect(await problemOf(await post('{"name":"taken-name"}'))).toMatchObject({ status: 409, code: "name_taken" });
  });

  test.each([
    ["a reserved name", '{"name":"healthz"}', "name"],
    ["an unknown field", '{"owner":"me"}', "owner"],
    ["a wrong type", '{"title":7}', "title"],
    [
      "a status that HTTP has not",
      '{"reply":{"status":199,"headers":[],"body":{"encoding":"utf8","data":""},"delayMs":0}}',
      "reply.status",
    ],
    [
      "a header that would frame the message",
      '{"reply":{"status":200,"headers":[["Transfer-Encoding","x"]],"body":{"encoding":"utf8","data":""},"delayMs":0}}',
      "reply.headers.0",
    ],
    [
      "a header with a line break",
      '{"reply":{"status":200,"headers":[["X","a\\r\\nY: b"]],"body":{"encoding":"utf8","data":""},"delayMs":0}}',
      "reply.headers.0.1",
    ],
    [
      "a delay beyond 30 s",
      '{"reply":{"status":200,"headers":[],"body":{"encoding":"utf8","data":""},"delayMs":1e9}}',
      "reply.delayMs",
    ],
  ])("%s is refused by field", async (_what, body, path) => {
    const problem = await problemOf(await post(body));
    expect(problem).toMatchObject({ status: 422, code: "invalid_input" });
    expect(problem.errors?.map((error) => error.path)).toContain(path);
  });

  test("half a character becomes a mark, as anything that is not a character does", async () => {
    const bin = await (await post('{"title":"a\\ud83d b"}')).json();
    expect(bin.title).toBe("a\ufffd b");
  });

  test("what is not JSON is refused", async () => {
    expect(await problemOf(await post("{"))).toMatchObject({ status: 400, code: "bad_request" });
    expect(await problemOf(await post(`${"[".repeat(100_000)}`))).toMatchObject({ status: 400, code: "bad_request" });
    expect(await problemOf(await post("{}", { "Content-Type": "text/plain" }))).toMatchObject({ status: 415 });
    expect(await problemOf(await post(`"${"x".repeat(3_000_000)}"`))).toMatchObject({ status: 413, code: "too_large" });
  });
});

describe("who may read", () => {
  test("unknown bin, no key, wrong key and a foreign key all answer alike", async () => {
    const mine = await createBin(server.url);
    const other = await createBin(server.url);
    const url = `${server.url}/api/bins/${mine.id}`;
    const bearer = (key: string) => ({ headers: { Authorization: `Bearer ${key}` } });
    const answers = await Promise.all([
      fetch(`${server.url}/api/bins/nosuchbin`, bearer(mine.key)),
      fetch(url),
      fetch(url, bearer("x".repeat(43))),
      fetch(url, bearer(other.key)),
      fetch(`${url}/captures`, bearer(other.key)),
      fetch(`${url}/captures/latest/body`, bearer(other.key)),
      fetch(`${url}/deliveries`, bearer(other.key)),
      fetch(`${url}/captures/1`, { ...bearer(other.key), method: "DELETE" }),
      fetch(url, { ...bearer(other.key), method: "DELETE" }),
    ]);
    const problems = await Promise.all(answers.map(problemOf));
    for (const problem of problems) expect(problem).toEqual(problems[0]);
    expect(problems[0]).toMatchObject({ status: 404, code: "not_found" });
  });

  test("the capture address gives nothing away to whoever asks it", async () => {
    const bin = await createBin(server.url);
    await sendRaw(server.port, message({ target: `/${bin.id}`, body: "secret" }));
    const answer = await sendRaw(server.port, message({ method: "GET", target: `/${bin.id}/captures/1` }));
    expect(answer).not.toContain("secret");
    expect(answer).toContain("Content-Security-Policy: sandbox");
  });

  test("a page of another site changes nothing with the owner's cookie", async () => {
    const own = { Origin: server.url, "Content-Type": "application/json" };
    const made = await fetch(`${server.url}/api/bins`, { method: "POST", headers: own, body: "{}" });
    const bin = await made.json();
    const cookie = made.headers.get("set-cookie")?.split(";")[0] ?? "";
    expect(cookie).toMatch(/^wirebin=/);
    const url = `${server.url}/api/bins/${bin.id}`;
    expect((await fetch(url, { headers: { Cookie: cookie } })).status).toBe(200);
    const foreign = [{ Origin: "https://evil.example" }, { Origin: "null" }, {}, { "Sec-Fetch-Site": "cross-site" }];
    for (const headers of foreign) {
      const response = await fetch(url, {
        method: "DELETE",
        headers: { Cookie: cookie, ...headers } as Record<string, string>,
      });
      expect(await problemOf(response)).toMatchObject({ status: 403, code: "forbidden_origin" });
    }
    expect((await fetch(url, { headers: { Cookie: cookie } })).status).toBe(200);
    expect((await fetch(url, { method: "DELETE", headers: { Cookie: cookie, Origin: server.url } })).status).toBe(204);
  });

  test("the list of a browser's bins says the status of each reply, and is small however large they are", async () => {
    const body = { encoding: "utf8", data: "x".repeat(1_000_000) };
    let cookie = "";
    const statuses: number[] = [];
    for (let status = 201; status <= 220; status += 1) {
      const made = await fetch(`${server.url}/api/bins`, {
        method: "POST",
        headers: { Origin: server.url, "Content-Type": "application/json", Cookie: cookie },
        body: JSON.stringify({ reply: { body, headers: [], delayMs: 0, status } }),
      });
      expect(made.status).toBe(201);
      cookie ||= made.headers.get("set-cookie")?.split(";")[0] ?? "";
      statuses.unshift(status);
    }
    const list = await (await fetch(`${server.url}/api/bins`, { headers: { Cookie: cookie } })).text();
    expect(list.length).toBeLessThan(20_000);
    const { bins } = JSON.parse(list);
    expect(bins.map(({ reply }: { reply: unknown }) => reply)).toEqual(statuses.map((status) => ({ status })));
    const page = await (await fetch(server.url, { headers: { Cookie: cookie } })).text();
    expect(page).toContain(bins[19].id);
    expect(page.length).toBeLessThan(1_000_000);
  });

  test("two session cookies mean nobody is signed in", async () => {
    const made = await fetch(`${server.url}/api/bins`, { method: "POST", headers: { Origin: server.url } });
    const bin = await made.json();
    const cookie = made.headers.get("set-cookie")?.split(";")[0] ?? "";
    const response = await fetch(`${server.url}/api/bins/${bin.id}`, {
      headers: { Cookie: `${cookie}; wirebin=planted` },
    });
    expect(response.status).toBe(404);
  });
});

describe("captures", () => {
  test("pages go forward and back without gaps", async () => {
    const bin = await createBin(server.url);
    const api = apiOf(server.url, bin);
    for (let i = 1; i <= 7; i += 1) await sendRaw(server.port, message({ target: `/${bin.id}/${i}` }));
    const first = await api.captures("limit=3");
    expect(first).toMatchObject({ lastSeq: 7, firstSeq: 1, total: 7 });
    expect(first.captures.map((c) => c.seq)).toEqual([7, 6, 5]);
    const second = await api.captures(first.next ?? "");
    const third = await api.captures(second.next ?? "");
    expect([...second.captures, ...third.captures].map((c) => c.seq)).toEqual([4, 3, 2, 1]);
    expect(third.next).toBeNull();
    expect((await api.captures("after=5&order=oldest")).captures.map((c) => c.seq)).toEqual([6, 7]);
  });

  test("a filter goes with the pages", async () => {
    const bin = await createBin(server.url);
    const api = apiOf(server.url, bin);
    for (let i = 1; i <= 5; i += 1) {
      await sendRaw(server.port, message({ target: `/${bin.id}/${i % 2 ? "404" : "even"}`, body: `No. ${i}` }));
    }
    const first = await api.captures("status=4xx&limit=2");
    expect(first.captures.map((c) => c.seq)).toEqual([5, 3]);
    const second = await api.captures(first.next ?? "");
    expect(second).toMatchObject({ captures: [{ seq: 1 }], next: null });
    expect((await api.captures("text=NO.%204&path=EVEN&method=POST&kind=message")).captures).toMatchObject([
      { seq: 4 },
    ]);
    expect((await api.captures("text=%25")).captures).toEqual([]);
  });

  test("headers are found by name, whole value or part of one, page by page", async () => {
    const bin = await createBin(server.url);
    const api = apiOf(server.url, bin);
    for (const event of ["push", "pull, push", "push", "ping"]) {
      await sendRaw(server.port, message({ target: `/${bin.id}`, headers: [["X-Event", event]] }));
    }
    const seqs = async (query: string) => (await api.captures(query)).captures.map(({ seq }) => seq);
    expect(await seqs("header=x-event%3Dpush")).toEqual([3, 1]);
    expect(await seqs("header=x-event~push&header=host")).toEqual([3, 2, 1]);
    expect(await seqs("header=x-event~push&header=x-event~pull")).toEqual([2]);
    const first = await api.captures("header=x-event~push&header=host&limit=2");
    expect(await seqs(first.next ?? "")).toEqual([1]);
    for (const query of ["header=", "header=a%20b", "header=a~", "header=a&header=b&header=c&header=d&header=e"]) {
      const problem = await problemOf(await api.call(`/captures?${query}`));
      expect(problem).toMatchObject({ status: 422, errors: [{ path: expect.stringMatching(/^header/) }] });
    }
  });

  test.each([
    "status=6xx",
    "status=20",
    "method=a%20b",
    "kind=any",
    "pinned=1",
    "path=",
    "text=%00",
    `text=${"x".repeat(201)}`,
  ])("the filter %s is refused by field", async (query) => {
    const bin = await createBin(server.url);
    const problem = await problemOf(await apiOf(server.url, bin).call(`/captures?${query}`));
    expect(problem).toMatchObject({ status: 422, errors: [{ path: query.split("=")[0] }] });
  });

  test("traffic counts captures over time; junk is refused by field", async () => {
    const bin = await createBin(server.url);
    const api = apiOf(server.url, bin);
    for (const end of ["200", "404"]) await sendRaw(server.port, message({ target: `/${bin.id}/${end}` }));
    const seen = await (await api.call("/traffic?buckets=1")).json();
    expect(seen).toMatchObject({ complete: true, buckets: [{ total: 2, statuses: { "2xx": 1, "4xx": 1 } }] });
    const found = await (await api.call("/traffic?buckets=1&status=4xx&header=host&sender=127.0.0.1")).json();
    expect(found).toMatchObject({ complete: true, lookedFrom: 1, buckets: [{ total: 1, firstSeq: 2 }] });
    for (const [query, path] of [
      ["status=abc", "status"],
      ["buckets=121", "buckets"],
      ["from=yesterday", "from"],
      ["from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "from"],
    ]) {
      expect(await problemOf(await api.call(`/traffic?${query}`))).toMatchObject({ status: 422, errors: [{ path }] });
    }
  });

  test.each(["limit=0", "limit=201", "order=random", "after=-1", "after=1e309", "colour=red", "limit=1&limit=2"])(
    "the query %s is refused",
    async (query) => {
      const bin = await createBin(server.url);
      expect(await problemOf(await apiOf(server.url, bin).call(`/captures?${query}`))).toMatchObject({ status: 422 });
    },
  );

  test("a body over the limit answers 413 and leaves a rejected capture", async () => {
    const bin = await createBin(server.url);
    const answer = await sendRaw(server.port, message({ target: `/${bin.id}`, body: "x".repeat(100_001) }));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    const capture = await apiOf(server.url, bin).capture("latest");
    expect(capture).toMatchObject({ kind: "rejected", bodyBytes: 100_001, replyStatus: 413, body: { data: "" } });
  });

  test("the raw message is what was sent; downloads cannot run", async () => {
    const bin = await createBin(server.url);
    const sent = message({
      target: `/${bin.id}/<x>`,
      headers: [["Content-Type", "text/html"]],
      body: "<script>1</script>",
    });
    await sendRaw(server.port, sent);
    const api = apiOf(server.url, bin);
    expect(await api.bytes("/captures/1/raw")).toEqual(sent);
    for (const path of ["/captures/1/raw", "/captures/1/body"]) {
      const { headers } = await api.call(path);
      expect(headers.get("content-type")).toBe("application/octet-stream");
      expect(headers.get("content-disposition")).toMatch(/^attachment; filename="[a-z0-9.-]+"$/);
      expect(headers.get("content-security-policy")).toContain("sandbox");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
    const etag = (await api.call("/captures/1/body")).headers.get("etag") ?? "";
    for (const tags of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
      expect((await api.call("/captures/1/body", { headers: { "If-None-Match": tags } })).status).toBe(304);
    }
    expect((await api.call("/captures/1/body", { headers: { "If-None-Match": '"x"' } })).status).toBe(200);
  });

  test("a body is given decoded when asked, within bounds", async () => {
    const bin = await createBin(server.url);
    const api = apiOf(server.url, bin);
    const send = (encoding: string, body: Buffer) =>
      sendRaw(server.port, message({ target: `/${bin.id}`, headers: [["Content-Encoding", encoding]], body }));
    await send("gzip, br", brotliCompressSync(gzipSync("hello")));
    await send("br", brotliCompressSync(new Uint8Array(60_000_000)));
    await send("br", Buffer.from("no brotli"));
    await send("br", brotliCompressSync("hello, and more of it").subarray(0, -5));
    await send("gzip", gzipSync("hello, and more of it").subarray(0, -5));
    expect((await api.bytes("/captures/1/body?decoded=1")).toString()).toBe("hello");
    expect((await api.bytes("/captures/1/body")).equals(brotliCompressSync(gzipSync("hello")))).toBe(true);
    const SAID = [/more than/, /not whole br data/, /br data ends early/, /ends early/];
    for (const [at, message] of SAID.entries()) {
      const problem = await problemOf(await api.call(`/captures/${at + 2}/body?decoded=1`));
      expect(problem).toMatchObject({
        status: 422,
        errors: [{ path: "decoded", message: expect.stringMatching(message) }],
      });
    }
  });

  test("one, all, and the bin itself can be deleted", async () => {
    const bin = await createBin(server.url);
    const api = apiOf(server.url, bin);
    for (let i = 0; i < 3; i += 1) await sendRaw(server.port, message({ target: `/${bin.id}` }));
    expect((await api.call("/captures/2", { method: "DELETE" })).status).toBe(204);
    expect((await api.captures()).captures.map((c) => c.seq)).toEqual([3, 1]);
    expect((await api.call("/captures", { method: "DELETE" })).status).toBe(204);
    expect(await api.captures()).toMatchObject({ captures: [], total: 0, lastSeq: 3 });
    await sendRaw(server.port, message({ target: `/${bin.id}` }));
    expect((await api.capture("latest")).seq).toBe(4);
    expect((await api.call("", { method: "DELETE" })).status).toBe(204);
    expect((await api.call("")).status).toBe(404);
    expect(await sendRaw(server.port, message({ target: `/${bin.id}` }))).toMatch(/^HTTP\/1\.1 404 /);
  });

  test("a pin and a note show in the list; junk is refused by field", async () => {
    const bin = await createBin(server.url);
    const api = apiOf(server.url, bin);
    await sendRaw(server.port, message({ target: `/${bin.id}` }));
    const patch = (body: unknown, seq = 1) =>
      api.call(`/captures/${seq}`, { method: "PATCH", body: JSON.stringify(body) });
    expect(await (await patch({ pinned: true })).json()).toEqual({ seq: 1, pinned: true, note: "" });
    expect(await (await patch({ note: "<b>" })).json()).toEqual({ seq: 1, pinned: true, note: "<b>" });
    expect((await api.captures()).captures).toMatchObject([{ seq: 1, pinned: true, note: "<b>" }]);
    expect(await api.capture(1)).toMatchObject({ pinned: true, note: "<b>" });
    for (const [body, path] of [
      [{ pinned: "yes" }, "pinned"],
      [{ note: "x".repeat(2001) }, "note"],
      [{ note: "\0" }, "note"],
      [{ seq: 2 }, "seq"],
    ] as const) {
      const problem = await problemOf(await patch(body));
      expect(problem).toMatchObject({ status: 422, errors: [{ path }] });
    }
    expect((await patch({ pinned: true }, 2)).status).toBe(404);
  });

  test("an unknown bin answers 404 and stores nothing", async () => {
    expect(await sendRaw(server.port, message({ target: "/never-made" }))).toMatch(/^HTTP\/1\.1 404 /);
    const bin = await createBin(server.url, { name: "never-made" });
    expect((await apiOf(server.url, bin).captures()).total).toBe(0);
  });
});

describe("the reply", () => {
  test("is what the owner set, as soon as it was set, and stored with the capture", async () => {
    const bin = await createBin(server.url);
    const api = apiOf(server.url, bin);
    await sendRaw(server.port, message({ target: `/${bin.id}` }));
    const reply = {
      status: 418,
      headers: [
        ["X-Tea", "yes"],
        ["Set-Cookie", "a=1"],
      ],
      body: { encoding: "utf8", data: "short and stout" },
      delayMs: 0,
    };
    expect((await api.call("", { method: "PATCH", body: JSON.stringify({ reply }) })).status).toBe(200);
    const answer = await sendRaw(server.port, message({ target: `/${bin.id}` }));
    expect(answer).toMatch(/^HTTP\/1\.1 418 /);
    expect(answer).toContain("X-Tea: yes\r\n");
    expect(answer).not.toMatch(/set-cookie/i);
    expect(answer).toMatch(/\r\n\r\nshort and stout$/);
    expect(await api.capture("latest")).toMatchObject({ replyStatus: 418, reply: { status: 418 } });
    expect(await sendRaw(server.port, message({ target: `/${bin.id}/404` }))).toMatch(/^HTTP\/1\.1 404 /);
  });

  test("waits as long as it was told", async () => {
    const reply = { status: 200, headers: [], body: { encoding: "utf8" as const, data: "" }, delayMs: 300 };
    const bin = await createBin(server.url, { reply });
    const started = performance.now();
    await sendRaw(server.port, message({ target: `/${bin.id}` }));
    expect(performance.now() - started).toBeGreaterThanOrEqual(295);
  });
});

test("the process says that it lives and that it is ready; an unknown call is a problem", async () => {
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  for (const call of ["/api", "/api/nothing", "/api/bins/%ZZ", "/api/bins/%FF/captures?limit=%ZZ"]) {
    expect(await problemOf(await fetch(server.url + call))).toMatchObject({ status: 404, code: "not_found" });
  }
  for (const page of ["/bins/%ZZ", "/bins/%C3%28/rules?q=%"]) {
    const response = await fetch(server.url + page);
    expect([response.status, response.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
  }
  const refused = await fetch(`${server.url}/api/bins`, { method: "PUT" });
  expect(refused.headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
  expect(await problemOf(refused)).toMatchObject({ status: 405, code: "method_not_allowed" });
  expect((await fetch(`${server.url}/api/nothing`, { method: "OPTIONS" })).status).toBe(404);
  const methods: [method: string, target: string, allow: string][] = [
    ["TRACE", "/api/bins", "OPTIONS"],
    ["PROPFIND", "/healthz?x", "OPTIONS"],
    ["TRACE", "/_next/static/none.js", "GET, HEAD"],
    ["POST", "/", "GET, HEAD"],
    ["DELETE", "/bins/some-bin", "GET, HEAD"],
  ];
  for (const [method, target, allow] of methods) {
    const answer = await sendRaw(server.port, message({ method, target, headers: [["Next-Action", "0".repeat(40)]] }));
    expect(answer).toMatch(/^HTTP\/1\.1 405 .*"code":"method_not_allowed"/s);
    expect(answer).toContain(`\r\nAllow: ${allow}\r\n`);
  }
  expect(server.output()).not.toContain("Server Action");
});
