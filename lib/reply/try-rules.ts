import { encodeBytes } from "#lib/model/bytes.ts";
import type { Condition } from "#lib/model/condition.ts";
import type { Rule, TemplateWarning } from "#lib/model/rule.ts";
import type { ConditionTrial, RuleTrial, Trial } from "#lib/model/rule-trial.ts";
import type { Params } from "./glob.ts";
import { type Facts, factsOf, type Message } from "./message.ts";
import { type Chance, type Chosen, type CompiledRule, compileRule } from "./rules.ts";

/**
 * What these rules would do with a message, and why. Asks every condition, also those a live choice would not reach, and takes no
 * turn: `chance.take` says which one would be next. Shares by chance count as won. `looped`: what the message hears whatever the rules
 * say, because it goes round in a circle.
 */
export async function tryRules(
  rules: Rule[],
  message: Message,
  seq: number,
  chance: Chance,
  options: { ownHost: boolean; looped: Chosen | null },
): Promise<Trial> {
  const { looped } = options;
  const facts = factsOf(message);
  const warnings: TemplateWarning[] = [];
  const trials: RuleTrial[] = [];
  let winner: { rule: Rule; chosen: Chosen } | null = null;
  for (const rule of rules) {
    const compiled = compileRule(rule, options);
    const params: Params = new Map();
    const conditions = judge(compiled, facts, params);
    const base = { id: rule.id, name: rule.name, conditions };
    const isMatch = conditions.every(({ holds }) => holds);
    if (!rule.enabled) trials.push({ ...base, outcome: "off" });
    else if (!isMatch) trials.push({ ...base, outcome: "no" });
    else if (winner || looped) trials.push({ ...base, outcome: "notReached" });
    else {
      const scene = { facts, params, seq, now: chance.now, random: chance.random };
      const found: TemplateWarning[] = [];
      const chosen = await compiled.answer(scene, chance.take, (path, expression, message) => {
        found.push({ path, expression, message });
      });
      trials.push({ ...base, outcome: chosen ? "answers" : "passes" });
      if (!chosen) continue;
      winner = { rule, chosen };
      warnings.push(...found);
    }
  }
  const chosen = looped ?? winner?.chosen ?? null;
  return {
    looped: looped !== null,
    ruleId: winner?.rule.id ?? null,
    percent: winner?.rule.percent ?? null,
    fault: chosen?.fault ?? null,
    reply: chosen && shown(chosen),
    warnings,
    rules: trials,
  };
}

function judge({ rule, conditions }: CompiledRule, facts: Facts, params: Params): ConditionTrial[] {
  return conditions.map((condition, index) => {
    const { holds, found } = condition(facts, params);
    const said = rule.conditions[index];
    return { holds, why: said ? explain(said, holds, found) : "" };
  });
}

function shown({ reply }: Chosen): NonNullable<Trial["reply"]> {
  return {
    status: reply.status,
    headers: reply.headers,
    body: encodeBytes(reply.body),
    delayMs: reply.delayMs,
    stripped: reply.stripped,
  };
}

const MAX_SHOWN_CHARS = 120;

const SAYS: { readonly [operator: string]: string } = {
  equals: "is",
  contains: "contains",
  startsWith: "starts with",
  endsWith: "ends with",
  matches: "matches",
  greater: "is greater than",
  less: "is less than",
  glob: "fits",
  in: "is in",
};

/** One plain sentence: what was asked for, and what was there. */
export function explain(condition: Condition, holds: boolean, found: string | null): string {
  const name = nameOf(condition);
  const { operator, value } = condition as { operator: string; value?: unknown };
  const asked =
    operator === "exists"
      ? `${name} ${condition.not ? "is absent" : "is there"}`
      : `${name} ${condition.not ? "not: " : ""}${SAYS[operator]} ${short(String(value))}`;
  const there = found === null ? "there is none" : `it is ${short(found)}`;
  return `${holds ? "Holds" : "Does not hold"}: ${asked}; ${there}.`;
}

function nameOf(condition: Condition): string {
  switch (condition.field) {
    case "query":
      return `query parameter ${condition.name}`;
    case "header":
      return `header ${condition.name}`;
    case "json":
      return `JSON value ${condition.path || "(whole)"}`;
    case "contentType":
      return "content type";
    default:
      return condition.field;
  }
}

function short(text: string): string {
  return JSON.stringify(text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS).toWellFormed()}…` : text);
}
