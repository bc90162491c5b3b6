import { describe, expect, test } from "vitest";
import { DEFAULT_REPLY } from "./reply.ts";
import { type NewRule, ruleChangesSchema, ruleTrialSchema } from "./rule.ts";

const reply = { ...DEFAULT_REPLY, templates: true };
const rule: NewRule = { name: "", enabled: true, conditions: [], action: { kind: "reply", reply } };

function problems(changes: unknown): string[] {
  const parsed = ruleChangesSchema.safeParse(changes);
  return (parsed.error?.issues ?? []).map(({ path }) => path.join("."));
}

describe("ruleChangesSchema", () => {
  test("takes every kind of action, and a share of 100 percent when none is named", () => {
    const actions: NewRule["action"][] = [
      { kind: "reply", reply: { ...reply, delayMs: { fromMs: 0, toMs: 100 } } },
      { kind: "echo", status: 200, delayMs: 0 },
      { kind: "busy", status: 503, retryAfterSeconds: 30, asDate: true },
      { kind: "redirectLoop", status: 307 },
      { kind: "fault", fault: { kind: "hold", forMs: 1000 } },
      { kind: "fault", fault: { kind: "cut", afterBytes: 5 }, reply },
      {
        kind: "sequence",
        steps: [{ times: 2, action: { kind: "fault", fault: { kind: "reset" } } }],
        atEnd: "stay",
        scope: { kind: "value", template: "{{headers.x-id}}" },
      },
    ];
    const parsed = ruleChangesSchema.parse({ rules: actions.map((action) => ({ ...rule, action })) });
    expect(parsed.rules.every(({ percent }) => percent === 100)).toBe(true);
  });

  test.each([
    [{ percent: 0 }, "rules.0.percent"],
    [{ percent: 101 }, "rules.0.percent"],
    [{ id: "has space" }, "rules.0.id"],
    [{ name: "x".repeat(121) }, "rules.0.name"],
    [{ action: { kind: "reply", reply: { ...reply, status: 101 } } }, "rules.0.action.reply.status"],
    [{ action: { kind: "reply", reply: { ...reply, delayMs: 30_001 } } }, "rules.0.action.reply.delayMs"],
    [
      { action: { kind: "reply", reply: { ...reply, delayMs: { fromMs: 5, toMs: 1 } } } },
      "rules.0.action.reply.delayMs.toMs",
    ],
    [
      { action: { kind: "reply", reply: { ...reply, headers: [["Content-Length", "1"]] } } },
      "rules.0.action.reply.headers.0",
    ],
    [
      { action: { kind: "reply", reply: { ...reply, headers: [["X", "a\r\nb"]] } } },
      "rules.0.action.reply.headers.0.1",
    ],
    [{ action: { kind: "busy", status: 500, retryAfterSeconds: 1, asDate: false } }, "rules.0.action.status"],
    [{ action: { kind: "fault", fault: { kind: "hold", forMs: 120_001 } } }, "rules.0.action.fault.forMs"],
    [{ action: { kind: "fault", fault: { kind: "wrongLength", byBytes: 0 } } }, "rules.0.action.fault.byBytes"],
    [{ action: { kind: "fault", fault: { kind: "explode" } } }, "rules.0.action.fault.kind"],
    [{ action: { kind: "sequence", steps: [], atEnd: "stay", scope: { kind: "bin" } } }, "rules.0.action.steps"],
    [{ conditions: [{ field: "body", operator: "like", value: "x" }] }, "rules.0.conditions.0.operator"],
  ])("%j is refused at %s", (changes, path) => {
    expect(problems({ rules: [{ ...rule, ...changes }] })[0]).toBe(path);
  });

  test("a sequence in a sequence is refused", () => {
    const sequence = {
      kind: "sequence",
      steps: [{ times: 1, action: rule.action }],
      atEnd: "stay",
      scope: { kind: "bin" },
    };
    const nested = { ...sequence, steps: [{ times: 1, action: sequence }] };
    expect(problems({ rules: [{ ...rule, action: nested }] })).not.toEqual([]);
  });

  test("two rules with one id are refused at the second", () => {
    expect(
      problems({
        rules: [
          { ...rule, id: "a" },
          { ...rule, id: "a" },
        ],
      }),
    ).toEqual(["rules.1.id"]);
  });

  test("101 rules are refused", () => {
    expect(problems({ rules: Array.from({ length: 101 }, () => rule) })).toEqual(["rules"]);
  });
});

test("a trial names a capture by number or the latest", () => {
  expect(ruleTrialSchema.safeParse({ seq: 0 }).success).toBe(false);
  expect(ruleTrialSchema.safeParse({ seq: "newest" }).success).toBe(false);
  expect(ruleTrialSchema.safeParse({ seq: "latest", rules: [rule] }).success).toBe(true);
});
