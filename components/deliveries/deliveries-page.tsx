"use client";
import RotateCw from "lucide-react/icons/rotate-cw";
import { type ReactNode, useEffect, useState } from "react";
import { BinHeader } from "#components/bin/bin-header.tsx";
import { BinGone } from "#components/inspector/bin-gone.tsx";
import { ConnectionMark } from "#components/inspector/top/connection-mark.tsx";
import { useOffer } from "#components/palette/on-screen.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { ForwardsPart } from "./forwards-part.tsx";
import { OutboxPart } from "./outbox-part.tsx";
import { type OutboxFilter, PARTS, type Part, type Place, searchOf } from "./place.ts";
import { ReplaysPart } from "./replays-part.tsx";
import { TargetsPart } from "./targets-part.tsx";
import { type OutboxData, useOutbox } from "./use-outbox.ts";

const PART_NAMES: Record<Part, string> = {
  forwards: "Forwards",
  deliveries: "Deliveries",
  replays: "Replays",
  targets: "Targets",
};

/** Where the captures of a bin go: its forwards, every delivery with its attempts, its replays and its targets. */
export function DeliveriesPage({ initial, start }: { initial: OutboxData; start: Place }) {
  const [place, setPlace] = useState(start);
  const { part, filter, delivery } = place;
  const [adding, setAdding] = useState<Part | null>(null);
  const addIn = (one: Part) => ({ adding: adding === one, onAdding: (on: boolean) => setAdding(on ? one : null) });
  const go = (changes: Partial<Place>) => setPlace((before) => ({ ...before, ...changes }));
  useEffect(() => {
    const search = searchOf(place);
    if (search !== location.search) history.replaceState(null, "", location.pathname + search + location.hash);
  }, [place]);
  const outbox = useOutbox(initial, filter);
  const { data, gone, link, busy, reload, list, problem } = outbox;
  const { bin, forwards, targets, replays, waiting, dead } = data;
  const add = (one: Part) => {
    go({ part: one });
    setAdding(one);
  };
  useOffer(() =>
    gone
      ? []
      : [
          { label: "New forward", run: () => add("forwards") },
          { label: "New replay", run: () => add("replays") },
          { label: "New target", run: () => add("targets") },
          ...PARTS.filter((one) => one !== part).map((one) => ({
            label: `Tab: ${PART_NAMES[one]}`,
            run: () => go({ part: one }),
          })),
          { label: "Read again", run: () => void reload() },
        ],
  );
  if (gone) return <BinGone bin={bin.id} wasOpen />;
  const show = (wanted: OutboxFilter) => go({ part: "deliveries", filter: wanted });
  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-canvas">
      <BinHeader bin={bin} current="deliveries">
        <ConnectionMark link={link} />
        <IconButton
          label="Read again"
          icon={<RotateCw aria-hidden className="size-4" />}
          disabled={busy}
          focusableWhenDisabled
          onClick={() => void reload()}
          className="max-sm:hidden"
        />
      </BinHeader>
      <h1 className="sr-only">Deliveries</h1>
      <main className="min-h-0 flex-1">
        <Tabs<Part>
          label="Deliveries of this bin"
          value={part}
          onChange={(chosen) => go({ part: chosen })}
          className="h-full"
          panelClassName="overflow-y-auto"
          tabs={[
            {
              value: "forwards",
              label: PART_NAMES.forwards,
              count: forwards.length,
              content: (
                <Column>
                  <Stale problem={problem} />
                  <ForwardsPart data={data} reload={reload} onShow={show} {...addIn("forwards")} />
                </Column>
              ),
            },
            {
              value: "deliveries",
              label: PART_NAMES.deliveries,
              count: waiting.deliveries.length + dead.deliveries.length,
              content: (
                <Column>
                  {list === null ? null : <Stale problem={problem} />}
                  <OutboxPart
                    outbox={outbox}
                    filter={filter}
                    onFilter={(wanted) => go({ filter: wanted })}
                    opened={delivery}
                    onOpened={(id) => go({ delivery: id })}
                  />
                </Column>
              ),
            },
            {
              value: "replays",
              label: PART_NAMES.replays,
              count: replays.filter(({ state }) => state === "running").length,
              content: (
                <Column>
                  <Stale problem={problem} />
                  <ReplaysPart data={data} reload={reload} onShow={show} {...addIn("replays")} />
                </Column>
              ),
            },
            {
              value: "targets",
              label: PART_NAMES.targets,
              count: targets.length,
              content: (
                <Column>
                  <Stale problem={problem} />
                  <TargetsPart data={data} reload={reload} {...addIn("targets")} />
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
  return <div className="mx-auto w-full max-w-6xl px-gutter py-5">{children}</div>;
}

/** What is on screen may be old. */
function Stale({ problem }: { problem: string | null }) {
  return problem === null ? null : (
    <Notice tone="bad" className="mb-3">
      This may be out of date. {problem}
    </Notice>
  );
}
