import { binPath, call } from "#components/inspector/session/api.ts";
import type { RuleCounter, RuleList } from "#lib/model/rule.ts";
import type { Trial } from "#lib/model/rule-trial.ts";
import type { SenderEvent } from "#lib/model/sender-event.ts";
import type { WireRule } from "./rule-draft.ts";

/** The calls of the reply rules. The server checks what is sent; answers are typed, not checked again. */
export const rulesApi = {
  list: async (bin: string, signal?: AbortSignal) =>
    (await call(`${binPath(bin)}/rules`, signal ? { signal } : {})) as RuleList,
  /** The whole ordered list. Fails as `conflict` when another list was saved since `version`. */
  save: async (bin: string, rules: readonly WireRule[], version: number) =>
    (await call(`${binPath(bin)}/rules`, { method: "PUT", json: { rules, version } })) as RuleList,
  tryAgainst: async (bin: string, seq: number, rules: readonly WireRule[], signal: AbortSignal) =>
    (await call(`${binPath(bin)}/rules/try`, { method: "POST", json: { seq, rules }, signal })) as Trial,
  counters: async (bin: string, rule: string, signal: AbortSignal) =>
    ((await call(`${binPath(bin)}/rules/${rule}/counters`, { signal })) as { counters: RuleCounter[] }).counters,
  /** One run through a sequence, or all of them. */
  reset: async (bin: string, rule: string, scope?: string) => {
    await call(`${binPath(bin)}/rules/${rule}/reset`, { method: "POST", json: scope === undefined ? {} : { scope } });
  },
  sameEvent: async (bin: string, seq: number, signal: AbortSignal) =>
    (await call(`${binPath(bin)}/captures/${seq}/same`, { signal })) as SenderEvent,
};
