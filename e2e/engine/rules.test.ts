import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Rule, RuleList } from "#lib/model/rule.ts";
import type { Trial } from "#lib/model/rule-trial.ts";
import { type Api, apiOf, createBin } from "../harness/api.ts";
import { message, sendRaw } from "../harness/raw.ts";
import { replying, setRules } from "../harness/rules.ts";
import { startServer, type TestServer } from "../harness/server.ts";
import { partsOf } from "../harness/wire.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});

afterAll(() => server.dispose());

async function newBin(): Promise<{ id: string; api: Api }> {
  const bin = await createBin(server.url);
  return { id: bin.id, api: apiOf(server.url, bin) };
}

async function post(id: string, body: string, headers: [string, string][] = [], rest = "") {
  return partsOf(await sendRaw(server.port, message({ target: `/${id}${rest}`, headers, body })));
}

describe("a rule that answers by JSON value", () => {
  test("answers what it matches, with templates, and is kept with the capture", async () => {
    const { id, api } = await newBin();
    const { rules } = await setRules(api, [
      {
        name: "paid",
        conditions: [
          { field: "path", operator: "glob", value: "/orders/:order" },
          { field: "json", path: "data.amount", operator: "greater", value: 100 },
        ],
        action: replying('{"order":{{params.order | json}},"seq":{{seq}},"id":{{json.data.id}}}', {
          status: 201,
          headers: [
            ["Content-Type", "application/json"],
            ["X-Seq", "{{seq}}"],
          ],
        }),
      },
    ]);
    const paid = await post(id, '{"data":{"id":9007199254740993,"amount":150}}', [], "/orders/a%20b");
    expect(paid).toMatchObject({ status: 201, body: '{"order":"a b","seq":1,"id":9007199254740993}' });
    expect(paid.head).toContain("X-Seq: 1");
    expect((await post(id, '{"data":{"amount":50}}', [], "/orders/1")).status).toBe(200);
    const capture = await api.capture(1);
    expect(capture.reply).toMatchObject({ status: 201, ruleId: rules[0]?.id });
    expect(capture.reply.headers).toContainEqual(["X-Seq", "1"]);
    expect((await api.capture(2)).reply.ruleId).toBeUndefined();
  });

  test("a change of rules counts from the next message on", async () => {
    const { id, api } = await newBin();
    expect((await post(id, "")).status).toBe(200);
    for (const status of [418, 201, 500]) {
      await setRules(api, [{ action: replying("", { status }) }]);
      expect((await post(id, "")).status).toBe(status);
    }
    await setRules(api, []);
    expect((await post(id, "")).status).toBe(200);
  });

  test("replies by rules are as safe as the bin's own", async () => {
    const { id, api } = await newBin();
    await setRules(api, [
      {
        action: replying("<script>", {
          headers: [
            ["Content-Type", "text/html"],
            ["Set-Cookie", "session={{json.v}}"],
            ["X-Echo", "{{json.v}}"],
          ],
        }),
      },
    ]);
    const { head } = await post(id, JSON.stringify({ v: "1\r\nSet-Cookie: session=2" }));
    expect(head).toContain("Content-Security-Policy: sandbox");
    expect(head).not.toMatch(/set-cookie/i);
    expect(head).not.toMatch(/x-echo/i);
  });

  test("an echo brings back every byte", async () => {
    const { id, api } = await newBin();
    await setRules(api, [{ action: { kind: "echo", status: 200, delayMs: 0 } }]);
    const answer = await fetch(`${server.url}/${id}`, { method: "POST", body: Uint8Array.from([0, 255, 128, 10]) });
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0, 255, 128, 10]);
  });

  test("a delay between two is kept", async () => {
    const { id, api } = await newBin();
    await setRules(api, [{ action: replying("late", { delayMs: { fromMs: 300, toMs: 320 } }) }]);
    const started = performance.now();
    expect((await post(id, "")).body).toBe("late");
    expect(performance.now() - started).toBeGreaterThanOrEqual(300);
    const delayMs = (await api.capture(1)).reply.delayMs ?? 0;
    expect(delayMs).toBeGreaterThanOrEqual(300);
    expect(delayMs).toBeLessThanOrEqual(320);
  });
});

describe("fail twice, then succeed", () => {
  /** A sender as providers build them: one delivery id, tries again until 2xx, waits as long as it is told. */
  async function deliver(id: string, delivery: string): Promise<number[]> {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const answer = await fetch(`${server.url}/${id}/hook`, {
        method: "POST",
        headers: { "X-GitHub-Delivery": delivery },
        body: "{}",
      });
      statuses.push(answer.status);
      if (answer.ok) return statuses;
      await sleep(Number(answer.headers.get("retry-after") ?? "0") * 1000);
    }
    return statuses;
  }

  const sequence = (scope: object) =>
    ({
      id: "flaky",
      action: {
        kind: "sequence",
        steps: [
          { times: 2, action: { kind: "busy", status: 503, retryAfterSeconds: 0, asDate: false } },
          { times: 1, action: replying("ok") },
        ],
        atEnd: "stay",
        scope,
      },
    }) as Parameters<typeof setRules>[1][number];

  test("each delivery fails twice and then succeeds, also when they come at once", async () => {
    const { id, api } = await newBin();
    await setRules(api, [sequence({ kind: "value", template: "{{headers.x-github-delivery}}" })]);
    const runs = await Promise.all(Array.from({ length: 8 }, (_, index) => deliver(id, `d${index}`)));
    expect(runs).toEqual(Array.from({ length: 8 }, () => [503, 503, 200]));
    expect((await api.capture("latest")).reply.step).toMatch(/^[12]\/2$/);
  });

  test("turns go on over a restart, are visible, and start again when reset", async () => {
    const { id, api } = await newBin();
    await setRules(api, [sequence({ kind: "path" })]);
    expect((await post(id, "", [], "/a")).status).toBe(503);
    await server.kill();
    await server.restart();
    expect((await post(id, "", [], "/a")).status).toBe(503);
    expect((await post(id, "", [], "/a")).status).toBe(200);
    expect((await post(id, "", [], "/b")).status).toBe(503);
    const { counters } = await (await api.call("/rules/flaky/counters")).json();
    expect(counters).toMatchObject([
      { scope: "/b", count: 1, next: 0 },
      { scope: "/a", count: 3, next: 1 },
    ]);
    const reset = await api.call("/rules/flaky/reset", { method: "POST", body: JSON.stringify({ scope: "/a" }) });
    expect(await reset.json()).toEqual({ reset: 1 });
    expect((await post(id, "", [], "/a")).status).toBe(503);
  });

  test("forty at once take forty different turns", async () => {
    const { id, api } = await newBin();
    await setRules(api, [
      {
        action: {
          kind: "sequence",
          steps: [
            { times: 13, action: replying("", { status: 500 }) },
            { times: 1, action: replying("") },
          ],
          atEnd: "stay",
          scope: { kind: "bin" },
        },
      },
    ]);
    const statuses = await Promise.all(
      Array.from({ length: 40 }, async () => (await fetch(`${server.url}/${id}`)).status),
    );
    expect(statuses.filter((status) => status === 500)).toHaveLength(13);
  });
});

describe("the API of rules", () => {
  test("shows how often each matched and which captures it answered", async () => {
    const { id, api } = await newBin();
    await setRules(api, [
      { id: "a", conditions: [{ field: "path", operator: "equals", value: "/a" }], action: replying("") },
      { id: "b", conditions: [{ field: "path", operator: "equals", value: "/b" }], action: replying("") },
    ]);
    for (const rest of ["/a", "/c", "/a", "/b", "/a"]) await post(id, "", [], rest);
    const list = (await (await api.call("/rules")).json()) as RuleList;
    expect(list.rules).toMatchObject([
      { id: "a", matched: 3, lastSeq: 5 },
      { id: "b", matched: 1, lastSeq: 4 },
    ]);
    const page = await api.captures("rule=a&limit=2");
    expect(page.captures.map(({ seq }) => seq)).toEqual([5, 3]);
    expect((await api.captures(page.next ?? "")).captures.map(({ seq }) => seq)).toEqual([1]);
  });

  test("tries saved and unsaved rules against a capture, and changes nothing", async () => {
    const { id, api } = await newBin();
    await post(id, '{"type":"ping"}');
    const unsaved = {
      name: "unsaved",
      enabled: true,
      conditions: [{ field: "json", path: "type", operator: "equals", value: "ping" }],
      action: replying("pong {{seq}} {{query.q}}"),
    };
    const call = async (body: object) =>
      (await (await api.call("/rules/try", { method: "POST", body: JSON.stringify(body) })).json()) as Trial;
    const trial = await call({ seq: 1, rules: [unsaved] });
    expect(trial.ruleId).toBe(trial.rules[0]?.id);
    expect(trial.reply).toMatchObject({ status: 200, body: { data: "pong 1 " } });
    expect(trial.warnings).toMatchObject([{ path: "body", expression: "query.q" }]);
    expect(await call({ seq: "latest" })).toMatchObject({ ruleId: null, reply: null, rules: [] });
    expect(((await (await api.call("/rules")).json()) as RuleList).version).toBe(0);
  });

  test("of what goes round in a circle say the 508 that its sender really heard", async () => {
    const { id, api } = await newBin();
    await setRules(api, [{ name: "", enabled: true, conditions: [], action: replying("from a rule") }]);
    const headers: [string, string][] = [["X-Wirebin-Hop", "3"]];
    const heard = await sendRaw(server.port, message({ method: "POST", target: `/${id}`, headers }));
    const trial = await api.call("/rules/try", { method: "POST", body: '{"seq":1}' });
    const { ruleId, looped, reply, rules } = (await trial.json()) as Trial;
    expect({ ruleId, looped, outcomes: rules.map(({ outcome }) => outcome) }).toEqual({
      ...{ ruleId: null, looped: true, outcomes: ["notReached"] },
    });
    expect(heard).toMatch(/^HTTP\/1\.1 508 /);
    expect(reply?.status).toBe(508);
    expect(heard.endsWith(reply?.body.data ?? "?")).toBe(true);
  });

  test("refuses wrong input by field, and a list that is not the newest", async () => {
    const { api } = await newBin();
    const rule = { name: "", enabled: true, conditions: [], action: replying("") };
    const put = (body: object) => api.call("/rules", { method: "PUT", body: JSON.stringify(body) });
    const wrong = await put({
      rules: [rule, { ...rule, conditions: [{ field: "body", operator: "matches", value: "(" }] }],
    });
    expect(wrong.status).toBe(422);
    expect(wrong.headers.get("content-type")).toContain("application/problem+json");
    expect((await wrong.json()).errors).toMatchObject([{ path: "rules.1.conditions.0.value" }]);
    const unknown = await put({ rules: [{ ...rule, code: "alert(1)" }] });
    expect((await unknown.json()).errors).toMatchObject([{ path: "rules.0.code" }]);
    const large = { ...rule, action: replying("x".repeat(600_000)) };
    expect((await (await put({ rules: [large, large] })).json()).errors).toMatchObject([{ path: "rules" }]);
    expect((await put({ rules: [rule], version: 0 })).status).toBe(200);
    expect((await put({ rules: [], version: 0 })).status).toBe(409);
    expect((await api.call("/rules/none/reset", { method: "POST" })).status).toBe(404);
    expect((await api.call("/rules/try", { method: "POST", body: '{"seq":99}' })).status).toBe(404);
  });

  test("keeps ids that are sent back, and says nothing to a stranger", async () => {
    const { id, api } = await newBin();
    const first = await setRules(api, [
      { name: "one", action: replying("") },
      { name: "two", action: replying("") },
    ]);
    const bare = first.rules.map(({ matched: _, lastSeq: __, ...rule }): Rule => rule);
    const second = await setRules(api, bare.toReversed());
    expect(second.rules.map((rule) => rule.id)).toEqual(first.rules.map((rule) => rule.id).toReversed());
    for (const path of ["/rules", "/rules/x/counters"]) {
      expect((await fetch(`${server.url}/api/bins/${id}${path}`)).status).toBe(404);
    }
  });
});
