/**
 * A parsed document as flat arrays over its text: nothing is copied, nothing recurses, and it crosses from a worker without being
 * taken apart. Values and keys stay the characters that came, so big numbers, duplicate keys, their order and "__proto__" are exact.
 */
export type Tree = {
  /** JSON: the document. Binary formats: a rendering in JSON's manner. Offsets below point into it. */
  text: string;
  count: number;
  kind: Uint8Array<ArrayBuffer>;
  /** -1 for a root. */
  parent: Column;
  depth: Column;
  /** Its place among its parent's children; 0 for a root. */
  position: Column;
  /** The key's token, or -1 and -1. */
  keyStart: Column;
  keyEnd: Column;
  start: Column;
  end: Column;
  /** The first node that is not inside this one: its next sibling when they share a parent. */
  next: Column;
  childCount: Column;
};

/** A number for each node. */
export type Column = Int32Array<ArrayBuffer>;

export const NODE_KINDS = ["object", "array", "string", "number", "boolean", "null", "other"] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

export type TreeNode = {
  index: number;
  kind: NodeKind;
  /** The key as it reads, escapes resolved; the position for a child of an array; null for a root. */
  key: string | number | null;
  /** The value's characters as they came; for an object or array the whole of it, so mind its length. */
  start: number;
  end: number;
  depth: number;
  childCount: number;
};

export function nodeAt(tree: Tree, index: number): TreeNode {
  const parent = tree.parent[index] ?? -1;
  const inArray = parent >= 0 && kindAt(tree, parent) === "array";
  return {
    index,
    kind: kindAt(tree, index),
    key: inArray ? (tree.position[index] ?? 0) : keyOf(tree, index),
    start: tree.start[index] ?? 0,
    end: tree.end[index] ?? 0,
    depth: tree.depth[index] ?? 0,
    childCount: tree.childCount[index] ?? 0,
  };
}

export function kindAt(tree: Tree, index: number): NodeKind {
  return NODE_KINDS[tree.kind[index] ?? 6] ?? "other";
}

/** The key as it reads, or null. */
export function keyOf(tree: Tree, index: number): string | null {
  const start = tree.keyStart[index] ?? -1;
  return start < 0 ? null : readString(tree.text.slice(start, tree.keyEnd[index]));
}

/** A scalar as a person would copy it: a string without its quotes and escapes, anything else as written. */
export function valueText(tree: Tree, index: number): string {
  const token = tree.text.slice(tree.start[index], tree.end[index]);
  return kindAt(tree, index) === "string" ? readString(token) : token;
}

/** Children `from` … `from + count` of a node, in order. Walks the ones before. */
export function childrenOf(tree: Tree, index: number, from = 0, count = Number.POSITIVE_INFINITY): number[] {
  const found: number[] = [];
  const end = tree.next[index] ?? 0;
  let position = 0;
  for (let child = index + 1; child < end && found.length < count; child = tree.next[child] ?? end) {
    if (position >= from) found.push(child);
    position += 1;
  }
  return found;
}

/** The nodes on screen when the nodes in `open` show their children: what a windowed list counts and draws. */
export function visibleNodes(tree: Tree, open: ReadonlySet<number>): Int32Array {
  const rows = new Int32Array(tree.count);
  let used = 0;
  let index = 0;
  while (index < tree.count) {
    rows[used] = index;
    used += 1;
    // Most nodes hold nothing, and need not be looked up.
    const isOpen = tree.childCount[index] !== 0 && open.has(index);
    index = isOpen ? index + 1 : (tree.next[index] ?? tree.count);
  }
  return rows.slice(0, used);
}

function readString(token: string): string {
  if (!token.includes("\\")) return token.startsWith('"') ? token.slice(1, -1) : token;
  try {
    const value: unknown = JSON.parse(token);
    return typeof value === "string" ? value : token;
  } catch {
    return token;
  }
}
