import type { Condition } from "#lib/model/condition.ts";
import type { Rule } from "#lib/model/rule.ts";
import { patternBytes } from "./pattern.ts";

/**
 * About how many bytes of memory rules and conditions take once they are compiled, for those who keep them. Measured with Node 20: three times
 * their JSON for long texts, 15 to 25 times for what is short, 50 to 900 times for patterns. What is said here is within a factor of three.
 */
const RULE = 1000;
const CONDITION = 1000;
const STEP = 400;
const RANGE = 400;
const EXPRESSION = 130;

export function rulesBytes(rules: readonly Rule[]): number {
  return rules.reduce((sum, rule) => sum + ruleBytes(rule), 0);
}

export function conditionsBytes(conditions: readonly Condition[]): number {
  return 3 * JSON.stringify(conditions).length + compiledBytes(conditions);
}

function ruleBytes(rule: Rule): number {
  const { action, conditions } = rule;
  const text = JSON.stringify(rule);
  const steps = action.kind === "sequence" ? action.steps.length : 0;
  const expressions = text.split("{{").length - 1;
  return RULE + 3 * text.length + STEP * steps + EXPRESSION * expressions + compiledBytes(conditions);
}

function compiledBytes(conditions: readonly Condition[]): number {
  return conditions.reduce((sum, condition) => sum + CONDITION + inside(condition), 0);
}

function inside({ field, operator, value }: Condition): number {
  if (operator === "matches") return patternBytes(String(value));
  return field === "address" ? RANGE * String(value).split(",").length : 0;
}
