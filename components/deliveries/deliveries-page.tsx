"use client";
import RotateCw from "lucide-react/icons/rotate-cw";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { BinGone } from "#components/inspector/bin-gone.tsx";
import { ConnectionMark } from "#components/inspector/top/connection-mark.tsx";
import { LogoMark } from "#components/site/logo.tsx";
import { ThemeMenu } from "#components/site/theme-menu.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { ForwardsPart } from "./forwards-part.tsx";
import { OutboxPart } from "./outbox-part.tsx";
import { TargetsPart } from "./targets-part.tsx";
import { type OutboxData, type OutboxFilter, useOutbox } from "./use-outbox.ts";

type Part = "forwards" | "deliveries" | "targets";

/** Where the captures of a bin go: its forwards, every delivery with its attempts, and its targets. */
export function DeliveriesPage({ initial }: { initial: OutboxData }) {
  const [part, setPart] = useState<Part>("forwards");
  const [filter, setFilter] = useState<OutboxFilter>({ state: null, forward: null });
  const outbox = useOutbox(initial, filter);
  const { data, gone, link, busy, reload, list, problem } = outbox;
  const { bin, forwards, targets, waiting, dead } = data;
  if (gone) return <BinGone bin={bin.id} wasOpen />;
  const show = (wanted: OutboxFilter) => {
    setFilter(wanted);
    setPart("deliveries");
  };
  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-canvas">
      <header className="flex h-14 shrink-0 items-center gap-2 border-b bg-surface px-3">
        <Tooltip hint="All bins">
          <Link
            href="/"
            prefetch={false}
            aria-label="Wirebin: all bins"
            className="grid size-9 shrink-0 place-items-center rounded-md hover:bg-hover"
          >
            <LogoMark />
          </Link>
        </Tooltip>
        <span aria-hidden className="text-line-strong">
          /
        </span>
        <Link
          href={`/bins/${bin.id}`}
          prefetch={false}
          className="min-w-0 truncate rounded-md px-1 font-medium hover:bg-hover"
        >
          {bin.title || bin.id}
        </Link>
        <span aria-hidden className="text-line-strong">
          /
        </span>
        <h1 className="mr-auto shrink-0 px-1 font-medium">Deliveries</h1>
        <ConnectionMark link={link} />
        <IconButton
          label="Read again"
          icon={<RotateCw aria-hidden className="size-4" />}
          disabled={busy}
          focusableWhenDisabled
          onClick={() => void reload()}
          className="max-sm:hidden"
        />
        <ThemeMenu />
      </header>
      <main className="min-h-0 flex-1">
        <Tabs<Part>
          label="Deliveries of this bin"
          value={part}
          onChange={setPart}
          className="h-full"
          panelClassName="overflow-y-auto"
          tabs={[
            {
              value: "forwards",
              label: "Forwards",
              count: forwards.length,
              content: (
                <Column>
                  <Stale problem={problem} />
                  <ForwardsPart data={data} reload={reload} onShow={show} />
                </Column>
              ),
            },
            {
              value: "deliveries",
              label: "Deliveries",
              count: waiting.deliveries.length + dead.deliveries.length,
              content: (
                <Column>
                  {list === null ? null : <Stale problem={problem} />}
                  <OutboxPart outbox={outbox} filter={filter} onFilter={setFilter} />
                </Column>
              ),
            },
            {
              value: "targets",
              label: "Targets",
              count: targets.length,
              content: (
                <Column>
                  <Stale problem={problem} />
                  <TargetsPart data={data} reload={reload} />
                </Column>
              ),
            },
          ]}
        />
      </main>
    </div>
  );
}

function Column({ children }: { children: ReactNode }) {
  return <div className="mx-auto w-full max-w-4xl px-4 py-5 max-sm:px-3">{children}</div>;
}

/** What is on screen may be old. */
function Stale({ problem }: { problem: string | null }) {
  return problem === null ? null : (
    <Notice tone="bad" className="mb-3">
      This may be out of date. {problem}
    </Notice>
  );
}
