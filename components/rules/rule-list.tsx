"use client";
import { type PointerEvent, useEffect, useRef, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import type { RuleWarning, RuleWithHistory } from "#lib/model/rule.ts";
import { RuleRow } from "./rule-row.tsx";
import { nameOfRule } from "./say-rule.ts";

export type RuleListProps = {
  bin: string;
  rules: readonly RuleWithHistory[];
  warnings: readonly RuleWarning[];
  onChange: (rules: RuleWithHistory[]) => void;
  onEdit: (rule: RuleWithHistory) => void;
  onCopy: (rule: RuleWithHistory) => void;
  onCounters: (rule: RuleWithHistory) => void;
  onRemove: (rule: RuleWithHistory) => void;
};

/** Rules in the order in which they are asked; moved by dragging the grip or with the arrow buttons. */
export function RuleList({ bin, rules, warnings, onChange, onEdit, onCopy, onCounters, onRemove }: RuleListProps) {
  const items = useRef<HTMLOListElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const [said, setSaid] = useState("");
  const refocus = useRef<{ id: string; direction: "up" | "down" } | null>(null);

  // A row that moves in the page loses the focus; the button that moved it gets it back.
  useEffect(() => {
    const wanted = refocus.current;
    refocus.current = null;
    if (!wanted || rules.length === 0) return;
    document
      .getElementById(`rule-${wanted.id}`)
      ?.querySelector<HTMLElement>(`[data-move=${wanted.direction}]`)
      ?.focus();
  }, [rules]);

  const move = (from: number, to: number) => {
    const rule = rules[from];
    if (!rule || to === from || to < 0 || to >= rules.length) return;
    const next = [...rules];
    next.splice(to, 0, ...next.splice(from, 1));
    setSaid(`${nameOfRule(rule.name, from + 1)} is now number ${to + 1} of ${rules.length}`);
    onChange(next);
  };

  const grip = (from: number, event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    let to = from;
    setDrag({ from, to });
    const over = (moved: WindowEventMap["pointermove"]) => {
      to = placeAt(items.current, from, moved.clientY);
      setDrag({ from, to });
    };
    const end = (ended: WindowEventMap["pointermove"]) => {
      handle.removeEventListener("pointermove", over);
      handle.removeEventListener("pointerup", end);
      handle.removeEventListener("pointercancel", end);
      setDrag(null);
      if (ended.type === "pointerup") move(from, to);
    };
    handle.addEventListener("pointermove", over);
    handle.addEventListener("pointerup", end);
    handle.addEventListener("pointercancel", end);
  };

  return (
    <>
      <p role="status" aria-live="polite" className="sr-only">
        {said}
      </p>
      <ol ref={items} aria-label="Rules, in the order in which they are asked" className="flex flex-col gap-2.5">
        {rules.map((rule, index) => {
          const isTarget = drag !== null && drag.to === index && drag.to !== drag.from;
          return (
            <li
              key={rule.id}
              className={cx(
                "relative",
                isTarget && "before:absolute before:inset-x-0 before:h-0.5 before:rounded-full before:bg-focus",
                isTarget && (drag.to < drag.from ? "before:-top-1.5" : "before:-bottom-1.5"),
              )}
            >
              <RuleRow
                bin={bin}
                rule={rule}
                place={index + 1}
                count={rules.length}
                warnings={warnings.filter(({ ruleId }) => ruleId === rule.id).length}
                isDragged={drag?.from === index}
                onGrip={(event) => grip(index, event)}
                onMove={(by) => {
                  refocus.current = { id: rule.id, direction: by < 0 ? "up" : "down" };
                  move(index, index + by);
                }}
                onSwitch={(enabled) => onChange(rules.map((one) => (one.id === rule.id ? { ...one, enabled } : one)))}
                onEdit={() => onEdit(rule)}
                onCopy={() => onCopy(rule)}
                onCounters={() => onCounters(rule)}
                onRemove={() => onRemove(rule)}
              />
            </li>
          );
        })}
      </ol>
    </>
  );
}

/** Where a row dragged from `from` would land: behind every other row whose middle lies above the pointer. */
function placeAt(list: HTMLElement | null, from: number, y: number): number {
  const rows = list ? [...list.children] : [];
  return rows.filter((row, index) => {
    const { top, height } = row.getBoundingClientRect();
    return index !== from && top + height / 2 < y;
  }).length;
}
