import type { Fault } from "#lib/model/fault.ts";
import { withReplyFacts } from "#lib/model/reply-facts.ts";
import type { Rule, Sequence, SimpleAction } from "#lib/model/rule.ts";
import { type Act, compileAction, type PathWarn } from "./actions.ts";
import { type CompiledCondition, compileOrNever } from "./conditions.ts";
import type { Params } from "./glob.ts";
import { type Facts, factsOf, type Message } from "./message.ts";
import { type PreparedReply, prepareDraft } from "./prepare.ts";
import { scopeKey, stepFor } from "./sequence.ts";
import { compileTemplate } from "./template.ts";
import type { Scene } from "./template-sources.ts";

/** What is needed from outside to choose. Storage is somebody else's: a sequence asks `take` for its turn. */
export type Chance = {
  /** The number of this message in its run, counted from 1. */
  take: (ruleId: string, scope: string) => Promise<number>;
  now: number;
  random: () => number;
};

/** The reply to one message. */
export type Chosen = {
  reply: PreparedReply;
  ruleId: string | null;
  fault: Fault | null;
  /** Makes the reply anew once the capture's number is known, for templates that show it; null when none does. */
  late: ((seq: number) => PreparedReply) | null;
};

export type CompiledRule = {
  rule: Rule;
  conditions: CompiledCondition[];
  /** Null when the rule passes: its sequence is over. */
  answer: (scene: Scene, take: Chance["take"], warn?: PathWarn) => Promise<Chosen | null>;
};

export type Rules = {
  /** The first rule that is on, holds and does not pass; null when the bin's own reply is to be given. */
  choose: (message: Message, chance: Chance) => Promise<Chosen | null>;
};

/** Null for a bin whose rules are all off, so that it costs no more than a bin without any. */
export function compileRules(rules: Rule[], options: { ownHost: boolean }): Rules | null {
  const compiled = rules.filter(({ enabled }) => enabled).map((rule) => compileRule(rule, options));
  if (compiled.length === 0) return null;
  return {
    choose: async (message, chance) => {
      const facts = factsOf(message);
      for (const one of compiled) {
        const params = holds(one, facts);
        if (!params || !isLucky(one.rule, chance)) continue;
        const chosen = await one.answer(
          { facts, params, seq: null, now: chance.now, random: chance.random },
          chance.take,
        );
        if (chosen) return chosen;
      }
      return null;
    },
  };
}

/** The path parameters when every condition holds, else null. Stops at the first that does not. */
function holds({ conditions }: CompiledRule, facts: Facts): Params | null {
  const params: Params = new Map();
  return conditions.every((condition) => condition(facts, params).holds) ? params : null;
}

function isLucky({ percent }: Rule, { random }: Chance): boolean {
  return percent >= 100 || random() * 100 < percent;
}

/** Warnings are about what can be told without a message: names that nothing has, filters used wrongly. */
export function compileRule(rule: Rule, options: { ownHost: boolean }, warn?: PathWarn): CompiledRule {
  const conditions = rule.conditions.map(compileOrNever);
  const { action } = rule;
  if (action.kind !== "sequence") {
    const act = compileAction(action, warn);
    return { rule, conditions, answer: async (scene, _take, warn) => carryOut(rule, act, scene, options, null, warn) };
  }
  const acts = action.steps.map((step, index) => compileStep(step.action, index, warn));
  const keyOf = compileScope(action, warn);
  return {
    rule,
    conditions,
    answer: async (scene, take, warn) => {
      const step = stepFor(action, await take(rule.id, keyOf(scene)));
      const act = step === null ? undefined : acts[step];
      if (step === null || !act) return null;
      return carryOut(rule, act, scene, options, `${step + 1}/${acts.length}`, below(`steps.${step}`, warn));
    },
  };
}

function compileStep(action: SimpleAction, index: number, warn: PathWarn | undefined): Act {
  return compileAction(action, below(`steps.${index}`, warn));
}

function below(path: string, warn: PathWarn | undefined): PathWarn | undefined {
  return warn && ((inner, expression, message) => warn(`${path}.${inner}`, expression, message));
}

function compileScope({ scope }: Sequence, warn: PathWarn | undefined): (scene: Scene) => string {
  if (scope.kind === "bin") return () => "";
  if (scope.kind === "path") return ({ facts }) => scopeKey(facts.message.rest || "/");
  const template = compileTemplate(scope.template, (expression, message) => warn?.("scope", expression, message));
  return (scene) => scopeKey(template.render(scene));
}

function carryOut(
  rule: Rule,
  act: Act,
  scene: Scene,
  options: { ownHost: boolean },
  step: string | null,
  warn?: PathWarn,
): Chosen {
  const { fault } = act;
  const facts = { ...(fault && { fault: fault.kind }), ...(step !== null && { step }) };
  const isSilent = fault?.kind === "hold" || fault?.kind === "close" || fault?.kind === "reset";
  const make = (at: Scene): PreparedReply => {
    const draft = act.draft(at, warn);
    if (!isSilent) return prepareDraft(draft, options, facts);
    // No reply is sent, so none is shown as sent.
    const nothing = { status: 0, headers: [], body: new Uint8Array(0), ownBytes: 0, stripped: [] };
    return { ...nothing, headersJson: withReplyFacts([], facts), delayMs: draft.delayMs };
  };
  const late = act.usesSeq && scene.seq === null ? (seq: number) => make({ ...scene, seq }) : null;
  return { reply: make(scene), ruleId: rule.id, fault, late };
}
