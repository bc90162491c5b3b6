"use client";
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import Copy from "lucide-react/icons/copy";
import Ellipsis from "lucide-react/icons/ellipsis";
import GripVertical from "lucide-react/icons/grip-vertical";
import ListRestart from "lucide-react/icons/list-restart";
import Pencil from "lucide-react/icons/pencil";
import Trash2 from "lucide-react/icons/trash-2";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { PointerEvent } from "react";
import { filterHash, placePath } from "#components/inspector/session/place.ts";
import { cutText } from "#components/ui/cut-text.ts";
import { cx } from "#components/ui/cx.ts";
import { formatCount } from "#components/ui/format.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuDivider, MenuItem } from "#components/ui/menu.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { Tag } from "#components/ui/tag.tsx";
import type { RuleWithHistory } from "#lib/model/rule.ts";
import { ActionMark } from "./action-mark.tsx";
import { flatCondition } from "./rule-draft.ts";
import { nameOfRule, sayCondition } from "./say-rule.ts";

export type RuleRowProps = {
  bin: string;
  rule: RuleWithHistory;
  place: number;
  count: number;
  warnings: number;
  isDragged: boolean;
  onGrip: (event: PointerEvent<HTMLElement>) => void;
  onMove: (by: 1 | -1) => void;
  onSwitch: (enabled: boolean) => void;
  onEdit: () => void;
  onCopy: () => void;
  onCounters: () => void;
  onRemove: () => void;
};

/** One rule in the list: what it waits for, what it does, what it did. */
export function RuleRow(props: RuleRowProps) {
  const {
    bin,
    rule,
    place,
    count,
    warnings,
    isDragged,
    onGrip,
    onMove,
    onSwitch,
    onEdit,
    onCopy,
    onCounters,
    onRemove,
  } = props;
  const name = nameOfRule(rule.name, place);
  return (
    <div
      id={`rule-${rule.id}`}
      className={cx(
        "group flex scroll-mt-6 items-start gap-2 rounded-xl border py-3 pr-3 pl-1.5 transition-[opacity,border-color] target:border-focus sm:gap-3",
        rule.enabled ? "bg-surface shadow-low" : "border-dashed bg-canvas",
        isDragged && "opacity-40",
      )}
    >
      <div
        onPointerDown={onGrip}
        className="grid w-6 shrink-0 cursor-grab touch-none place-items-center self-stretch rounded-md text-faint hover:bg-hover hover:text-soft active:cursor-grabbing"
        title="Drag to reorder"
      >
        <GripVertical aria-hidden className="size-4" />
      </div>
      <div className="-ml-1 min-w-0 flex-1 overflow-x-clip pl-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span aria-hidden className="figures text-sm text-faint">
            {place}
          </span>
          <h2 className="min-w-0 text-base font-semibold">
            <button type="button" onClick={onEdit} className="rounded-sm text-left wrap-anywhere hover:underline">
              {name}
            </button>
          </h2>
          {rule.enabled ? null : <Tag>off</Tag>}
          {rule.percent < 100 ? <Tag>{rule.percent}% of them</Tag> : null}
          {warnings > 0 ? (
            <Tag tone="warn">
              <TriangleAlert aria-hidden className="size-3" />
              {warnings === 1 ? "1 warning" : `${warnings} warnings`}
            </Tag>
          ) : null}
        </div>
        <div className="mt-1 flex flex-col items-start gap-1.5">
          <Conditions rule={rule} />
          <ActionMark action={rule.action} />
        </div>
        <p className="mt-2 text-sm text-faint">
          {rule.matched === 0 ? (
            "Has answered no capture that is kept"
          ) : (
            <>
              Answered{" "}
              <a
                href={placePath(bin, null) + filterHash(`rule:${rule.id}`)}
                className="figures rounded-sm text-accent underline"
              >
                {formatCount(rule.matched)} {rule.matched === 1 ? "capture" : "captures"}
              </a>
              {rule.lastSeq === null ? null : (
                <>
                  , last{" "}
                  <a href={`/bins/${bin}/${rule.lastSeq}`} className="figures rounded-sm text-accent underline">
                    #{rule.lastSeq}
                  </a>
                </>
              )}
            </>
          )}
        </p>
      </div>
      <div className="flex shrink-0 flex-col items-end gap-1.5 sm:flex-row sm:items-center">
        <Switch label={<span className="sr-only">{name}: on</span>} checked={rule.enabled} onChange={onSwitch} />
        <div className="flex max-sm:hidden">
          <IconButton
            data-move="up"
            label={`Move ${name} up`}
            icon={<ArrowUp aria-hidden className="size-4" />}
            disabled={place === 1}
            focusableWhenDisabled
            onClick={() => onMove(-1)}
          />
          <IconButton
            data-move="down"
            label={`Move ${name} down`}
            icon={<ArrowDown aria-hidden className="size-4" />}
            disabled={place === count}
            focusableWhenDisabled
            onClick={() => onMove(1)}
          />
        </div>
        <Menu
          label={name}
          trigger={
            <IconButton
              data-one-of="rules"
              label={`More about ${name}`}
              icon={<Ellipsis aria-hidden className="size-4" />}
            />
          }
        >
          <MenuItem icon={<Pencil aria-hidden />} onSelect={onEdit}>
            Edit and try
          </MenuItem>
          <MenuItem icon={<Copy aria-hidden />} onSelect={onCopy}>
            Duplicate
          </MenuItem>
          {rule.action.kind === "sequence" ? (
            <MenuItem icon={<ListRestart aria-hidden />} onSelect={onCounters}>
              Counters
            </MenuItem>
          ) : null}
          <MenuItem icon={<ArrowUp aria-hidden />} disabled={place === 1} onSelect={() => onMove(-1)}>
            Move up
          </MenuItem>
          <MenuItem icon={<ArrowDown aria-hidden />} disabled={place === count} onSelect={() => onMove(1)}>
            Move down
          </MenuItem>
          <MenuDivider />
          <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={onRemove}>
            Delete
          </MenuItem>
        </Menu>
      </div>
    </div>
  );
}

function Conditions({ rule }: { rule: RuleWithHistory }) {
  if (rule.conditions.length === 0) return <p className="text-sm text-soft">Every request</p>;
  return (
    <p className="text-sm leading-6 text-soft">
      {rule.conditions.map(flatCondition).map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions repeat; the place is their identity
        <span key={index}>
          {index === 0 ? "When " : ", and "}
          {sayCondition(condition).map(({ text, isCode }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: words repeat; the place is their identity
            <span key={at}>
              {at > 0 ? " " : ""}
              {isCode ? (
                <code
                  className={cx(
                    "rounded-xs bg-hover px-1 py-0.5 text-xs text-ink",
                    text.length <= 28 ? "whitespace-nowrap" : "wrap-anywhere",
                  )}
                >
                  {text.length > 160 ? `${cutText(text, 160)}…` : text}
                </code>
              ) : (
                text
              )}
            </span>
          ))}
        </span>
      ))}
    </p>
  );
}
