import { rulesApi } from "./rules-api.ts";
import { nameOfRule } from "./say-rule.ts";

/** While one goes from capture to capture, the rules are read at most so often. */
const FRESH_MS = 5000;

type Names = ReadonlyMap<string, string>;
let last: { bin: string; at: number; names: Promise<Names> } | null = null;

/** What the rules of a bin are called, by their ids. Rejects when they cannot be read. */
export function ruleNames(bin: string): Promise<Names> {
  if (last?.bin === bin && Date.now() - last.at < FRESH_MS) return last.names;
  const asked = { bin, at: Date.now(), names: readNames(bin) };
  last = asked;
  asked.names.catch(() => {
    if (last === asked) last = null;
  });
  return asked.names;
}

async function readNames(bin: string): Promise<Names> {
  const { rules } = await rulesApi.list(bin);
  return new Map(rules.map(({ id, name }, index) => [id, nameOfRule(name, index + 1)]));
}
