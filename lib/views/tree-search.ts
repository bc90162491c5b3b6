import type { Tree } from "./tree.ts";

/**
 * The nodes whose key or value holds `needle`, compared without case, in document order, at most `limit`. Looks at the characters as
 * written, so "é" does not find "\u00e9".
 */
export function searchTree(tree: Tree, needle: string, limit = 1000): number[] {
  const found: number[] = [];
  if (needle === "") return found;
  const pattern = new RegExp(needle.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"), "giu");
  for (let match = pattern.exec(tree.text); match && found.length < limit; match = pattern.exec(tree.text)) {
    const node = nodeAtOffset(tree, match.index);
    if (node === null) continue;
    if (found.at(-1) !== node) found.push(node);
  }
  return found;
}

/** The last node that begins at or before `offset`: in document order, that is the one whose key or value stands there. */
export function nodeAtOffset(tree: Tree, offset: number): number | null {
  let low = 0;
  let high = tree.count - 1;
  let best: number | null = null;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const key = tree.keyStart[middle] ?? -1;
    const begins = key < 0 ? (tree.start[middle] ?? 0) : key;
    if (begins <= offset) {
      best = middle;
      low = middle + 1;
    } else high = middle - 1;
  }
  return best;
}
