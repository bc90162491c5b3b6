import type { z } from "zod";
import { keptMessage } from "#lib/capture/kept-message.ts";
import { loopReply } from "#lib/capture/loop.ts";
import { env, hasCaptureHost } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { bus } from "#lib/live/bus.ts";
import { newBinId } from "#lib/model/ids.ts";
import {
  MAX_RULES_BYTES,
  type Rule,
  type RuleCounter,
  type RuleList,
  type ruleChangesSchema,
  type ruleTrialSchema,
} from "#lib/model/rule.ts";
import type { Trial } from "#lib/model/rule-trial.ts";
import { ruleProblems, ruleWarnings } from "#lib/reply/check-rules.ts";
import { stepFor } from "#lib/reply/sequence.ts";
import { tryRules } from "#lib/reply/try-rules.ts";
import { findBin, type StoredBin } from "#lib/store/bins.ts";
import { listCounters, nextTurn, resetCounters } from "#lib/store/rule-counters.ts";
import { findRules, ruleHistory, type StoredRules, saveRules } from "#lib/store/rules.ts";
import { captureOf } from "./captures.ts";
import { presentBin } from "./present.ts";

const COUNTERS_SHOWN = 200;

export async function rulesOf(bin: StoredBin): Promise<RuleList> {
  return present(bin, await findRules(bin.no));
}

/** Replaces the whole list. Throws `invalid_input` by field, or `conflict`. */
export async function replaceRules(bin: StoredBin, changes: z.output<typeof ruleChangesSchema>): Promise<RuleList> {
  const rules = checked(changes.rules);
  const saved = await saveRules(bin.no, rules, changes.version);
  const fresh = await findBin(bin.id);
  // Also what tells every process to read this bin anew before its next capture.
  if (fresh) bus().publish({ kind: "changed", bin: bin.id, settings: presentBin(fresh) });
  return present(bin, saved);
}

/** What the given rules, or the saved ones, would do with a kept capture. Changes nothing and takes no turn. */
export async function tryAgainst(bin: StoredBin, trial: z.output<typeof ruleTrialSchema>): Promise<Trial> {
  const capture = await captureOf(bin, String(trial.seq));
  const rules = trial.rules ? checked(trial.rules) : (await findRules(bin.no)).rules;
  const take = (ruleId: string, scope: string) => nextTurn(bin.no, ruleId, scope);
  const chance = { take, now: Date.now(), random: Math.random };
  const looped = loopReply(capture.headers);
  return tryRules(rules, keptMessage(bin.id, capture), capture.seq, chance, { ...options(), looped });
}

export async function countersOf(bin: StoredBin, ruleId: string): Promise<RuleCounter[]> {
  const { action } = await ruleOf(bin, ruleId);
  if (action.kind !== "sequence") return [];
  const counters = await listCounters(bin.no, ruleId, COUNTERS_SHOWN);
  return counters.map(({ scope, count, usedAt }) => ({
    scope,
    count,
    next: stepFor(action, count + 1),
    usedAt: usedAt.toISOString(),
  }));
}

export async function resetRule(bin: StoredBin, ruleId: string, scope: string | undefined): Promise<number> {
  await ruleOf(bin, ruleId);
  return resetCounters(bin.no, ruleId, scope);
}

async function ruleOf(bin: StoredBin, id: string): Promise<Rule> {
  const rule = (await findRules(bin.no)).rules.find((one) => one.id === id);
  if (!rule) throw new AppError("not_found", "This bin has no such rule");
  return rule;
}

/** Rules with an id each. Ids are short: one is kept with every capture that a rule answers. */
function checked(wanted: z.output<typeof ruleChangesSchema>["rules"]): Rule[] {
  const rules = wanted.map((rule): Rule => ({ ...rule, id: rule.id ?? newBinId().slice(0, 12) }));
  const problems = ruleProblems(rules);
  if (Buffer.byteLength(JSON.stringify(rules)) > MAX_RULES_BYTES) {
    problems.push({ path: "rules", message: "All rules together have at most 1 MiB" });
  }
  if (problems.length > 0) {
    const said = problems.map(({ path, message }) => `${path}: ${message}`).join("; ");
    throw new AppError("invalid_input", said, { problems });
  }
  return rules;
}

async function present(bin: StoredBin, { version, rules }: StoredRules): Promise<RuleList> {
  const history = await ruleHistory(bin.no);
  return {
    version,
    rules: rules.map((rule) => ({ ...rule, ...(history.get(rule.id) ?? { matched: 0, lastSeq: null }) })),
    warnings: ruleWarnings(rules, options()),
  };
}

function options(): { ownHost: boolean } {
  return { ownHost: hasCaptureHost(env()) };
}
