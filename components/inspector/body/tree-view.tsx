"use client";
import ChevronRight from "lucide-react/icons/chevron-right";
import { type KeyboardEvent, memo, useId, useMemo, useRef, useState } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { cx } from "#components/ui/cx.ts";
import { type NodeKind, nodeAt, type Tree, valueText, visibleNodes } from "#lib/views/tree.ts";
import { dottedPath } from "#lib/views/tree-path.ts";
import { type RowsHandle, WindowedRows } from "./windowed-rows.tsx";

/** Trees up to this size open whole. */
const OPEN_ALL = 1500;
/** Longer strings are cut until asked for. */
const MAX_CHARS = 400;

const KINDS: Record<NodeKind, string> = {
  object: "text-faint",
  array: "text-faint",
  string: "text-good",
  number: "text-violet",
  boolean: "text-warn",
  null: "text-warn",
  other: "text-soft",
};

/** A document as a tree. Every token is the one that came: big numbers, repeated keys and their order stay. */
export function TreeView({ tree }: { tree: Tree }) {
  const [open, setOpen] = useState<ReadonlySet<number>>(() => firstOpen(tree));
  const [active, setActive] = useState(0);
  const rows = useMemo(() => visibleNodes(tree, open), [tree, open]);
  const handle = useRef<RowsHandle>(null);
  const id = useId();

  const toggle = (node: number, wanted = !open.has(node)) => {
    const next = new Set(open);
    if (wanted) next.add(node);
    else next.delete(node);
    setOpen(next);
    return true;
  };
  const keys = (event: KeyboardEvent) => {
    const node = rows[active] ?? 0;
    const isContainer = (tree.childCount[node] ?? 0) > 0;
    const go = (row: number) => {
      const to = Math.min(Math.max(0, row), rows.length - 1);
      setActive(to);
      handle.current?.scrollToRow(to);
      return true;
    };
    const move = (): boolean => {
      switch (event.key) {
        case "ArrowDown":
          return go(active + 1);
        case "ArrowUp":
          return go(active - 1);
        case "Home":
          return go(0);
        case "End":
          return go(rows.length - 1);
        case "ArrowRight":
          return isContainer && !open.has(node) ? toggle(node, true) : go(active + 1);
        case "ArrowLeft":
          return isContainer && open.has(node) ? toggle(node, false) : go(rows.indexOf(tree.parent[node] ?? 0));
        case "Enter":
        case " ":
          return isContainer ? toggle(node) : true;
        default:
          return false;
      }
    };
    if (event.ctrlKey || event.metaKey || event.altKey || !move()) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      role="tree"
      tabIndex={0}
      aria-label="Body as a tree"
      aria-activedescendant={`${id}-${active}`}
      onKeyDown={keys}
      className="group/tree inset-focus py-2 text-sm"
    >
      <WindowedRows count={rows.length} rowHeight={22} measured handle={handle}>
        {(index) => {
          const node = rows[index] ?? 0;
          return (
            <Row
              id={`${id}-${index}`}
              tree={tree}
              node={node}
              isOpen={open.has(node)}
              isActive={index === active}
              onPress={() => {
                setActive(index);
                if ((tree.childCount[node] ?? 0) > 0) toggle(node);
              }}
            />
          );
        }}
      </WindowedRows>
    </div>
  );
}

function firstOpen(tree: Tree): Set<number> {
  const open = new Set<number>();
  for (let node = 0; node < tree.count; node += 1) {
    if ((tree.childCount[node] ?? 0) === 0) continue;
    if (tree.count <= OPEN_ALL || (tree.depth[node] ?? 0) < 1) open.add(node);
  }
  return open;
}

type RowProps = { id: string; tree: Tree; node: number; isOpen: boolean; isActive: boolean; onPress: () => void };

const Row = memo(
  function Row({ id, tree, node, isOpen, isActive, onPress }: RowProps) {
    const { key, kind, depth, childCount } = nodeAt(tree, node);
    const isContainer = childCount > 0;
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it has the focus and handles every key
      <div
        id={id}
        role="treeitem"
        tabIndex={-1}
        aria-level={depth + 1}
        aria-expanded={isContainer ? isOpen : undefined}
        onClick={onPress}
        className={cx(
          "group/node flex min-h-5.5 items-start gap-1 pr-1 leading-5.5 hover:bg-hover",
          isActive && "group-focus-visible/tree:bg-selected",
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
        <span className="flex opacity-0 group-hover/node:opacity-100 focus-within:opacity-100">
          <CopyButton size="sm" label="Copy path" text={() => dottedPath(tree, node)} className="size-5.5!" />
          <CopyButton size="sm" label="Copy value" text={() => valueText(tree, node)} className="size-5.5!" />
        </span>
      </div>
    );
  },
  (before, after) =>
    before.id === after.id &&
    before.tree === after.tree &&
    before.node === after.node &&
    before.isOpen === after.isOpen &&
    before.isActive === after.isActive,
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
      {cut ? text.slice(0, MAX_CHARS) : text}
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
