import { describe, expect, test } from "vitest";
import { firstValue } from "#lib/http/pairs.ts";
import { splitReplyFacts } from "#lib/model/reply-facts.ts";
import { type NewRule, newRuleSchema, type Rule } from "#lib/model/rule.ts";
import type { Message } from "./message.ts";
import { type Chance, compileRules } from "./rules.ts";
import { scopeKey, stepFor } from "./sequence.ts";
import { messageOf } from "./test-message.ts";
import { tryRules } from "./try-rules.ts";

const OPTIONS = { ownHost: false };
const NOW = Date.UTC(2026, 10, 21, 10, 0, 0);

function ruleOf(changes: Partial<NewRule> & Pick<NewRule, "action">): Rule {
  const parsed = newRuleSchema.parse({ id: "r1", name: "", enabled: true, conditions: [], ...changes });
  return { ...parsed, id: parsed.id ?? "r1" };
}

function replying(
  body: string,
  changes: Partial<{
    status: number;
    headers: [string, string][];
    delayMs: number | { fromMs: number; toMs: number };
    templates: boolean;
  }> = {},
): NewRule["action"] {
  return {
    kind: "reply",
    reply: {
      status: changes.status ?? 200,
      headers: changes.headers ?? [],
      body: { encoding: "utf8", data: body },
      delayMs: changes.delayMs ?? 0,
      templates: changes.templates ?? true,
    },
  };
}

function chanceOf(changes: Partial<Chance> = {}): Chance {
  const counts = new Map<string, number>();
  return {
    take: async (ruleId, scope) => {
      const key = `${ruleId}/${scope}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      return counts.get(key) ?? 0;
    },
    now: NOW,
    random: () => 0.5,
    ...changes,
  };
}

async function choose(rules: Rule[], message: Message = messageOf(), chance: Chance = chanceOf()) {
  const chosen = await compileRules(rules, OPTIONS)?.choose(message, chance);
  return chosen && { ...chosen, text: new TextDecoder().decode(chosen.reply.body) };
}

describe("which rule answers", () => {
  const ping = ruleOf({
    id: "ping",
    conditions: [{ field: "json", path: "type", operator: "equals", value: "ping" }],
    action: replying("pong"),
  });
  const rest = ruleOf({ id: "rest", action: replying("rest") });

  test("the first whose conditions all hold", async () => {
    expect(await choose([ping, rest], messageOf({ body: '{"type":"ping"}' }))).toMatchObject({
      ruleId: "ping",
      text: "pong",
    });
    expect(await choose([ping, rest], messageOf({ body: '{"type":"push"}' }))).toMatchObject({ ruleId: "rest" });
    expect(await choose([rest, ping], messageOf({ body: '{"type":"ping"}' }))).toMatchObject({ ruleId: "rest" });
  });

  test("none, when none holds or all are off", async () => {
    expect(await choose([ping])).toBeNull();
    expect(compileRules([{ ...rest, enabled: false }], OPTIONS)).toBeNull();
  });

  test("a share of 30 percent answers what falls below it and lets the rest go on", async () => {
    const some = { ...ping, id: "some", percent: 30, conditions: [] };
    expect(await choose([some, rest], messageOf(), chanceOf({ random: () => 0.299 }))).toMatchObject({
      ruleId: "some",
    });
    expect(await choose([some, rest], messageOf(), chanceOf({ random: () => 0.3 }))).toMatchObject({ ruleId: "rest" });
  });
});

describe("what it answers", () => {
  test("templates in headers and body, with the path's parameters", async () => {
    const rule = ruleOf({
      conditions: [{ field: "path", operator: "glob", value: "/orders/:id" }],
      action: replying('{"id":{{params.id | json}}}', { status: 201, headers: [["X-Order", "no {{params.id}}"]] }),
    });
    const chosen = await choose([rule], messageOf({ rest: "/orders/a%22b" }));
    expect(chosen).toMatchObject({ text: '{"id":"a\\"b"}', late: null });
    expect(chosen?.reply.status).toBe(201);
    expect(firstValue(chosen?.reply.headers ?? [], "x-order")).toBe('no a"b');
  });

  test("braces stay braces where templates are off", async () => {
    expect(await choose([ruleOf({ action: replying("{{method}}", { templates: false }) })])).toMatchObject({
      text: "{{method}}",
    });
  });

  test("a value with a line break loses its header, and cannot start another", async () => {
    const rule = ruleOf({
      action: replying("", {
        headers: [
          ["X-Echo", "{{json.v}}"],
          ["X-Safe", "1"],
        ],
      }),
    });
    const chosen = await choose([rule], messageOf({ body: JSON.stringify({ v: "a\r\nSet-Cookie: x=1" }) }));
    const names = chosen?.reply.headers.map(([name]) => name) ?? [];
    expect(names).toContain("X-Safe");
    expect(names).not.toContain("X-Echo");
    expect(JSON.stringify(chosen?.reply.headers)).not.toContain("Set-Cookie");
  });

  test("characters beyond ASCII go out as UTF-8, so a header comes back as it came", async () => {
    const rule = ruleOf({ action: replying("", { headers: [["X-Echo", "{{headers.x-name}}"]] }) });
    const chosen = await choose([rule], messageOf({ headers: [["X-Name", "Ã©"]] }));
    expect(firstValue(chosen?.reply.headers ?? [], "x-echo")).toBe("Ã©");
  });

  test("headers that reach past their document are stripped from rules too", async () => {
    const rule = ruleOf({
      action: replying("", {
        headers: [
          ["Set-Cookie", "a=1"],
          ["Clear-Site-Data", "*"],
        ],
      }),
    });
    expect((await choose([rule]))?.reply.stripped).toEqual(["Set-Cookie", "Clear-Site-Data"]);
  });

  test("a delay between two is any of them", async () => {
    const rule = ruleOf({ action: replying("", { delayMs: { fromMs: 100, toMs: 200 } }) });
    expect((await choose([rule], messageOf(), chanceOf({ random: () => 0 })))?.reply.delayMs).toBe(100);
    expect((await choose([rule], messageOf(), chanceOf({ random: () => 0.9999 })))?.reply.delayMs).toBe(200);
  });

  test("the capture's number comes late: first without it, then with it", async () => {
    const chosen = await choose([ruleOf({ action: replying("no {{seq}}", { headers: [["X-Seq", "{{seq}}"]] }) })]);
    const late = chosen?.late?.(12);
    expect(new TextDecoder().decode(late?.body)).toBe("no 12");
    expect(firstValue(late?.headers ?? [], "x-seq")).toBe("12");
  });

  test("an echo is the body that came, with its type and encoding", async () => {
    const message = messageOf({
      headers: [
        ["content-type", "image/png"],
        ["content-encoding", "gzip"],
      ],
      body: new Uint8Array([0, 255]),
    });
    const chosen = await choose([ruleOf({ action: { kind: "echo", status: 202, delayMs: 0 } })], message);
    expect([...(chosen?.reply.body ?? [])]).toEqual([0, 255]);
    expect(firstValue(chosen?.reply.headers ?? [], "content-type")).toBe("image/png");
    expect(firstValue(chosen?.reply.headers ?? [], "content-encoding")).toBe("gzip");
  });

  test.each([
    [false, "30"],
    [true, "Sat, 21 Nov 2026 10:00:30 GMT"],
  ])("busy says when to come back (as a date: %s)", async (asDate, value) => {
    const chosen = await choose([ruleOf({ action: { kind: "busy", status: 429, retryAfterSeconds: 30, asDate } })]);
    expect(chosen?.reply.status).toBe(429);
    expect(firstValue(chosen?.reply.headers ?? [], "retry-after")).toBe(value);
  });

  test.each([
    ["/orders/a?x=1", "/orders/a?x=1"],
    ["http://bin.test/orders", "/orders"],
    ["//evil.example/x", "/.//evil.example/x"],
    ["/\\evil.example", "/./\\evil.example"],
  ])("a redirect of %s loops to %s and never to another host", async (target, location) => {
    const chosen = await choose([ruleOf({ action: { kind: "redirectLoop", status: 302 } })], messageOf({ target }));
    expect(firstValue(chosen?.reply.headers ?? [], "location")).toBe(location);
    expect(new URL(location, "http://bin.test/x").host).toBe("bin.test");
  });

  test("a fault that says nothing is kept as status 0, one that says something with its status", async () => {
    const silent = await choose([ruleOf({ action: { kind: "fault", fault: { kind: "reset" } } })]);
    expect(silent).toMatchObject({ fault: { kind: "reset" }, reply: { status: 0, headers: [] } });
    expect(splitReplyFacts(JSON.parse(silent?.reply.headersJson ?? "[]")).facts).toEqual({ fault: "reset" });
    const cut = await choose([ruleOf({ action: { kind: "fault", fault: { kind: "cut", afterBytes: 1 } } })]);
    expect(cut?.reply.status).toBe(200);
    expect(cut?.reply.body.length).toBeGreaterThan(10);
  });
});

describe("sequences", () => {
  const steps = [
    { times: 2, action: replying("fail", { status: 500 }) },
    { times: 1, action: replying("ok") },
  ] as Extract<NewRule["action"], { kind: "sequence" }>["steps"];
  const sequence = (changes: object = {}): Rule =>
    ruleOf({ action: { kind: "sequence", steps, atEnd: "stay", scope: { kind: "bin" }, ...changes } });

  async function run(rules: Rule[], messages: Message[]): Promise<(string | undefined)[]> {
    const chance = chanceOf();
    const compiled = compileRules(rules, OPTIONS);
    const texts: (string | undefined)[] = [];
    for (const message of messages) {
      const chosen = await compiled?.choose(message, chance);
      texts.push(chosen ? new TextDecoder().decode(chosen.reply.body) : undefined);
    }
    return texts;
  }
  const same = Array.from({ length: 5 }, () => messageOf());

  test.each([
    ["stay", ["fail", "fail", "ok", "ok", "ok"]],
    ["again", ["fail", "fail", "ok", "fail", "fail"]],
    ["pass", ["fail", "fail", "ok", undefined, undefined]],
  ])("at the end: %s", async (atEnd, expected) => {
    expect(await run([sequence({ atEnd })], same)).toEqual(expected);
  });

  test("one that passes lets the rules below answer", async () => {
    const below = ruleOf({ id: "below", action: replying("below") });
    expect((await run([sequence({ atEnd: "pass" }), below], same)).slice(2)).toEqual(["ok", "below", "below"]);
  });

  test("each path, or each value, has a run of its own", async () => {
    const paths = ["/a", "/b", "/a", "/a", "/b"].map((rest) => messageOf({ rest }));
    expect(await run([sequence({ scope: { kind: "path" } })], paths)).toEqual(["fail", "fail", "fail", "ok", "fail"]);
    const ids = ["1", "2", "1", "1"].map((id) => messageOf({ headers: [["X-Id", id]] }));
    const scope = { kind: "value", template: "{{headers.x-id}}" };
    expect(await run([sequence({ scope })], ids)).toEqual(["fail", "fail", "fail", "ok"]);
  });

  test("the step is kept with the reply", async () => {
    const chosen = await choose([sequence()]);
    expect(splitReplyFacts(JSON.parse(chosen?.reply.headersJson ?? "[]")).facts).toMatchObject({ step: "1/2" });
  });

  test("steps count on without end", () => {
    const endless = { steps, atEnd: "again" as const };
    expect([1, 3, 4, 3_000_000, 3_000_001].map((count) => stepFor(endless as never, count))).toEqual([0, 1, 0, 1, 0]);
  });

  test("long values are different keys of bounded length", () => {
    const one = scopeKey(`${"x".repeat(10_000)}1`);
    expect(one).not.toBe(scopeKey(`${"x".repeat(10_000)}2`));
    expect(one.length).toBeLessThanOrEqual(200);
    expect(scopeKey("a\0b")).toBe("ab");
  });
});

describe("a trial", () => {
  const rules = [
    ruleOf({ id: "off", enabled: false, action: replying("") }),
    ruleOf({
      id: "no",
      conditions: [
        { field: "method", operator: "equals", value: "GET" },
        { field: "header", name: "X-Event", operator: "exists" },
      ],
      action: replying(""),
    }),
    ruleOf({ id: "yes", percent: 40, action: replying("{{seq}} {{query.none}} {{wrong}}") }),
    ruleOf({ id: "later", action: replying("") }),
  ];

  test("says which rule answers, with what, and why each other does not", async () => {
    const trial = await tryRules(rules, messageOf(), 7, chanceOf(), { ...OPTIONS, looped: null });
    expect(trial).toMatchObject({ ruleId: "yes", percent: 40, fault: null });
    expect(trial.reply).toMatchObject({ status: 200, body: { encoding: "utf8", data: "7  " } });
    expect(trial.rules.map(({ id, outcome }) => [id, outcome])).toEqual([
      ["off", "off"],
      ["no", "no"],
      ["yes", "answers"],
      ["later", "notReached"],
    ]);
    expect(trial.rules[1]?.conditions).toEqual([
      { holds: false, why: 'Does not hold: method is "GET"; it is "POST".' },
      { holds: false, why: "Does not hold: header X-Event is there; there is none." },
    ]);
    expect(trial.warnings).toEqual([{ path: "body", expression: "query.none", message: "This has no value here" }]);
  });

  test("says that the bin's own reply is given when no rule answers", async () => {
    const trial = await tryRules(rules.slice(0, 2), messageOf(), 1, chanceOf(), { ...OPTIONS, looped: null });
    expect(trial).toMatchObject({ ruleId: null, reply: null });
  });
});
