import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import type { Rule } from "#lib/model/rule.ts";
import { compileRules } from "./rules.ts";
import { rulesBytes } from "./weight.ts";

setFlagsFromString("--expose_gc");
const collect: () => void = runInNewContext("gc");

function heldBytes(): number {
  collect();
  collect();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}

const rule = (more: Partial<Rule>): Rule => ({
  ...{ id: "r", name: "", enabled: true, percent: 100, conditions: [] },
  ...{ action: { kind: "echo", status: 200, delayMs: 0 }, ...more },
});
const matching = (value: string) => rule({ conditions: [{ field: "body", operator: "matches", value }] });
const replying = (data: string): Rule =>
  rule({
    action: {
      kind: "reply",
      reply: { status: 200, headers: [], body: { encoding: "utf8", data }, delayMs: 0, templates: true },
    },
  });
const ranges = Array.from({ length: 30 }, (_, index) => `10.0.${index}.0/24`).join(",");

test.each<[string, Rule]>([
  ["a long text", replying("x".repeat(20_000))],
  ["a template", replying("{{ json.a.b.c | upper }}".repeat(400))],
  ["ranges of addresses", rule({ conditions: [{ field: "address", operator: "in", value: ranges } as never] })],
  ["a pattern", matching("^order-[0-9]{2,4}-x+$")],
  ["a long pattern", matching("abcde".repeat(100))],
  ["repeats of repeats", matching("(?:(?:abcdefghi){10}){10}")],
  ["tables, with both ends", matching("^\\p{L}{900}$")],
  ["many tables", matching("\\p{L}".repeat(20))],
])("%s weighs what it takes, give or take a factor of three", (_name, one) => {
  const count = 60;
  const texts = Array.from({ length: count }, () => JSON.stringify([one]));
  compileRules(JSON.parse(texts[0] ?? "[]"), { ownHost: false });
  const before = heldBytes();
  const kept = texts.map((text) => compileRules(JSON.parse(text), { ownHost: false }));
  const taken = (heldBytes() - before) / kept.length;
  const said = rulesBytes([one]);
  expect(said / taken).toBeGreaterThan(1 / 3);
  expect(said / taken).toBeLessThan(3);
});
