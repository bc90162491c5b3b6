import { kindAt, type Tree } from "./tree.ts";

/** Deeper than this, lines are indented no further: 200,000 levels would make 80 GB of spaces. */
const MAX_INDENT = 64;
const MAX_CHARS = 64 * 1024 * 1024;

/**
 * The tree as indented text, every token as it was written. Undefined when the text would pass 64 Mi characters.
 */
export function treeText(tree: Tree): string | undefined {
  const pieces: string[] = [];
  const open: number[] = [];
  let length = 0;
  const put = (piece: string) => {
    pieces.push(piece);
    length += piece.length;
  };
  for (let index = 0; index <= tree.count; index += 1) {
    while (open.length > 0 && tree.next[open.at(-1) ?? 0] === index) {
      const closed = open.pop() ?? 0;
      put(`\n${indent(open.length)}${kindAt(tree, closed) === "object" ? "}" : "]"}`);
    }
    if (index === tree.count) break;
    if (length > MAX_CHARS) return undefined;
    const parent = open.at(-1);
    if (index > 0) put(parent === index - 1 || parent === undefined ? "\n" : ",\n");
    put(indent(open.length));
    const keyStart = tree.keyStart[index] ?? -1;
    if (keyStart >= 0) put(`${tree.text.slice(keyStart, tree.keyEnd[index])}: `);
    const kind = kindAt(tree, index);
    const isContainer = kind === "object" || kind === "array";
    if (!isContainer) put(tree.text.slice(tree.start[index], tree.end[index]));
    else if (tree.childCount[index] === 0) put(kind === "object" ? "{}" : "[]");
    else {
      put(kind === "object" ? "{" : "[");
      open.push(index);
    }
  }
  return pieces.join("");
}

const INDENTS = Array.from({ length: MAX_INDENT + 1 }, (_, depth) => "  ".repeat(depth));

function indent(depth: number): string {
  return INDENTS[Math.min(depth, MAX_INDENT)] ?? "";
}
