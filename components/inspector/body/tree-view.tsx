"use client";
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { useOffer } from "#components/palette/on-screen.ts";
import { copyAnd } from "#components/ui/copy-and.ts";
import { cutText } from "#components/ui/cut-text.ts";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import type { Findable } from "#lib/views/find.ts";
import type { Found } from "#lib/views/find-text.ts";
import { type Tree, valueText, visibleNodes } from "#lib/views/tree.ts";
import { dottedPath } from "#lib/views/tree-path.ts";
import { TreeRow } from "./tree-row.tsx";
import { type RowsHandle, WindowedRows } from "./windowed-rows.tsx";

const FindField = lazyPart(async () => (await import("./find-field.tsx")).FindField, { name: "Finding" });

/** Trees up to this size open whole. */
const OPEN_ALL = 1500;
/** A smaller tree is searched by looking at it. */
const FIND_FROM = 12;
const NONE: readonly Found[] = [];

/** A document as a tree. Every token is the one that came: big numbers, repeated keys and their order stay. */
export function TreeView({ tree }: { tree: Tree }) {
  const [open, setOpen] = useState<ReadonlySet<number>>(() => firstOpen(tree));
  const [active, setActive] = useState(0);
  const [found, setFound] = useState(NONE);
  const [goal, setGoal] = useState<number | null>(null);
  const [scrollers, setScrollers] = useState(0);
  const onReady = useCallback(() => setScrollers((count) => count + 1), []);
  const what = useMemo((): Findable => ({ kind: "tree", tree }), [tree]);
  const marked = useMemo(() => new Set(found.map(({ start }) => start)), [found]);
  const rows = useMemo(() => visibleNodes(tree, open), [tree, open]);
  const handle = useRef<RowsHandle>(null);
  const id = useId();

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that become many are fetched first, and say when they can scroll
  useEffect(() => {
    const row = goal === null ? -1 : rows.indexOf(goal);
    if (row < 0 || !handle.current) return;
    setGoal(null);
    setActive(row);
    handle.current.scrollToRow(row);
  }, [goal, rows, scrollers]);

  /** Shows a node wherever it is hidden. */
  const goTo = (node: number) => {
    const next = new Set(open);
    for (let at = tree.parent[node] ?? -1; at >= 0; at = tree.parent[at] ?? -1) next.add(at);
    setOpen(next);
    setGoal(node);
  };
  const toggle = (node: number, wanted = !open.has(node)) => {
    const next = new Set(open);
    if (wanted) next.add(node);
    else next.delete(node);
    setOpen(next);
    return true;
  };
  const chosen = rows[active] ?? 0;
  const offerFirst = useOffer(() => [
    { label: "Copy the path of the value chosen in the tree", run: () => void copyPath(dottedPath(tree, chosen)) },
    { label: "Copy the value chosen in the tree", run: () => void copyValue(valueText(tree, chosen)) },
  ]);
  const keys = (event: KeyboardEvent) => {
    const node = chosen;
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
    // Text that is marked is copied by the browser.
    const isCopy = event.key.toLowerCase() === "c" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (isCopy && getSelection()?.isCollapsed !== false) {
      event.preventDefault();
      void copyValue(valueText(tree, node));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !move()) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const drawn = (
    <div
      role="tree"
      tabIndex={0}
      aria-label="Body as a tree"
      aria-activedescendant={`${id}-${active}`}
      onKeyDown={keys}
      // Of several trees the palette means the one that was used last.
      onFocus={offerFirst}
      className="group/tree inset-focus py-2 text-sm"
    >
      <WindowedRows count={rows.length} rowHeight={22} measured handle={handle} onReady={onReady}>
        {(index) => {
          const node = rows[index] ?? 0;
          return (
            <TreeRow
              id={`${id}-${index}`}
              tree={tree}
              node={node}
              isOpen={open.has(node)}
              isActive={index === active}
              isFound={marked.has(node)}
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
  if (tree.count < FIND_FROM) return drawn;
  return (
    <>
      <FindField what={what} onFound={setFound} onGoTo={(index) => goTo(found[index]?.start ?? 0)} />
      {drawn}
    </>
  );
}

const copyPath = (path: string) => copyAnd(path, `Copied the path ${path === "" ? "of the root" : cutText(path, 100)}`);
const copyValue = (value: string) => copyAnd(value, "Copied the value");

function firstOpen(tree: Tree): Set<number> {
  const open = new Set<number>();
  for (let node = 0; node < tree.count; node += 1) {
    if ((tree.childCount[node] ?? 0) === 0) continue;
    if (tree.count <= OPEN_ALL || (tree.depth[node] ?? 0) < 1) open.add(node);
  }
  return open;
}
