"use client";
import ChevronRight from "lucide-react/icons/chevron-right";
import ListFilter from "lucide-react/icons/list-filter";
import { memo, useContext, useState } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { cutText } from "#components/ui/cut-text.ts";
import { cx } from "#components/ui/cx.ts";
import { RowTool } from "#components/ui/row-tool.tsx";
import { type NodeKind, nodeAt, type Tree, valueText } from "#lib/views/tree.ts";
import { dottedPath } from "#lib/views/tree-path.ts";
import { FindSameContext } from "./find-same.ts";

/** Longer strings are cut until asked for. */
const MAX_CHARS = 400;

const TOOL = "size-5.5! pointer-coarse:size-8!";

const KINDS: Record<NodeKind, string> = {
  object: "text-faint",
  array: "text-faint",
  string: "text-good",
  number: "text-violet",
  boolean: "text-warn",
  null: "text-warn",
  other: "text-soft",
};

export type TreeRowProps = {
  id: string;
  tree: Tree;
  node: number;
  isOpen: boolean;
  isActive: boolean;
  /** Found by the search above the tree. */
  isFound: boolean;
  onPress: () => void;
};

/** One node: its key and its value as they came, and what copies them. */
export const TreeRow = memo(
  function TreeRow({ id, tree, node, isOpen, isActive, isFound, onPress }: TreeRowProps) {
    const { key, kind, depth, childCount, start, end } = nodeAt(tree, node);
    const isContainer = childCount > 0;
    const parent = tree.parent[node] ?? -1;
    const { inDocument } = useContext(FindSameContext);
    const quote = kind === "string" && tree.text[start] === '"' ? 1 : 0;
    // What holds others is no value to look for.
    const filter = kind === "object" || kind === "array" ? null : inDocument(tree.text, start + quote, end - quote);
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it has the focus and handles every key
      <div
        id={id}
        role="treeitem"
        tabIndex={-1}
        aria-level={depth + 1}
        // Most of the others are not in the page: nobody could count them there.
        aria-posinset={parent < 0 ? undefined : (tree.position[node] ?? 0) + 1}
        aria-setsize={parent < 0 ? undefined : tree.childCount[parent]}
        aria-expanded={isContainer ? isOpen : undefined}
        onClick={onPress}
        className={cx(
          "group/node flex min-h-5.5 items-start gap-1 pr-1 leading-5.5 pointer-coarse:min-h-8 pointer-coarse:items-center",
          isFound ? "bg-accent-wash" : "hover:bg-hover",
          // In the reader's own colours a wash is not drawn.
          "-outline-offset-2 outline-accent",
          isFound && "forced-colors:outline-1 forced-colors:outline-dashed",
          isActive && "group-focus-visible/tree:bg-selected forced-colors:group-focus-visible/tree:outline-2",
          isActive && isFound && "outline-2",
        )}
        style={{ paddingLeft: `${Math.min(depth, 40) * 1.125 + 0.375}rem` }}
      >
        <span className="grid size-5.5 shrink-0 place-items-center">
          {isContainer ? (
            <ChevronRight
              aria-hidden
              className={cx("size-3.5 text-faint transition-transform", isOpen && "rotate-90")}
            />
          ) : null}
        </span>
        <span className="verbatim min-w-0 flex-1">
          {key === null ? null : (
            <>
              <span className={typeof key === "number" ? "text-faint" : "text-info"}>{key === "" ? '""' : key}</span>
              <span className="text-faint">: </span>
            </>
          )}
          {kind === "object" || kind === "array" ? (
            <span className="text-faint">{containerText(kind, childCount, isOpen)}</span>
          ) : (
            <Scalar tree={tree} node={node} kind={kind} />
          )}
        </span>
        <span
          className={cx(
            "flex opacity-0 group-hover/node:opacity-100 focus-within:opacity-100",
            // Nothing hovers there: the row that was tapped has its tools, and none can be pressed unseen.
            isActive ? "pointer-coarse:opacity-100" : "pointer-coarse:hidden",
          )}
        >
          {filter ? (
            <RowTool
              label="Filter by this value"
              icon={<ListFilter aria-hidden className="size-3.5" />}
              onClick={filter}
              className={TOOL}
            />
          ) : null}
          <CopyButton size="sm" label="Copy path" text={() => dottedPath(tree, node)} className={TOOL} />
          <CopyButton size="sm" label="Copy value" text={() => valueText(tree, node)} className={TOOL} />
        </span>
      </div>
    );
  },
  (before, after) =>
    before.id === after.id &&
    before.tree === after.tree &&
    before.node === after.node &&
    before.isOpen === after.isOpen &&
    before.isActive === after.isActive &&
    before.isFound === after.isFound,
);

function containerText(kind: "object" | "array", count: number, isOpen: boolean): string {
  const [left, right] = kind === "object" ? ["{", "}"] : ["[", "]"];
  if (count === 0) return left + right;
  const word = kind === "object" ? (count === 1 ? "key" : "keys") : count === 1 ? "item" : "items";
  return isOpen ? `${left} ${count} ${word}` : `${left} ${count} ${word} ${right}`;
}

function Scalar({ tree, node, kind }: { tree: Tree; node: number; kind: NodeKind }) {
  const [whole, setWhole] = useState(false);
  const text = tree.text.slice(tree.start[node], tree.end[node]);
  const cut = !whole && text.length > MAX_CHARS;
  return (
    <span className={cx(KINDS[kind], "break-all")}>
      {cut ? cutText(text, MAX_CHARS) : text}
      {cut ? (
        <button
          type="button"
          onClick={(event) => {
            event.stopPropagation();
            setWhole(true);
          }}
          className="ml-1 rounded-sm bg-hover px-1 font-sans text-xs text-soft underline hover:text-ink"
        >
          {text.length - MAX_CHARS} more characters
        </button>
      ) : null}
    </span>
  );
}
