import { describe, expect, test } from "vitest";
import { conditionSchema } from "#lib/model/condition.ts";
import { newRuleSchema } from "#lib/model/rule.ts";
import { blankAction, blankFault, blankRule, draftOf, flatCondition, wireOf, withField } from "./rule-draft.ts";
import { nameOfRule, sayCondition, sayDelay, sayFault } from "./say-rule.ts";

const said = (condition: unknown) =>
  sayCondition(flatCondition(conditionSchema.parse(condition)))
    .map(({ text }) => text)
    .join(" ");

describe("a rule in words", () => {
  test("conditions name what they look at, how, and with what", () => {
    expect(said({ field: "path", operator: "glob", value: "/orders/:id" })).toBe("the path fits /orders/:id");
    expect(said({ field: "header", name: "X-Event", operator: "exists", not: true })).toBe(
      "header X-Event is not there",
    );
    expect(said({ field: "json", path: "amount", operator: "greater", value: 10 })).toBe(
      "JSON value amount is greater than 10",
    );
    expect(said({ field: "body", operator: "equals", value: "" })).toBe('the body is ""');
  });

  test("faults and delays are spelled with their units", () => {
    expect(sayFault({ kind: "hold", forMs: 30_000 })).toBe("Says nothing for 30 s, then closes");
    expect(sayFault({ kind: "wrongLength", byBytes: -5 })).toBe("Content-Length 5 B too short");
    expect(sayDelay({ fromMs: 100, toMs: 2000 })).toBe("after 100 ms to 2 s");
    expect(sayDelay(0)).toBe("");
  });

  test("a rule without a name goes by its place", () => {
    expect(nameOfRule("  ", 3)).toBe("Rule 3");
  });
});

describe("a draft", () => {
  test("every blank is a rule that can be saved", () => {
    for (const kind of ["reply", "echo", "busy", "redirectLoop", "fault", "sequence"] as const) {
      expect(newRuleSchema.safeParse(wireOf({ ...blankRule(), action: blankAction(kind) })).error).toBeUndefined();
    }
    for (const kind of ["hold", "close", "reset", "cut", "drip", "wrongLength", "badChunk"] as const) {
      const action = { kind: "fault" as const, fault: blankFault(kind) };
      expect(newRuleSchema.safeParse(wireOf({ ...blankRule(), action })).error).toBeUndefined();
    }
  });

  test("goes out as it came in", () => {
    const rule = newRuleSchema.parse({
      id: "a1",
      name: "n",
      enabled: false,
      percent: 30,
      conditions: [
        { field: "method", operator: "equals", value: "POST", ignoreCase: true },
        { field: "json", path: "a.b", operator: "exists", not: true },
        { field: "address", operator: "in", value: "10.0.0.0/8" },
      ],
      action: { kind: "echo", status: 200, delayMs: 0 },
    });
    expect(wireOf(draftOf(rule))).toEqual(rule);
  });

  test("another field keeps the operator when it has it, and takes its own first one when not", () => {
    const glob = { field: "path", name: "", operator: "glob", value: "/a", not: false, ignoreCase: false } as const;
    expect(withField(glob, "header").operator).toBe("equals");
    expect(withField({ ...glob, operator: "contains" }, "body").operator).toBe("contains");
    expect(withField(glob, "address").operator).toBe("in");
  });
});
