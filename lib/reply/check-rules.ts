import type { FieldProblem } from "#lib/errors.ts";
import type { Condition } from "#lib/model/condition.ts";
import type { Rule, RuleWarning } from "#lib/model/rule.ts";
import { compileCondition } from "./conditions.ts";
import { prepareDraft } from "./prepare.ts";
import { compileRule } from "./rules.ts";

/** What the schema cannot tell of conditions: patterns, ranges and paths that cannot be read. `at` is where the list stands. */
export function conditionProblems(conditions: Condition[], at: string): FieldProblem[] {
  return conditions.flatMap((condition, index) => {
    try {
      compileCondition(condition);
      const problem = blankProblem(condition);
      return problem === null ? [] : [{ path: `${at}.${index}.value`, message: problem }];
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const field = condition.field === "json" && condition.operator !== "matches" ? "path" : "value";
      return [{ path: `${at}.${index}.${field}`, message: error.message }];
    }
  });
}

/** An empty value is often meant: a header may be empty. Not where nothing in a message ever is. */
function blankProblem({ field, operator, value, not }: Condition): string | null {
  if (value !== "") return null;
  // The root alone would fit, and nobody who means it writes nothing.
  if (operator === "glob") return "Give a path: / is the bin's own address, /** any path";
  if ((field === "path" || field === "method") && operator === "equals" && !not) {
    return `Give a value: no ${field} is ever empty`;
  }
  return null;
}

/** Patterns of all rules of a bin, and of all its forwards: each takes milliseconds to read, whenever the bin is read anew. */
const MAX_PATTERNS = 50;

/** `at` is the field to name, `where` what they are counted in. */
export function patternProblems(
  holders: readonly { conditions: Condition[] }[],
  at: string,
  where: string,
): FieldProblem[] {
  const patterns = holders.flatMap(({ conditions }) => conditions).filter(({ operator }) => operator === "matches");
  if (patterns.length <= MAX_PATTERNS) return [];
  return [{ path: at, message: `At most ${MAX_PATTERNS} patterns (matches) in ${where}` }];
}

export function ruleProblems(rules: Rule[]): FieldProblem[] {
  const tooMany = patternProblems(rules, "rules", "all rules");
  if (tooMany.length > 0) return tooMany;
  return rules.flatMap(({ conditions }, index) => conditionProblems(conditions, `rules.${index}.conditions`));
}

/** What works, but not as it reads: template names that nothing has, filters used wrongly, headers no sender will get. */
export function ruleWarnings(rules: Rule[], options: { ownHost: boolean }): RuleWarning[] {
  return rules.flatMap((rule) => [
    ...templateWarnings(rule, options),
    ...strippedHeaders(rule, options).map((name) => ({
      ruleId: rule.id,
      path: "headers",
      expression: name,
      message: "Replies leave without this header: it would reach past its own document",
    })),
  ]);
}

function templateWarnings(rule: Rule, options: { ownHost: boolean }): RuleWarning[] {
  const warnings: RuleWarning[] = [];
  compileRule(rule, options, (path, expression, message) => {
    warnings.push({ ruleId: rule.id, path, expression, message });
  });
  return warnings;
}

function strippedHeaders({ action }: Rule, options: { ownHost: boolean }): string[] {
  const simple = action.kind === "sequence" ? action.steps.map((step) => step.action) : [action];
  return simple.flatMap((one) => {
    if ((one.kind !== "reply" && one.kind !== "fault") || !one.reply) return [];
    const { status, headers } = one.reply;
    return prepareDraft({ status, headers, body: new Uint8Array(0), ownBytes: 0, delayMs: 0 }, options).stripped;
  });
}
