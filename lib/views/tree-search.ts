import { type Found, findText } from "./find-text.ts";
import type { Tree } from "./tree.ts";

/** The nodes whose key or value holds `needle`, each once, in document order and piece by piece as `findText` does. */
export function* searchTree(tree: Tree, needle: string): Generator<Found[]> {
  let last = -1;
  for (const piece of findText(tree.text, needle)) {
    const found: Found[] = [];
    for (const { start } of piece) {
      const node = nodeAtOffset(tree, start);
      if (node === null || node === last) continue;
      found.push({ start: node, end: node + 1 });
      last = node;
    }
    yield found;
  }
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
