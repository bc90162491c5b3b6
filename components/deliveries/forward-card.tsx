"use client";
import CircleCheck from "lucide-react/icons/circle-check";
import CirclePause from "lucide-react/icons/circle-pause";
import Clock3 from "lucide-react/icons/clock-3";
import Ellipsis from "lucide-react/icons/ellipsis";
import List from "lucide-react/icons/list";
import Pencil from "lucide-react/icons/pencil";
import Trash2 from "lucide-react/icons/trash-2";
import { type ReactNode, useId } from "react";
import { coverTarget } from "#components/bin/secret-names.ts";
import { Button } from "#components/ui/button.tsx";
import { formatCount } from "#components/ui/format.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuDivider, MenuItem } from "#components/ui/menu.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { Clock } from "#components/ui/time.tsx";
import type { Bin } from "#lib/model/bin.ts";
import type { Delivery } from "#lib/model/delivery.ts";
import type { Forward } from "#lib/model/forward.ts";
import type { Target } from "#lib/model/target.ts";
import { forwardSentence, type Health, headerSentence, healthOf, retrySentence } from "./forward-words.ts";
import { NO_FILTER, type OutboxFilter } from "./place.ts";
import { formatSpan } from "./time-spans.ts";

export type ForwardCardProps = {
  forward: Forward;
  target: Target | undefined;
  bin: Bin;
  waiting: readonly Delivery[];
  dead: readonly Delivery[];
  onSwitch: (on: boolean) => void;
  onTryNow: () => void;
  onEdit: () => void;
  onDelete: () => void;
  onShow: (filter: OutboxFilter) => void;
};

/** One forward: where to, whether it works, and what it does in sentences. */
export function ForwardCard(props: ForwardCardProps) {
  const { forward, target, bin, waiting, dead, onSwitch, onTryNow, onEdit, onDelete, onShow } = props;
  const id = useId();
  const name = target?.name ?? "Unknown target";
  const health = healthOf(forward, target, waiting);
  const given = dead.filter((delivery) => delivery.forward === forward.id).length;
  const behind = forward.enabled ? Math.max(0, bin.lastSeq - forward.cursor) : 0;
  const headers = headerSentence(forward);
  const url = coverTarget(target?.url ?? "");
  return (
    <li aria-labelledby={id} className="rounded-xl border bg-surface shadow-low">
      <div className="flex items-start gap-3 px-4 pt-3.5">
        <div className="min-w-0 flex-1">
          <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
            <h3 id={id} className="max-w-full truncate text-base font-semibold">
              {name}
            </h3>
            <HealthMark health={health} />
          </div>
          <p className="clipped mt-0.5 text-sm text-soft" title={url}>
            {url}
          </p>
        </div>
        <div className="flex h-8 shrink-0 items-center gap-2">
          <Switch
            label={
              <>
                <span className="sr-only">Forward to {name}: </span>
                <span className="max-sm:sr-only">{forward.enabled ? "On" : "Off"}</span>
              </>
            }
            checked={forward.enabled}
            onChange={onSwitch}
          />
          <Menu
            label={`Forward to ${name}`}
            trigger={
              <IconButton
                data-one-of="forwards"
                label={`Menu of the forward to ${name}`}
                icon={<Ellipsis aria-hidden className="size-4" />}
              />
            }
          >
            <MenuItem icon={<Pencil aria-hidden />} onSelect={onEdit}>
              Edit
            </MenuItem>
            <MenuItem icon={<List aria-hidden />} onSelect={() => onShow({ ...NO_FILTER, forward: forward.id })}>
              Show its deliveries
            </MenuItem>
            <MenuDivider />
            <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={onDelete}>
              Delete
            </MenuItem>
          </Menu>
        </div>
      </div>
      <div className="flex flex-col gap-0.5 px-4 pt-2 pb-3.5 text-sm text-soft">
        <p className="break-words text-ink">{forwardSentence(forward)}</p>
        <p className="break-words">
          {retrySentence(forward.retry)}
          {headers === null ? "" : ` ${headers}`}
          {forward.answerWithinMs === null
            ? ""
            : ` The target's answer goes to the sender, if it comes within ${formatSpan(forward.answerWithinMs)}.`}
        </p>
      </div>
      {health.kind === "paused" || given > 0 || behind > 0 || forward.missed > 0 ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 rounded-b-xl border-t bg-sunken px-4 py-2 text-sm text-soft">
          {health.kind === "paused" ? (
            <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <span>
                It failed {target?.circuit.failures ?? 5} times in a row, so nothing is sent
                {health.until === null ? (
                  ""
                ) : (
                  <>
                    {" "}
                    before <Clock iso={health.until} />
                  </>
                )}
                .
              </span>
              <Button size="sm" onClick={onTryNow}>
                Try now
              </Button>
            </span>
          ) : null}
          {given > 0 ? (
            <Jump onClick={() => onShow({ ...NO_FILTER, state: "dead", forward: forward.id })}>
              {given === 1 ? "1 dead letter" : `${formatCount(given)} dead letters`}
            </Jump>
          ) : null}
          {behind > 0 ? <span className="figures">{formatCount(behind)} still to be looked at</span> : null}
          {forward.missed > 0 ? (
            <span className="figures">{formatCount(forward.missed)} made room before their turn</span>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}

function Jump({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="figures rounded-sm font-medium text-bad underline decoration-transparent underline-offset-2 hover:decoration-current pointer-coarse:min-h-touch"
    >
      {children}
    </button>
  );
}

function HealthMark({ health }: { health: Health }) {
  switch (health.kind) {
    case "off":
      return <Tag>Off</Tag>;
    case "healthy":
      return (
        <Tag tone="good">
          <CircleCheck aria-hidden className="size-3" />
          Healthy
        </Tag>
      );
    case "waiting":
      return (
        <Tag tone="warn">
          <Clock3 aria-hidden className="size-3" />
          {formatCount(health.waiting)} waiting
        </Tag>
      );
    case "paused":
      return (
        <Tag tone="bad">
          <CirclePause aria-hidden className="size-3" />
          Paused{health.waiting > 0 ? `, ${formatCount(health.waiting)} waiting` : ""}
        </Tag>
      );
  }
}
