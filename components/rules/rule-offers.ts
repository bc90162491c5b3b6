import type { Offer } from "#components/palette/on-screen.ts";
import type { RuleWithHistory } from "#lib/model/rule.ts";
import { nameOfRule } from "./say-rule.ts";

export type RuleOffersOptions = {
  rules: readonly RuleWithHistory[];
  change: (rules: RuleWithHistory[]) => void;
  onEdit: (rule: RuleWithHistory) => void;
  onCopy: (rule: RuleWithHistory) => void;
  onCounters: (rule: RuleWithHistory) => void;
  onRemove: (rule: RuleWithHistory) => void;
};

/** What the palette can do with each rule. Its place tells those of one name apart. */
export function ruleOffers({ rules, change, onEdit, onCopy, onCounters, onRemove }: RuleOffersOptions): Offer[] {
  return rules.flatMap((rule, index) => {
    const place = index + 1;
    const offer = (verb: string, run: () => void): Offer => ({
      label: `${verb} rule ${place}: ${nameOfRule(rule.name, place)}`,
      run,
    });
    const moved = (to: number) => () => change(rules.toSpliced(index, 1).toSpliced(to, 0, rule));
    const switched = () => change(rules.with(index, { ...rule, enabled: !rule.enabled }));
    return [
      offer("Edit and try", () => onEdit(rule)),
      offer("Duplicate", () => onCopy(rule)),
      ...(rule.action.kind === "sequence" ? [offer("Counters of", () => onCounters(rule))] : []),
      offer(rule.enabled ? "Switch off" : "Switch on", switched),
      ...(index > 0 ? [offer("Move up", moved(index - 1))] : []),
      ...(place < rules.length ? [offer("Move down", moved(index + 1))] : []),
      offer("Delete", () => onRemove(rule)),
    ];
  });
}
