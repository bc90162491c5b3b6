"use client";
import Ellipsis from "lucide-react/icons/ellipsis";
import ListVideo from "lucide-react/icons/list-video";
import Play from "lucide-react/icons/play";
import Send from "lucide-react/icons/send";
import Square from "lucide-react/icons/square";
import Trash2 from "lucide-react/icons/trash-2";
import { useOffer } from "#components/palette/on-screen.ts";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu, MenuDivider, MenuItem } from "#components/ui/menu.tsx";
import { showDone, showProblem } from "#components/ui/notify.ts";
import { Ago } from "#components/ui/time.tsx";
import type { Replay } from "#lib/model/replay.ts";
import { deliveriesApi } from "./deliveries-api.ts";
import { EmptyPart } from "./empty-part.tsx";
import { retrySentence } from "./forward-words.ts";
import { NO_FILTER, type OutboxFilter } from "./place.ts";
import { ReplayFailures } from "./replay-failures.tsx";
import { ReplayMark, ReplayProgress } from "./replay-progress.tsx";
import { ReplayWindow } from "./replay-window.tsx";
import { extentWords, paceWords } from "./replay-words.ts";
import type { OutboxData } from "./use-outbox.ts";

/** Captures sent again in order: what is under way, and what was. */
export function ReplaysPart({
  data,
  reload,
  onShow,
  adding,
  onAdding,
}: {
  data: OutboxData;
  reload: () => Promise<void>;
  onShow: (filter: OutboxFilter) => void;
  /** A new one is being set up, or just begun. */
  adding: boolean;
  onAdding: (on: boolean) => void;
}) {
  const { bin, replays, targets } = data;
  const nameOf = ({ target, url }: Replay) => targets.find(({ id }) => id === target)?.name ?? url;
  const end = async (replay: Replay) => {
    try {
      await deliveriesApi.endReplay(bin.id, replay.id);
      showDone(replay.state === "running" ? "Nothing more of it is sent" : "The replay leaves this list");
    } catch (error) {
      showProblem(error instanceof Error ? error.message : "This did not work. Try again.");
    }
    await reload();
  };
  useOffer(() =>
    replays.flatMap((replay, index) => {
      const name = `replay ${index + 1}, of ${extentWords(replay)}`;
      return [
        {
          label: `${replay.state === "running" ? "Cancel" : "Remove from this list:"} ${name}`,
          run: () => void end(replay),
        },
        { label: `Deliveries of ${name}`, run: () => onShow({ ...NO_FILTER, replay: replay.id }) },
        { label: `Dead letters of ${name}`, run: () => onShow({ ...NO_FILTER, state: "dead", replay: replay.id }) },
      ];
    }),
  );
  return (
    <>
      {replays.length === 0 ? (
        <EmptyPart
          icon={<ListVideo aria-hidden />}
          title="Send captures again, in order"
          action={
            <Button
              look="primary"
              size="lg"
              onClick={() => onAdding(true)}
              icon={<Play aria-hidden className="size-4" />}
            >
              Replay captures
            </Button>
          }
        >
          All of them or some, once or many times over, as fast as they are answered, at a rate, or with the gaps they
          came with.
        </EmptyPart>
      ) : (
        <>
          <div className="mb-3 flex items-center justify-between gap-3">
            <h2 className="text-base font-semibold">Replays</h2>
            <Button onClick={() => onAdding(true)} icon={<Play aria-hidden className="size-4" />}>
              New replay
            </Button>
          </div>
          <ul aria-label="Replays" className="flex flex-col gap-3">
            {replays.map((replay) => (
              <ReplayCard
                key={replay.id}
                bin={bin.id}
                replay={replay}
                name={nameOf(replay)}
                onEnd={() => void end(replay)}
                onShow={(state) => onShow({ ...NO_FILTER, state, replay: replay.id })}
              />
            ))}
          </ul>
        </>
      )}
      {adding ? (
        <ReplayWindow
          bin={bin}
          seqs={null}
          open
          onOpenChange={(open) => {
            onAdding(open);
            void reload();
          }}
        />
      ) : null}
    </>
  );
}

type ReplayCardProps = {
  bin: string;
  replay: Replay;
  name: string;
  onEnd: () => void;
  onShow: (state: OutboxFilter["state"]) => void;
};

function ReplayCard({ bin, replay, name, onEnd, onShow }: ReplayCardProps) {
  const isRunning = replay.state === "running";
  return (
    <li className="rounded-xl border bg-surface p-4 shadow-low">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
            <span className="max-w-full truncate font-semibold">{extentWords(replay)}</span>
            <ReplayMark replay={replay} />
            <span className="text-xs text-faint">
              <Ago iso={replay.createdAt} />
            </span>
          </p>
          <p className="mt-0.5 text-sm text-soft">
            To <span className="font-medium wrap-anywhere text-ink">{name}</span>, {paceWords(replay.pace)}
          </p>
          <p className="mt-0.5 text-sm text-faint">{retrySentence(replay.retry)}</p>
        </div>
        {isRunning ? (
          <Button size="sm" onClick={onEnd} icon={<Square aria-hidden className="size-3.5" />}>
            Cancel
          </Button>
        ) : null}
        <Menu
          label={`Replay of ${extentWords(replay)}`}
          trigger={<IconButton label="More about this replay" icon={<Ellipsis aria-hidden className="size-4" />} />}
        >
          <MenuItem icon={<Send aria-hidden />} onSelect={() => onShow(null)}>
            Show its deliveries
          </MenuItem>
          <MenuItem icon={<Send aria-hidden />} onSelect={() => onShow("dead")}>
            Show its dead letters
          </MenuItem>
          {isRunning ? null : (
            <>
              <MenuDivider />
              <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={onEnd}>
                Remove from this list
              </MenuItem>
            </>
          )}
        </Menu>
      </div>
      <div className="mt-3">
        <ReplayProgress replay={replay} />
        <ReplayFailures bin={bin} replay={replay} />
      </div>
    </li>
  );
}
