import { mediaType } from "#lib/http/media-type.ts";
import { allValues, firstValue } from "#lib/http/pairs.ts";
import { utf8FromLatin1 } from "#lib/http/target.ts";
import type { Condition } from "#lib/model/condition.ts";
import { type Operator, toNumber } from "#lib/model/condition-operators.ts";
import { childrenOf, kindAt, type Tree, valueText } from "#lib/views/tree.ts";
import { isInRanges, parseRanges } from "./cidr.ts";
import { findText, findWork } from "./find-text.ts";
import { globWork, matchGlob, type Params, parseGlob } from "./glob.ts";
import { parseJsonPath } from "./json-value.ts";
import { type Facts, jsonAt, toLookThrough } from "./message.ts";
import { patternTest, type TextTest } from "./pattern.ts";

/** What came of one condition. `found` is what was there to compare, null when nothing was. */
export type Verdict = { holds: boolean; found: string | null };
/** `params` receives the path parameters of a glob that fits. */
export type CompiledCondition = (facts: Facts, params: Params) => Verdict;

/**
 * Makes a condition ready to be asked many times. Throws a RangeError, whose message is for the owner, when a pattern, range or path
 * in it cannot be read.
 */
export function compileCondition(condition: Condition): CompiledCondition {
  const look = compileLook(condition);
  const isNegated = condition.not === true;
  return (facts, params) => {
    const { holds, found } = look(facts, params);
    // Turned round or not: nothing holds that was not looked at.
    if (facts.work.left < 0) return { holds: false, found: null };
    return { holds: holds !== isNegated, found };
  };
}

/** True when every condition holds; for those who only filter. Conditions that cannot be read never hold. */
export function compileFilter(conditions: Condition[]): (facts: Facts) => boolean {
  const compiled = conditions.map(compileOrNever);
  return (facts) => compiled.every((condition) => condition(facts, new Map()).holds);
}

/** For stored conditions, which were checked when they were saved: one that cannot be read any more never holds. */
export function compileOrNever(condition: Condition): CompiledCondition {
  try {
    return compileCondition(condition);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return () => ({ holds: false, found: null });
  }
}

function compileLook(condition: Condition): CompiledCondition {
  switch (condition.field) {
    case "method": {
      const test = textTest(condition);
      return (facts) => verdict(facts, test, [facts.message.method]);
    }
    case "path": {
      if (condition.operator !== "glob") {
        const test = textTest(condition);
        return (facts) => verdict(facts, test, [facts.message.rest || "/"]);
      }
      const glob = parseGlob(condition.value, condition.ignoreCase === true);
      return ({ message, work }, params) => {
        work.left -= globWork(glob, message.rest);
        const named = work.left < 0 ? null : matchGlob(glob, message.rest);
        for (const [name, value] of named ?? []) params.set(name, value);
        return { holds: named !== null, found: message.rest || "/" };
      };
    }
    case "query": {
      const { name } = condition;
      const test = textTest(condition);
      return (facts) =>
        verdict(
          facts,
          test,
          toLookThrough(facts, facts.query())
            .filter(([key]) => key === name)
            .map(([, value]) => value),
        );
    }
    case "header": {
      const { name } = condition;
      const test = textTest(condition);
      return (facts) =>
        verdict(facts, test, allValues(toLookThrough(facts, facts.message.headers), name).map(utf8FromLatin1));
    }
    case "contentType": {
      const test = textTest(condition);
      return (facts) => verdict(facts, test, [mediaType(firstValue(facts.message.headers, "content-type"))]);
    }
    case "body": {
      const test = textTest(condition);
      return (facts) => verdict(facts, test, facts.message.body.length === 0 ? [] : [facts.text()]);
    }
    case "json":
      return jsonLook(condition);
    case "address": {
      const ranges = parseRanges(condition.value);
      if (!ranges) throw new RangeError("Write ranges like 10.0.0.0/8 or 2001:db8::/32, separated by commas");
      return ({ message }) => ({ holds: isInRanges(ranges, message.remoteIp), found: message.remoteIp });
    }
  }
}

/** What there is no work left for is not looked at. */
function verdict(facts: Facts, { test, work }: TextTest, values: string[]): Verdict {
  for (const found of values) {
    facts.work.left -= work(found);
    if (facts.work.left < 0) break;
    if (test(found)) return { holds: true, found };
  }
  return { holds: false, found: values[0] ?? null };
}

type Comparison = { operator: Operator; value?: unknown; ignoreCase?: boolean | undefined };

function textTest(comparison: Comparison): TextTest {
  const { operator, value, ignoreCase } = comparison;
  if (operator === "matches") return patternTest(String(value), ignoreCase === true);
  const wanted = operator === "contains" ? String(value) : "";
  return { test: plainTest(comparison), work: (text) => findWork(text, wanted) };
}

function plainTest({ operator, value, ignoreCase }: Comparison): (text: string) => boolean {
  if (operator === "exists") return () => true;
  const wanted = String(value);
  const limit = toNumber(wanted) ?? Number.NaN;
  if (operator === "greater") return (text) => (toNumber(text) ?? Number.NaN) > limit;
  if (operator === "less") return (text) => (toNumber(text) ?? Number.NaN) < limit;
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const folded = fold(wanted);
  if (operator === "contains") return (text) => findText(fold(text), folded) >= 0;
  if (operator === "startsWith") return (text) => fold(text).startsWith(folded);
  if (operator === "endsWith") return (text) => fold(text).endsWith(folded);
  return (text) => fold(text) === folded;
}

function jsonLook(condition: Extract<Condition, { field: "json" }>): CompiledCondition {
  const path = parseJsonPath(condition.path);
  if (!path) throw new RangeError("Write a path like data.items[0].id or /data/items/0/id");
  const test = jsonTest(condition);
  return (facts) => {
    const found = jsonAt(facts, path);
    if (!found) return { holds: false, found: null };
    return { holds: test(facts, found.tree, found.node), found: valueText(found.tree, found.node) };
  };
}

/**
 * A text value compares with what stands there as text, so "42" equals 42; a number, boolean or null equals only its own kind.
 * An array contains what one of its scalars equals.
 */
function jsonTest(
  condition: Extract<Condition, { field: "json" }>,
): (facts: Facts, tree: Tree, node: number) => boolean {
  const { operator, value } = condition;
  const test = textTest(condition);
  if (operator === "equals" && typeof value !== "string") return (_, tree, node) => equalsScalar(tree, node, value);
  const equals = textTest({ ...condition, operator: "equals" });
  return (facts, tree, node) => {
    const isList = operator === "contains" && kindAt(tree, node) === "array";
    const texts = isList ? childrenOf(tree, node).map((child) => valueText(tree, child)) : [valueText(tree, node)];
    return verdict(facts, isList ? equals : test, texts).holds;
  };
}

function equalsScalar(tree: Tree, node: number, value: unknown): boolean {
  const kind = kindAt(tree, node);
  const text = valueText(tree, node);
  if (typeof value !== "number") return kind === (value === null ? "null" : typeof value) && text === String(value);
  if (kind !== "number") return false;
  // Beyond 2^53 different numbers become the same double; there only the same digits are equal.
  return text === String(value) || (Number(text) === value && Math.abs(value) <= Number.MAX_SAFE_INTEGER);
}
