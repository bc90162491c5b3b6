import { beforeEach, expect, test, vi } from "vitest";
import type { RuleWithHistory } from "#lib/model/rule.ts";
import { ruleOffers } from "./rule-offers.ts";

const said = vi.hoisted(() => ({ problems: [] as string[] }));
vi.mock("#components/ui/notify.ts", () => ({ showProblem: (text: string) => said.problems.push(text) }));

const rule = (id: string, enabled = true) => ({ id, name: id, enabled, action: { kind: "reply" } }) as RuleWithHistory;

let rules: RuleWithHistory[];
let saved: RuleWithHistory[] | null;
beforeEach(() => {
  rules = [rule("a"), rule("b"), rule("c")];
  saved = null;
  said.problems = [];
});

/** Chosen in a palette that was opened with the rules a, b and c, once `meanwhile` has happened. */
function choose(label: string, meanwhile: RuleWithHistory[]): string[] | undefined {
  const nothing = () => undefined;
  const offers = ruleOffers({
    ...{ current: () => rules, change: (changed) => (saved = changed) },
    ...{ onEdit: nothing, onCopy: nothing, onCounters: nothing, onRemove: nothing },
  });
  rules = meanwhile;
  offers.find((offer) => offer.label === label)?.run();
  return saved?.map(({ id, enabled }) => (enabled ? id : `${id} off`));
}

test("what others changed while the palette was open stays", () => {
  const meanwhile = [rule("new"), rule("c"), rule("b"), rule("a")];
  expect(choose("Switch off rule 2: b", meanwhile)).toEqual(["new", "c", "b off", "a"]);
});

test.each([
  ["Move up rule 3: c", ["c", "new", "b", "a"]],
  ["Move down rule 1: a", ["new", "c", "b", "a"]],
])("%s starts from where the rule stands by then", (label, wanted) => {
  expect(choose(label, [rule("new"), rule("c"), rule("b"), rule("a")])).toEqual(wanted);
});

test("a rule that is gone is not brought back, and that is said", () => {
  expect(choose("Switch off rule 2: b", [rule("a"), rule("c")])).toBeUndefined();
  expect(said.problems).toEqual(["This rule is no longer there."]);
});
