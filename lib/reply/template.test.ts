import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factsOf, type Message } from "./message.ts";
import { compileTemplate } from "./template.ts";
import { messageOf } from "./test-message.ts";

const NOW = Date.UTC(2026, 10, 21, 10, 20, 30, 4);

function render(text: string, message: Message = messageOf(), changes: { seq?: number; random?: number } = {}) {
  const warnings: string[] = [];
  const template = compileTemplate(text, (expression, said) => warnings.push(`${expression}: ${said}`));
  const output = template.render(
    {
      facts: factsOf(message),
      params: new Map([["id", "42"]]),
      seq: changes.seq ?? null,
      now: NOW,
      random: () => changes.random ?? 0,
    },
    (expression, said) => warnings.push(`${expression}: ${said}`),
  );
  return { output, warnings };
}

const message = messageOf({
  method: "PUT",
  target: "/orders/a?hub.challenge=c%261&x=1&x=2",
  rest: "/a",
  headers: [
    ["X-Event", "push"],
    ["Cookie", "sid=abc; theme=dark"],
    ["Content-Type", "application/json"],
  ],
  body: '{"id":9007199254740993,"name":"a \\"b\\" \\u00e9","list":[1,{"x":true}],"a/b":"slash","toString":"own"}',
});

describe("names", () => {
  test.each([
    ["{{method}} {{ path }} {{target}}", "PUT /a /orders/a?hub.challenge=c%261&x=1&x=2"],
    ["{{params.id}} {{bin}} {{id}} {{remoteIp}}", "42 orders 0190-id 203.0.113.9"],
    ["{{query.hub.challenge}} {{query.x}}", "c&1 1"],
    ["{{headers.x-event}} {{cookies.theme}}", "push dark"],
    ["{{json.id}} {{json.name}} {{json.list}}", '9007199254740993 a "b" é [1,{"x":true}]'],
    ["{{json.list[1].x}} {{json./list/1/x}} {{json./a~1b}} {{json.toString}}", "true true slash own"],
    ['{{json["a/b"]}}', "slash"],
    ["{{body | hash sha1}}", createHash("sha1").update(message.body).digest("hex")],
    ["{{now}} {{now date}} {{now time}}", "2026-11-21T10:20:30.004Z 2026-11-21 10:20:30"],
    ["{{now unix +5m}} {{now ms -1d}}", `${Math.floor(NOW / 1000) + 300} ${NOW - 86_400_000}`],
    ["{{now http}}", "Sat, 21 Nov 2026 10:20:30 GMT"],
    ["{{randomInt 5 9}}", "5"],
    ['{{ "{{" }}x{{ "}}" }}', "{{x}}"],
  ])("%s", (text, expected) => {
    expect(render(text, message)).toEqual({ output: expected, warnings: [] });
  });

  test("a random integer reaches both its ends", () => {
    expect(render("{{randomInt -2 2}}", message, { random: 0.999999 }).output).toBe("2");
    expect(render("{{randomInt -2 2}}", message, { random: 0 }).output).toBe("-2");
  });

  test("the number is there once the capture is stored, and a template says that it waits for it", () => {
    expect(render("{{seq}}", message, { seq: 7 }).output).toBe("7");
    expect(compileTemplate("{{ seq }}").usesSeq).toBe(true);
    expect(compileTemplate("{{json.seq}}").usesSeq).toBe(false);
  });

  test("form fields are read from a form", () => {
    const form = messageOf({
      headers: [["Content-Type", "application/x-www-form-urlencoded"]],
      body: "user=a+b&user=c",
    });
    expect(render("{{form.user}}", form).output).toBe("a b");
    expect(render("{{form.user}}", messageOf({ body: "user=a" })).output).toBe("");
  });

  test("every uuid is another", () => {
    const [one, two] = render("{{uuid}} {{uuid}}").output.split(" ");
    expect(one).toMatch(/^[0-9a-f-]{36}$/);
    expect(one).not.toBe(two);
  });
});

describe("filters", () => {
  test.each([
    ["{{json.name | json}}", '"a \\"b\\" é"'],
    ["{{json.id | json}} {{json.missing | json}}", "9007199254740993 null"],
    ["{{query.x | base64}} {{query.x | base64url}}", "MQ== MQ"],
    ['{{headers.none | default "x y"}}', "x y"],
    ["{{headers.x-event | upper}} {{query.hub.challenge | url}}", "PUSH c%261"],
    ['{{query.x | hmac sha256 "k\\"ey"}}', createHmac("sha256", 'k"ey').update("1").digest("hex")],
    ["{{query.x | hmac sha256 'k' base64}}", createHmac("sha256", "k").update("1").digest("base64")],
    ["{{query.x | hash md5 base64 | lower}}", createHash("md5").update("1").digest("base64").toLowerCase()],
  ])("%s", (text, expected) => {
    expect(render(text, message).output).toBe(expected);
  });
});

describe("what a template cannot do", () => {
  test.each([
    "{{json.__proto__}}",
    "{{json.constructor.name}}",
    "{{headers.__proto__}}",
    "{{query.constructor}}",
    "{{cookies.hasOwnProperty}}",
    "{{form.toString}}",
    "{{params.__proto__}}",
  ])("%s is empty and says so", (text) => {
    const { output, warnings } = render(`[${text}]`, messageOf({ body: "{}" }));
    expect(output).toBe("[]");
    expect(warnings).toHaveLength(1);
  });

  test.each([
    ["{{__proto__}}", 'Nothing is called "__proto__"'],
    ["{{request.body}}", 'Nothing is called "request"'],
    ["{{#each json}}", 'Nothing is called "#each"'],
    ["{{}}", "Write a name"],
    ["{{method | }}", "after each | a filter"],
    ["{{method | constructor}}", 'There is no filter "constructor"'],
    ["{{method | hmac sha256}}", 'Write hmac sha256 "key"'],
    ["{{method | hash crc32}}", "A hash is one of"],
    ["{{method.x}}", "has nothing below it"],
    ["{{query}}", "Write query.name"],
    ["{{randomInt 9 1}}", "Write randomInt 1 6"],
    ["{{now yesterday}}", "Write now"],
    ["{{constructor}}", 'Nothing is called "constructor"'],
  ])("%s is left out with a reason", (text, reason) => {
    const { output, warnings } = render(`[${text}]`);
    expect(output).toBe("[]");
    expect(warnings.join()).toContain(reason);
  });

  test("an opening without an end stays as it is", () => {
    expect(render("a {{ method").output).toBe("a {{ method");
  });

  test("output ends at 1 MiB, however often a large body is asked for", () => {
    const large = messageOf({ body: "x".repeat(700_000) });
    const { output, warnings } = render("{{body}}{{body}}{{body}}", large);
    expect(output).toHaveLength(700_000);
    expect(warnings.join()).toContain("More than 1048576 bytes");
  });

  test("two hundred hashes of a large body cost no more than a few", () => {
    const large = messageOf({ body: new Uint8Array(10_000_000) });
    const { output, warnings } = render("{{body | hash sha256}}".repeat(200), large);
    expect(output).toHaveLength(3 * 64);
    expect(warnings.join()).toContain("too much work");
  });

  test("a large body is not rewritten for a reply that it cannot be in", () => {
    for (const filter of ["url", "json"]) {
      const large = messageOf({ body: new Uint8Array(10_000_000).fill(0xff) });
      const started = performance.now();
      expect(render(`{{body | ${filter}}}`, large).warnings.join()).toContain("too much work");
      expect(performance.now() - started).toBeLessThan(1000);
    }
  });

  test("twenty thousand look-ups among as many headers end early", () => {
    const headers = Array.from({ length: 16_000 }, (): [string, string] => ["a", "b"]);
    const facts = factsOf(messageOf({ headers }));
    const template = compileTemplate("{{headers.zz}}".repeat(200));
    const started = performance.now();
    for (let i = 0; i < 100; i += 1) {
      template.render({ facts, params: new Map(), seq: null, now: NOW, random: () => 0 });
    }
    expect(facts.work.left).toBeLessThan(0);
    expect(performance.now() - started).toBeLessThan(1500);
  });

  test("any text renders, to at most 1 MiB, without an error", () => {
    const text = fc.string({
      unit: fc.constantFrom("{{", "}}", "|", '"', "'", "\\", "json", ".", "[", " ", "hash", "seq", "é", "\ud800"),
    });
    fc.assert(
      fc.property(text, (source) => {
        expect(render(source, message, { seq: 1 }).output.length).toBeLessThanOrEqual(1024 * 1024);
      }),
      { numRuns: 500 },
    );
  });
});
