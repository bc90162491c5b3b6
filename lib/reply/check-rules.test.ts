import { expect, test } from "vitest";
import { newRuleSchema, type Rule } from "#lib/model/rule.ts";
import { ruleProblems, ruleWarnings } from "./check-rules.ts";

function ruleOf(changes: object): Rule {
  const action = { kind: "echo", status: 200, delayMs: 0 };
  const parsed = newRuleSchema.parse({ id: "r1", name: "", enabled: true, conditions: [], action, ...changes });
  return { ...parsed, id: "r1" };
}

test("conditions that cannot be read are named by field", () => {
  const rule = ruleOf({
    conditions: [
      { field: "method", operator: "equals", value: "GET" },
      { field: "body", operator: "matches", value: "(" },
      { field: "json", path: "a..b", operator: "exists" },
      { field: "address", operator: "in", value: "nowhere" },
    ],
  });
  expect(ruleProblems([ruleOf({}), rule]).map(({ path }) => path)).toEqual([
    "rules.1.conditions.1.value",
    "rules.1.conditions.2.path",
    "rules.1.conditions.3.value",
  ]);
});

test("an empty value is refused where nothing in a message is ever empty, and only there", () => {
  const conditions = [
    { field: "path", operator: "glob", value: "" },
    { field: "path", operator: "equals", value: "" },
    { field: "method", operator: "equals", value: "" },
    { field: "path", operator: "equals", value: "", not: true },
    { field: "path", operator: "glob", value: "/" },
    { field: "path", operator: "startsWith", value: "" },
    { field: "contentType", operator: "equals", value: "" },
    { field: "query", name: "x", operator: "equals", value: "" },
    { field: "header", name: "x", operator: "equals", value: "" },
    { field: "header", name: "x", operator: "exists" },
    { field: "json", path: "", operator: "equals", value: "" },
  ];
  expect(ruleProblems([ruleOf({ conditions })]).map(({ path }) => path)).toEqual([
    "rules.0.conditions.0.value",
    "rules.0.conditions.1.value",
    "rules.0.conditions.2.value",
  ]);
});

test("a bin has at most fifty patterns", () => {
  const pattern = { field: "body", operator: "matches", value: "x" };
  const rules = Array.from({ length: 5 }, () => ruleOf({ conditions: Array.from({ length: 10 }, () => pattern) }));
  expect(ruleProblems(rules)).toEqual([]);
  expect(ruleProblems([...rules, ruleOf({ conditions: [pattern] })])).toMatchObject([{ path: "rules" }]);
});

test("names that nothing has and headers that no sender gets are warned of", () => {
  const reply = {
    status: 200,
    headers: [
      ["Set-Cookie", "a=1"],
      ["X-A", "{{nothing}}"],
    ],
    body: { encoding: "utf8", data: "{{method | shout}}" },
    delayMs: 0,
    templates: true,
  };
  const rule = ruleOf({
    action: {
      kind: "sequence",
      steps: [{ times: 1, action: { kind: "reply", reply } }],
      atEnd: "stay",
      scope: { kind: "value", template: "{{header.x}}" },
    },
  });
  expect(ruleWarnings([rule], { ownHost: false }).map(({ path, expression }) => [path, expression])).toEqual([
    ["steps.0.headers.1", "nothing"],
    ["steps.0.body", "method | shout"],
    ["scope", "header.x"],
    ["headers", "Set-Cookie"],
  ]);
  expect(ruleWarnings([rule], { ownHost: true })).toHaveLength(3);
});
