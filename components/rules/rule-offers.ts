import type { Offer } from "#components/palette/on-screen.ts";
import { showProblem } from "#components/ui/notify.ts";
import type { RuleWithHistory } from "#lib/model/rule.ts";
import { nameOfRule } from "./say-rule.ts";

export type RuleOffersOptions = {
  /** The rules as they are when it is asked: others may change them while the palette is open. */
  current: () => readonly RuleWithHistory[];
  change: (rules: RuleWithHistory[]) => void;
  onEdit: (rule: RuleWithHistory) => void;
  onCopy: (rule: RuleWithHistory) => void;
  onCounters: (rule: RuleWithHistory) => void;
  onRemove: (rule: RuleWithHistory) => void;
};

/** What the palette can do with each rule. Its place tells those of one name apart. */
export function ruleOffers({ current, change, onEdit, onCopy, onCounters, onRemove }: RuleOffersOptions): Offer[] {
  const listed = current();
  return listed.flatMap(({ id, name, action, enabled }, at) => {
    const place = at + 1;
    const offer = (
      verb: string,
      run: (rule: RuleWithHistory, rules: readonly RuleWithHistory[], index: number) => void,
    ): Offer => ({
      label: `${verb} rule ${place}: ${nameOfRule(name, place)}`,
      run: () => {
        const rules = current();
        const index = rules.findIndex((one) => one.id === id);
        const rule = rules[index];
        if (rule) run(rule, rules, index);
        else showProblem("This rule is no longer there.");
      },
    });
    const move = (verb: string, by: 1 | -1) =>
      offer(verb, (rule, rules, index) =>
        change(rules.toSpliced(index, 1).toSpliced(Math.max(0, index + by), 0, rule)),
      );
    return [
      offer("Edit and try", onEdit),
      offer("Duplicate", onCopy),
      ...(action.kind === "sequence" ? [offer("Counters of", onCounters)] : []),
      offer(enabled ? "Switch off" : "Switch on", (rule, rules, index) =>
        change(rules.with(index, { ...rule, enabled: !enabled })),
      ),
      ...(at > 0 ? [move("Move up", -1)] : []),
      ...(place < listed.length ? [move("Move down", 1)] : []),
      offer("Delete", onRemove),
    ];
  });
}
