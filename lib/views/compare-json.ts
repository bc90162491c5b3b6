import { parseJson } from "./parse-json.ts";
import { childrenOf, keyOf, kindAt, type Tree, valueText } from "./tree.ts";
import { dottedStep } from "./tree-path.ts";

/** `before` and `after` are the values as written, cut when long; `path` is written like data.items[3]["odd key"], "" for the whole. */
export type JsonChange =
  | { kind: "added"; path: string; after: string }
  | { kind: "removed"; path: string; before: string }
  | { kind: "changed"; path: string; before: string; after: string };

/** `more`: there are differences beyond those listed. */
export type JsonDifference = { changes: JsonChange[]; more: boolean };

const MAX_NODES = 200_000;
const MAX_CHANGES = 1000;
/** Deeper than this, values are compared as they are written. */
const MAX_DEPTH = 100;
const MAX_VALUE_CHARS = 500;

/**
 * Two JSON texts by structure: the order of keys and white space do not count, numbers count as they are written. Null when either is
 * not JSON or has more than 200,000 values.
 */
export function compareJson(before: string, after: string): JsonDifference | null {
  const left = treeOrNull(before);
  const right = treeOrNull(after);
  if (!left || !right) return null;
  const changes: JsonChange[] = [];
  let more = false;
  const note = (change: JsonChange) => {
    if (changes.length >= MAX_CHANGES) more = true;
    else changes.push(change);
  };

  function compare(a: number, b: number, path: string, depth: number, one: Tree, other: Tree): void {
    if (more || sameToken(one, a, other, b)) return;
    const kind = kindAt(one, a);
    if (kind !== kindAt(other, b) || (kind !== "object" && kind !== "array") || depth >= MAX_DEPTH) {
      const isSameText = kind === "string" && kindAt(other, b) === kind && valueText(one, a) === valueText(other, b);
      if (!isSameText) note({ kind: "changed", path, before: shown(one, a), after: shown(other, b) });
      return;
    }
    const matches = kind === "object" ? matchKeys(one, a, other, b) : matchItems(one, a, other, b);
    for (const { step, before: was, after: is } of matches) {
      const at = dottedStep(path, step);
      if (was !== null && is !== null) compare(was, is, at, depth + 1, one, other);
      else if (is !== null) note({ kind: "added", path: at, after: shown(other, is) });
      else if (was !== null) note({ kind: "removed", path: at, before: shown(one, was) });
    }
  }
  compare(0, 0, "", 0, left, right);
  return { changes, more };
}

type Match = { step: string | number; before: number | null; after: number | null };

/** By key; a key that stands twice is matched with its second, and so on. */
function matchKeys(one: Tree, a: number, other: Tree, b: number): Match[] {
  const left = new Map<string, number[]>();
  for (const child of childrenOf(one, a)) {
    const key = keyOf(one, child) ?? "";
    const same = left.get(key);
    if (same) same.push(child);
    else left.set(key, [child]);
  }
  const used = new Map<string, number>();
  const matches: Match[] = childrenOf(other, b).map((child) => {
    const key = keyOf(other, child) ?? "";
    const turn = used.get(key) ?? 0;
    used.set(key, turn + 1);
    return { step: key, before: left.get(key)?.[turn] ?? null, after: child };
  });
  for (const [key, children] of left) {
    for (const child of children.slice(used.get(key) ?? 0)) matches.push({ step: key, before: child, after: null });
  }
  return matches;
}

/** What is alike at both ends stays out of it, so that one item more in the middle is one item more. */
function matchItems(one: Tree, a: number, other: Tree, b: number): Match[] {
  const left = childrenOf(one, a);
  const right = childrenOf(other, b);
  const same = (i: number, j: number) => sameToken(one, left[i] ?? 0, other, right[j] ?? 0);
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && same(start, start)) start += 1;
  let end = 0;
  while (end < shorter - start && same(left.length - 1 - end, right.length - 1 - end)) end += 1;
  const matches: Match[] = [];
  for (let at = start; at < Math.max(left.length, right.length) - end; at += 1) {
    const before = at < left.length - end ? (left[at] ?? null) : null;
    const after = at < right.length - end ? (right[at] ?? null) : null;
    matches.push({ step: at, before, after });
  }
  return matches;
}

function sameToken(one: Tree, a: number, other: Tree, b: number): boolean {
  const length = (one.end[a] ?? 0) - (one.start[a] ?? 0);
  if (length !== (other.end[b] ?? 0) - (other.start[b] ?? 0)) return false;
  return one.text.slice(one.start[a], one.end[a]) === other.text.slice(other.start[b], other.end[b]);
}

function shown(tree: Tree, index: number): string {
  const start = tree.start[index] ?? 0;
  const end = tree.end[index] ?? 0;
  const cut = tree.text.slice(start, Math.min(end, start + MAX_VALUE_CHARS));
  return end - start > MAX_VALUE_CHARS ? `${cut}\u2026` : cut;
}

function treeOrNull(text: string): Tree | null {
  try {
    const { tree, isWhole } = parseJson(text, MAX_NODES);
    return isWhole ? tree : null;
  } catch {
    return null;
  }
}
