import { describe, expect, test } from "vitest";
import { type Condition, conditionSchema } from "#lib/model/condition.ts";
import { compileCondition, compileFilter } from "./conditions.ts";
import { factsOf, type Message } from "./message.ts";
import { messageOf } from "./test-message.ts";

function holds(condition: unknown, message: Partial<Message> | Message): boolean {
  const params = new Map();
  const compiled = compileCondition(conditionSchema.parse(condition) as Condition);
  return compiled(factsOf("body" in message && "id" in message ? (message as Message) : messageOf(message)), params)
    .holds;
}

const json = (value: unknown) => messageOf({ body: JSON.stringify(value) });

describe("conditions on the request line and headers", () => {
  test.each([
    [{ field: "method", operator: "equals", value: "POST" }, true],
    [{ field: "method", operator: "equals", value: "post" }, false],
    [{ field: "method", operator: "equals", value: "post", ignoreCase: true }, true],
    [{ field: "method", operator: "equals", value: "POST", not: true }, false],
    [{ field: "path", operator: "equals", value: "/a%2Fb" }, true],
    [{ field: "path", operator: "matches", value: "^/a%2F[a-z]$" }, true],
    [{ field: "query", name: "x", operator: "equals", value: "2" }, true],
    [{ field: "query", name: "x", operator: "greater", value: "1.5" }, true],
    [{ field: "query", name: "X", operator: "exists" }, false],
    [{ field: "query", name: "word", operator: "greater", value: "1" }, false],
    [{ field: "query", name: "none", operator: "exists", not: true }, true],
    [{ field: "header", name: "X-EVENT", operator: "startsWith", value: "pu" }, true],
    [{ field: "header", name: "x-event", operator: "equals", value: "second" }, true],
    [{ field: "header", name: "x-name", operator: "equals", value: "é" }, true],
    [{ field: "header", name: "x-none", operator: "equals", value: "" }, false],
    [{ field: "contentType", operator: "equals", value: "application/json" }, true],
    [{ field: "address", operator: "in", value: "10.0.0.0/8, 203.0.113.0/24" }, true],
    [{ field: "address", operator: "in", value: "203.0.113.8" }, false],
    [{ field: "address", operator: "in", value: "2001:db8::/32" }, false],
  ])("%j is %s", (condition, expected) => {
    const message = messageOf({
      rest: "/a%2Fb",
      target: "/orders/a%2Fb?x=1&x=2&word=w",
      headers: [
        ["Content-Type", "Application/JSON; charset=utf-8"],
        ["X-Event", "push"],
        ["x-event", "second"],
        ["X-Name", "Ã©"],
      ],
    });
    expect(holds(condition, message)).toBe(expected);
  });

  test("an IPv4 address in IPv6 form is in an IPv4 range", () => {
    const condition = { field: "address", operator: "in", value: "203.0.113.0/24" };
    expect(holds(condition, messageOf({ remoteIp: "::ffff:203.0.113.9" }))).toBe(true);
    expect(holds(condition, messageOf({ remoteIp: "" }))).toBe(false);
  });
});

describe("conditions on the body", () => {
  test.each([
    [{ field: "body", operator: "contains", value: "wor" }, true],
    [{ field: "body", operator: "matches", value: "(?i)HELLO" }, true],
    [{ field: "body", operator: "exists" }, true],
    [{ field: "json", path: "a", operator: "exists" }, false],
  ])("%j on text is %s", (condition, expected) => {
    expect(holds(condition, messageOf({ body: "hello world" }))).toBe(expected);
  });

  test.each([
    [{ path: "/type", operator: "equals", value: "ping" }, true],
    [{ path: "type", operator: "equals", value: "ping" }, true],
    [{ path: "data[1].id", operator: "equals", value: 42 }, true],
    [{ path: "data.1.id", operator: "equals", value: "42" }, true],
    [{ path: "/data/1/id", operator: "equals", value: 43 }, false],
    [{ path: "data[1].id", operator: "greater", value: 41 }, true],
    [{ path: "data[1].id", operator: "less", value: "42" }, false],
    [{ path: "yes", operator: "equals", value: true }, true],
    [{ path: "yes", operator: "equals", value: "true" }, true],
    [{ path: "none", operator: "equals", value: null }, true],
    [{ path: "none", operator: "exists" }, true],
    [{ path: "missing", operator: "exists" }, false],
    [{ path: "missing", operator: "equals", value: "x", not: true }, true],
    [{ path: "tags", operator: "contains", value: "b" }, true],
    [{ path: "tags", operator: "contains", value: "c" }, false],
    [{ path: "big", operator: "equals", value: "9007199254740993" }, true],
    [{ path: "big", operator: "equals", value: 9007199254740992 }, false],
    [{ path: "", operator: "contains", value: "ping" }, true],
    [{ path: 'odd["a.b"]', operator: "equals", value: "1" }, true],
    [{ path: "__proto__", operator: "exists" }, false],
    [{ path: "constructor.name", operator: "exists" }, false],
    [{ path: "twice", operator: "equals", value: 2 }, true],
  ])("%j is %s", (condition, expected) => {
    const body =
      '{"type":"ping","data":[{},{"id":42}],"yes":true,"none":null,"tags":["a","b"],"big":9007199254740993,"odd":{"a.b":1},"twice":1,"twice":2}';
    expect(holds({ field: "json", ...condition }, messageOf({ body }))).toBe(expected);
  });

  test("a body nested 300,000 deep or cut short is no JSON and no error", () => {
    const deep = "[".repeat(300_000) + "]".repeat(300_000);
    const condition = { field: "json", path: "0.0", operator: "exists" };
    expect(holds(condition, messageOf({ body: deep }))).toBe(false);
    expect(holds(condition, messageOf({ body: '[["x"]' }))).toBe(false);
    expect(holds(condition, messageOf({ body: new Uint8Array([0x5b, 0xff, 0x5d]) }))).toBe(false);
  });

  test("a body over 1 MiB is not read as JSON", () => {
    const body = JSON.stringify({ a: "x".repeat(1024 * 1024) });
    expect(holds({ field: "json", path: "a", operator: "exists" }, messageOf({ body }))).toBe(false);
  });

  test("the body is parsed once for any number of conditions", () => {
    const facts = factsOf(json({ a: 1 }));
    expect(facts.json()).toBe(facts.json());
  });
});

describe("conditions that cannot be read", () => {
  test.each([
    { field: "body", operator: "matches", value: "(" },
    { field: "body", operator: "matches", value: "(x{1000}){1000}" },
    { field: "body", operator: "matches", value: "(?=lookahead)" },
    { field: "address", operator: "in", value: "10.0.0.0/33" },
    { field: "address", operator: "in", value: "1" },
    { field: "address", operator: "in", value: "" },
    { field: "json", path: "/~2", operator: "exists" },
    { field: "json", path: "a..b", operator: "exists" },
  ])("%j is refused with a reason", (condition) => {
    expect(() => compileCondition(conditionSchema.parse(condition))).toThrow(RangeError);
  });

  test("never hold when they were stored all the same", () => {
    const filter = compileFilter([{ field: "body", operator: "matches", value: "(" }]);
    expect(filter(factsOf(messageOf({ body: "(" })))).toBe(false);
  });

  test("a filter without conditions always holds", () => {
    expect(compileFilter([])(factsOf(messageOf()))).toBe(true);
  });
});

describe("work that no rules mean", () => {
  test.each([
    ["globs over a path of many segments", { field: "path", operator: "glob", value: `/**${"/a".repeat(900)}/b` }],
    [
      "globs over a long segment",
      { field: "path", operator: "glob", value: `/**/*${"a".repeat(900)}b${"a".repeat(900)}*` },
    ],
    ["look-ups among many headers", { field: "header", name: "zz", operator: "exists" }],
    ["look-ups among many parameters", { field: "query", name: "zz", operator: "exists" }],
    [
      "searches for a value that repeats itself",
      { field: "body", operator: "contains", value: `${"a".repeat(1000)}b${"a".repeat(999)}` },
    ],
  ] as [string, Condition][])("two thousand %s end early", (_what, condition) => {
    const look = compileCondition(condition);
    const rest = `${"/a".repeat(16_000)}/${"a".repeat(32_000)}`;
    const headers = Array.from({ length: 16_000 }, (): [string, string] => ["a", "b"]);
    const target = `/orders${rest}?${"a&".repeat(16_000)}`;
    const facts = factsOf(messageOf({ rest, target, headers, body: "a".repeat(1024 * 1024) }));
    const started = performance.now();
    for (let i = 0; i < 2000; i += 1) expect(look(facts, new Map()).holds).toBe(false);
    expect(facts.work.left).toBeLessThan(0);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  const pattern = compileCondition({ field: "body", operator: "matches", value: "a+b.*c$" });
  const absent = compileCondition({ field: "body", operator: "contains", value: "zz", not: true });

  test("two thousand patterns over a large body end early, and nothing holds from then on", () => {
    const facts = factsOf(messageOf({ body: "abcxx ".repeat(20_000) }));
    const started = performance.now();
    expect(absent(facts, new Map()).holds).toBe(true);
    for (let i = 0; i < 2000; i += 1) pattern(facts, new Map());
    expect(absent(facts, new Map()).holds).toBe(false);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  test("two thousand look-ups in a wide object end early", () => {
    const body = `{${Array.from({ length: 60_000 }, (_, index) => `"k${index}":1`).join(",")}}`;
    const facts = factsOf(messageOf({ body }));
    const look = compileCondition({ field: "json", path: "k59999", operator: "exists" });
    const started = performance.now();
    const held = Array.from({ length: 2000 }, () => look(facts, new Map()).holds);
    expect(held[0]).toBe(true);
    expect(held.at(-1)).toBe(false);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
