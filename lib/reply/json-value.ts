import { childrenOf, keyOf, kindAt, type Tree } from "#lib/views/tree.ts";

/** A way into a JSON document: keys and positions. Null from `parseJsonPath` when the text is no path. */
export type JsonPath = string[];

const DOTTED_STEP = /\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|(?:^|\.)([^.[\]]+)/y;

/** `/a/0/b` (RFC 6901), `a[0].b`, `a.0.b` or `a["odd key"]`; the empty text is the whole document. */
export function parseJsonPath(text: string): JsonPath | null {
  if (text === "" || text === "$") return [];
  if (text.startsWith("/")) {
    if (/~(?![01])/.test(text)) return null;
    return text
      .slice(1)
      .split("/")
      .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  }
  const path: JsonPath = [];
  const dotted = text.startsWith("$.") ? text.slice(2) : text.startsWith("$[") ? text.slice(1) : text;
  for (let at = 0; at < dotted.length; at = DOTTED_STEP.lastIndex) {
    DOTTED_STEP.lastIndex = at;
    const step = DOTTED_STEP.exec(dotted);
    if (!step) return null;
    path.push(step[1] ?? step[2]?.replace(/\\(.)/g, "$1") ?? step[3] ?? "");
  }
  return path;
}

/**
 * The node at `path`, or null. Keys are compared as they read; of a repeated key the last counts, as in JSON.parse. `walked` is told how
 * many children were looked at.
 */
export function nodeAtPath(
  tree: Tree,
  path: JsonPath,
  walked: (children: number) => void = () => undefined,
): number | null {
  let node = tree.count > 0 ? 0 : null;
  for (const step of path) {
    if (node === null) return null;
    walked(tree.childCount[node] ?? 0);
    node = childAt(tree, node, step);
  }
  return node;
}

function childAt(tree: Tree, node: number, step: string): number | null {
  const kind = kindAt(tree, node);
  if (kind === "array") {
    return /^(0|[1-9]\d{0,8})$/.test(step) ? (childrenOf(tree, node, Number(step), 1)[0] ?? null) : null;
  }
  if (kind !== "object") return null;
  let found: number | null = null;
  const end = tree.next[node] ?? 0;
  for (let child = node + 1; child < end; child = tree.next[child] ?? end) {
    if (keyOf(tree, child) === step) found = child;
  }
  return found;
}
