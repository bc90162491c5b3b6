import type { NewRule, RuleList } from "#lib/model/rule.ts";
import type { Api } from "./api.ts";

/** Rules as a test sets them: what it does not name is the usual. */
export type TestRule = Partial<NewRule> & Pick<NewRule, "action">;

export async function setRules(api: Api, rules: TestRule[]): Promise<RuleList> {
  const whole = rules.map((rule) => ({ name: "", enabled: true, conditions: [], ...rule }));
  const response = await api.call("/rules", { method: "PUT", body: JSON.stringify({ rules: whole }) });
  if (response.status !== 200) throw new Error(`rules refused: ${response.status} ${await response.text()}`);
  return (await response.json()) as RuleList;
}

type ReplyAction = Extract<NewRule["action"], { kind: "reply" }>;

/** The action that gives this reply. */
export function replying(body: string, changes: Partial<ReplyAction["reply"]> = {}): ReplyAction {
  const reply = {
    status: 200,
    headers: [],
    body: { encoding: "utf8" as const, data: body },
    delayMs: 0,
    templates: true,
  };
  return { kind: "reply", reply: { ...reply, ...changes } };
}
