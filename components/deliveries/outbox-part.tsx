"use client";
import Inbox from "lucide-react/icons/inbox";
import RotateCw from "lucide-react/icons/rotate-cw";
import X from "lucide-react/icons/x";
import { type ReactNode, useState } from "react";
import { useOffer } from "#components/palette/on-screen.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { cx } from "#components/ui/cx.ts";
import { formatCount } from "#components/ui/format.ts";
import { showDone, showProblem } from "#components/ui/notify.ts";
import { Problem } from "#components/ui/problem.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Delivery, DeliveryPage, DeliveryState } from "#lib/model/delivery.ts";
import { deliveriesApi } from "./deliveries-api.ts";
import { DeliveryRow } from "./delivery-row.tsx";
import { DeliveryWindow } from "./delivery-window.tsx";
import { EmptyPart } from "./empty-part.tsx";
import type { OutboxFilter } from "./place.ts";
import { extentWords } from "./replay-words.ts";
import type { Outbox } from "./use-outbox.ts";

export type OutboxPartProps = {
  outbox: Outbox;
  filter: OutboxFilter;
  onFilter: (filter: OutboxFilter) => void;
  /** The delivery whose window is open. */
  opened: string | null;
  onOpened: (id: string | null) => void;
};

const FILTERS: readonly { state: DeliveryState | null; word: string }[] = [
  { state: null, word: "All" },
  { state: "waiting", word: "Waiting" },
  { state: "failed", word: "Failed" },
  { state: "dead", word: "Dead letters" },
  { state: "succeeded", word: "Succeeded" },
];

/** Every capture on its way: what waits, what was taken, what was given up. */
export function OutboxPart({ outbox, filter, onFilter, opened, onOpened }: OutboxPartProps) {
  const { data, list, problem, reload, more } = outbox;
  const { bin, targets, forwards, waiting, dead } = data;
  const [cancelled, setCancelled] = useState<Delivery | null>(null);
  const [resending, setResending] = useState(false);
  const nameOf = (id: string | null) => targets.find((target) => target.id === id)?.name ?? null;
  const forward = forwards.find(({ id }) => id === filter.forward);
  const replay = data.replays.find(({ id }) => id === filter.replay);
  const given = only(dead, filter);
  const counts = { waiting: only(waiting, filter), dead: given };

  const resendOne = async (delivery: Delivery) => {
    try {
      await deliveriesApi.resend(bin.id, delivery.id);
      showDone(`#${delivery.captureSeq} is on its way again`);
    } catch (error) {
      showProblem(error instanceof Error ? error.message : "This did not work. Try again.");
    }
    await reload();
  };
  const resendAll = async () => {
    setResending(true);
    try {
      const count = await deliveriesApi.resendDead(bin.id, {
        ...(filter.forward !== null && { forward: filter.forward }),
        ...(filter.replay !== null && { replay: filter.replay }),
      });
      showDone(
        count === 1 ? "1 dead letter is on its way again" : `${formatCount(count)} dead letters are on their way again`,
      );
    } catch (error) {
      showProblem(error instanceof Error ? error.message : "This did not work. Try again.");
    } finally {
      setResending(false);
    }
    await reload();
  };

  const canResendAll = given.deliveries.length > 0 && filter.capture === null;
  useOffer(() => [
    ...FILTERS.filter(({ state }) => state !== filter.state).map(({ state, word }) => ({
      label: state === null ? "All deliveries" : `Only deliveries: ${word.toLowerCase()}`,
      run: () => onFilter({ ...filter, state }),
    })),
    ...(canResendAll ? [{ label: "Resend all dead letters", run: () => void resendAll() }] : []),
  ]);

  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 className="sr-only">Deliveries</h2>
        <fieldset className="-mx-1 flex min-w-0 gap-1 overflow-x-auto p-1">
          <legend className="sr-only">Which deliveries</legend>
          {FILTERS.map(({ state, word }) => (
            <button
              key={word}
              type="button"
              aria-pressed={filter.state === state}
              onClick={() => onFilter({ ...filter, state })}
              className={cx(
                "inline-flex h-8 shrink-0 items-center gap-1.5 rounded-full px-3 text-sm font-medium whitespace-nowrap transition-colors pointer-coarse:h-touch",
                filter.state === state ? "bg-accent-wash text-accent" : "text-soft hover:bg-hover hover:text-ink",
              )}
            >
              {word}
              {state === "waiting" || state === "dead" ? <Count page={counts[state]} /> : null}
            </button>
          ))}
        </fieldset>
        {filter.forward === null ? null : (
          <Only onAll={() => onFilter({ ...filter, forward: null })}>
            Forward to {(forward && nameOf(forward.target)) ?? "a deleted target"}
          </Only>
        )}
        {filter.replay === null ? null : (
          <Only onAll={() => onFilter({ ...filter, replay: null })}>
            {replay ? `Replay of ${extentWords(replay)}` : "A replay that was removed"}
          </Only>
        )}
        {filter.capture === null ? null : (
          <Only onAll={() => onFilter({ ...filter, capture: null })}>Of capture #{filter.capture}</Only>
        )}
        {canResendAll ? (
          <Button
            className="ml-auto"
            busy={resending}
            onClick={() => void resendAll()}
            icon={<RotateCw aria-hidden className="size-3.5" />}
          >
            Resend all dead letters
          </Button>
        ) : null}
      </div>
      {list === null ? (
        problem === null ? (
          <div role="status" aria-label="Loading deliveries" className="flex flex-col gap-px">
            {["one", "two", "three", "four"].map((key) => (
              <Skeleton key={key} className="h-15 w-full" />
            ))}
          </div>
        ) : (
          <Problem title="The deliveries could not be loaded" onRetry={() => void reload()}>
            {problem}
          </Problem>
        )
      ) : list.deliveries.length === 0 ? (
        <Empty filter={filter} />
      ) : (
        <>
          <ul aria-label="Deliveries" className="divide-y overflow-hidden rounded-xl border bg-surface shadow-low">
            {list.deliveries.map((delivery) => (
              <DeliveryRow
                key={delivery.id}
                bin={bin.id}
                delivery={delivery}
                target={nameOf(delivery.target)}
                onOpen={() => onOpened(delivery.id)}
                onResend={() => void resendOne(delivery)}
                onCancel={() => setCancelled(delivery)}
              />
            ))}
          </ul>
          {list.next === null ? null : (
            <div className="flex justify-center pt-4">
              <Button onClick={() => void more()}>Show older deliveries</Button>
            </div>
          )}
        </>
      )}
      {opened === null ? null : (
        <DeliveryWindow
          bin={bin.id}
          id={opened}
          known={list?.deliveries.find(({ id }) => id === opened) ?? null}
          nameOf={nameOf}
          onClose={() => onOpened(null)}
          onResend={(delivery) => void resendOne(delivery)}
          onCancel={(delivery) => setCancelled(delivery)}
        />
      )}
      <ConfirmDialog
        open={cancelled !== null}
        onOpenChange={(open) => !open && setCancelled(null)}
        title={`Cancel this delivery of #${cancelled?.captureSeq ?? ""}?`}
        action="Cancel delivery"
        onConfirm={async () => {
          if (!cancelled) return;
          await deliveriesApi.deleteDelivery(bin.id, cancelled.id);
          onOpened(null);
          showDone("The delivery is cancelled");
          await reload();
        }}
      >
        It is not tried again and leaves this list. The capture stays.
      </ConfirmDialog>
    </>
  );
}

function only(page: DeliveryPage, { forward, replay, capture }: OutboxFilter): DeliveryPage {
  const isWanted = (one: Delivery) =>
    (forward === null || one.forward === forward) &&
    (replay === null || one.replay === replay) &&
    (capture === null || one.captureSeq === capture);
  return { ...page, deliveries: page.deliveries.filter(isWanted) };
}

/** What the list is narrowed to, to be let go of. */
function Only({ onAll, children }: { onAll: () => void; children: ReactNode }) {
  return (
    <Button size="sm" onClick={onAll}>
      <span className="max-w-48 truncate">{children}</span>
      <X aria-hidden className="size-3.5" />
      <span className="sr-only">: show all</span>
    </Button>
  );
}

function Count({ page }: { page: DeliveryPage }) {
  const { length } = page.deliveries;
  if (length === 0) return null;
  return (
    <span className="figures rounded-full bg-hover px-1.5 text-2xs text-soft">
      {formatCount(length)}
      {page.next === null ? "" : "+"}
    </span>
  );
}

const NOTHING: Record<DeliveryState | "all", { title: string; words: string }> = {
  all: {
    title: "Nothing has been sent on yet",
    words: "Forwarded, resent and replayed captures are listed here, each with all its attempts.",
  },
  waiting: { title: "Nothing waits", words: "What a target did not take and will be tried again is listed here." },
  failed: { title: "Nothing failed", words: "What was resent by hand and not taken is listed here." },
  dead: { title: "No dead letters", words: "What was given up after its last attempt is listed here, to be resent." },
  succeeded: { title: "Nothing was taken yet", words: "Deliveries that a target answered with 2xx are listed here." },
};

function Empty({ filter }: { filter: OutboxFilter }) {
  const { title, words } = NOTHING[filter.state ?? "all"];
  return (
    <EmptyPart icon={<Inbox aria-hidden />} title={title}>
      {words}
    </EmptyPart>
  );
}
