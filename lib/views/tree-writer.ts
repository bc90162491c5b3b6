import type { NodeKind, Tree } from "./tree.ts";
import { TreeBuilder } from "./tree-builder.ts";

type Frame = {
  isObject: boolean;
  /** Pairs or values still to come; infinite until the format says it ends. */
  left: number;
  /** The next value's key as a token, or null while the object waits for one. */
  key: string | null;
  /** The key being written is itself an object or array. */
  isKeyOpen: boolean;
  isFirst: boolean;
};

/**
 * Writes the values of a binary format as a Tree over a text in JSON's manner. A decoder only says what comes, in the order it comes;
 * sizes, keys and nesting are kept here, without recursion.
 */
export class TreeWriter {
  readonly #builder: TreeBuilder;
  readonly #pieces: string[] = [];
  readonly #frames: Frame[] = [];
  #length = 0;

  constructor(maxNodes: number) {
    this.#builder = new TreeBuilder(maxNodes);
  }

  get isFull(): boolean {
    return this.#builder.isFull;
  }

  /** True between values at the top. */
  get isOutside(): boolean {
    return this.#frames.length === 0;
  }

  /** A scalar, written as `text` (a string with its quotes). Where an object waits for a key, it becomes the key. */
  scalar(kind: NodeKind, text: string): void {
    const frame = this.#frames.at(-1);
    if (frame?.isObject && frame.key === null) {
      frame.key = kind === "string" ? text : JSON.stringify(text);
      return;
    }
    const [keyStart, keyEnd] = this.#writeKey();
    const start = this.#put(text);
    this.#builder.leaf(kind, keyStart, keyEnd, start, this.#length);
    this.#valueEnded();
  }

  /** An object of `size` pairs or an array of `size` values; an infinite one ends with `endOpen`. As a key it stands as "(key)". */
  begin(kind: "object" | "array", size: number): void {
    const frame = this.#frames.at(-1);
    if (frame?.isObject && frame.key === null) {
      frame.key = '"(key)"';
      frame.isKeyOpen = true;
    }
    const [keyStart, keyEnd] = this.#writeKey();
    this.#builder.open(kind, keyStart, keyEnd, this.#put(kind === "object" ? "{" : "["));
    this.#frames.push({ isObject: kind === "object", left: size, key: null, isKeyOpen: false, isFirst: true });
    if (size === 0) this.#leave();
  }

  /** The next value belongs to `name` (a tag): shown as an object with that one key. */
  beginTag(name: string): void {
    this.begin("object", 1);
    this.scalar("string", JSON.stringify(name));
  }

  /** Ends the innermost object or array begun without a size; false when there is none that may end here. */
  endOpen(): boolean {
    const frame = this.#frames.at(-1);
    if (frame?.left !== Number.POSITIVE_INFINITY || frame.key !== null) return false;
    this.#leave();
    return true;
  }

  finish(): Tree {
    return this.#builder.finish(this.#pieces.join(""));
  }

  /** Closes the innermost frame, and every one around it that is complete by that. */
  #leave(): void {
    const frame = this.#frames.pop();
    if (!frame) return;
    this.#put(frame.isObject ? "}" : "]");
    this.#builder.close(this.#length);
    this.#valueEnded();
  }

  #valueEnded(): void {
    for (;;) {
      const frame = this.#frames.at(-1);
      if (!frame) return;
      if (frame.isKeyOpen) {
        frame.isKeyOpen = false;
        frame.key = '"(value)"';
        return;
      }
      frame.key = null;
      frame.left -= 1;
      if (frame.left > 0) return;
      this.#frames.pop();
      this.#put(frame.isObject ? "}" : "]");
      this.#builder.close(this.#length);
    }
  }

  /** The comma and key before a value; where the key stands. */
  #writeKey(): [start: number, end: number] {
    const frame = this.#frames.at(-1);
    if (!frame) {
      if (this.#length > 0) this.#put("\n");
      return [-1, -1];
    }
    if (!frame.isFirst) this.#put(",");
    frame.isFirst = false;
    if (frame.key === null) return [-1, -1];
    const start = this.#put(frame.key);
    const end = this.#length;
    this.#put(":");
    return [start, end];
  }

  /** Where the piece begins. */
  #put(piece: string): number {
    const start = this.#length;
    this.#pieces.push(piece);
    this.#length += piece.length;
    return start;
  }
}
