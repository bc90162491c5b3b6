import { type Column, NODE_KINDS, type NodeKind, type Tree } from "./tree.ts";

const CODES = new Map(NODE_KINDS.map((kind, code) => [kind, code]));

/** Grows a Tree node by node, in document order. Holds no recursion: depth costs nothing but memory. */
export class TreeBuilder {
  count = 0;
  /** The object or array being filled, or -1. */
  current = -1;
  readonly #maxNodes: number;
  #kind = new Uint8Array(256);
  #columns: Column[] = Array.from({ length: 9 }, () => new Int32Array(256));

  constructor(maxNodes: number) {
    this.#maxNodes = maxNodes;
  }

  /** True when no node more may be added; `finish` then closes what is open. */
  get isFull(): boolean {
    return this.count >= this.#maxNodes;
  }

  /** Adds a scalar, or an object or array that is already complete and empty. */
  leaf(kind: NodeKind, keyStart: number, keyEnd: number, start: number, end: number): void {
    this.#add(kind, keyStart, keyEnd, start, end);
  }

  open(kind: "object" | "array", keyStart: number, keyEnd: number, start: number): void {
    this.current = this.#add(kind, keyStart, keyEnd, start, start);
  }

  close(end: number): void {
    const [parent, , , , , ends, next] = this.#columns;
    const node = this.current;
    if (node < 0 || !parent || !ends || !next) return;
    ends[node] = end;
    next[node] = this.count;
    this.current = parent[node] ?? -1;
  }

  currentIsObject(): boolean {
    return this.current >= 0 && this.#kind[this.current] === CODES.get("object");
  }

  /** How many children the open container has. */
  childCount(): number {
    return this.#columns[7]?.[this.current] ?? 0;
  }

  /** Forgets everything added inside the open container since it had `childCount` children and the tree `count` nodes. */
  rewind(count: number, current: number, childCount: number): void {
    this.count = count;
    this.current = current;
    const counts = this.#columns[7];
    if (counts && current >= 0) counts[current] = childCount;
  }

  /** The finished tree; containers still open end where the text ends. */
  finish(text: string): Tree {
    while (this.current >= 0) this.close(text.length);
    const cut = (column: Column | undefined) => (column ?? new Int32Array()).slice(0, this.count);
    const [parent, depth, keyStart, keyEnd, start, end, next, childCount, position] = this.#columns;
    return {
      text,
      count: this.count,
      kind: this.#kind.slice(0, this.count),
      parent: cut(parent),
      depth: cut(depth),
      position: cut(position),
      keyStart: cut(keyStart),
      keyEnd: cut(keyEnd),
      start: cut(start),
      end: cut(end),
      next: cut(next),
      childCount: cut(childCount),
    };
  }

  #add(kind: NodeKind, keyStart: number, keyEnd: number, start: number, end: number): number {
    const node = this.count;
    if (node === this.#kind.length) this.#grow();
    const [parents, depths, keyStarts, keyEnds, starts, ends, next, counts, positions] = this.#columns;
    if (!parents || !depths || !keyStarts || !keyEnds || !starts || !ends || !next || !counts || !positions)
      return node;
    const parent = this.current;
    this.#kind[node] = CODES.get(kind) ?? 6;
    parents[node] = parent;
    depths[node] = parent < 0 ? 0 : (depths[parent] ?? 0) + 1;
    positions[node] = parent < 0 ? 0 : (counts[parent] ?? 0);
    keyStarts[node] = keyStart;
    keyEnds[node] = keyEnd;
    starts[node] = start;
    ends[node] = end;
    next[node] = node + 1;
    counts[node] = 0;
    if (parent >= 0) counts[parent] = (counts[parent] ?? 0) + 1;
    this.count = node + 1;
    return node;
  }

  #grow(): void {
    const size = this.#kind.length * 2;
    const kind = new Uint8Array(size);
    kind.set(this.#kind);
    this.#kind = kind;
    this.#columns = this.#columns.map((column) => {
      const wider = new Int32Array(size);
      wider.set(column);
      return wider;
    });
  }
}
