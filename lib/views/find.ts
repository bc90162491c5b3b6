import { findBytes } from "./find-bytes.ts";
import { type Found, findText } from "./find-text.ts";
import type { Tree } from "./tree.ts";
import { searchTree } from "./tree-search.ts";

/** What can be searched, by how it is shown. */
export type Findable =
  | { kind: "tree"; tree: Tree }
  | { kind: "text"; text: string }
  | { kind: "bytes"; bytes: Uint8Array };

/** Where `needle` stands, in order and piece by piece: a piece takes milliseconds, however large the whole is. */
export function find(what: Findable, needle: string): Generator<Found[]> {
  switch (what.kind) {
    case "tree":
      return searchTree(what.tree, needle);
    case "text":
      return findText(what.text, needle);
    case "bytes":
      return findBytes(what.bytes, needle);
  }
}
