"use client";
import Forward from "lucide-react/icons/forward";
import Plus from "lucide-react/icons/plus";
import { useRef, useState } from "react";
import { useOffer } from "#components/palette/on-screen.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { oneInPlace } from "#components/ui/focus-in-place.ts";
import { showDone, showProblem } from "#components/ui/notify.ts";
import type { Forward as ForwardOrder } from "#lib/model/forward.ts";
import { deliveriesApi } from "./deliveries-api.ts";
import { EmptyPart } from "./empty-part.tsx";
import { ForwardCard } from "./forward-card.tsx";
import { ForwardWindow } from "./forward-window.tsx";
import { NO_FILTER, type OutboxFilter } from "./place.ts";
import type { OutboxData } from "./use-outbox.ts";

export type ForwardsPartProps = {
  data: OutboxData;
  reload: () => Promise<void>;
  onShow: (filter: OutboxFilter) => void;
  /** A new one is being written. */
  adding: boolean;
  onAdding: (on: boolean) => void;
};

/** The standing orders of a bin. */
export function ForwardsPart({ data, reload, onShow, adding, onAdding }: ForwardsPartProps) {
  const { bin, forwards, targets, waiting, dead } = data;
  const [edited, setEdited] = useState<ForwardOrder | null>(null);
  const [removed, setRemoved] = useState<ForwardOrder | null>(null);
  const place = useRef(0);
  const ask = (forward: ForwardOrder) => {
    place.current = forwards.indexOf(forward);
    setRemoved(forward);
  };
  const targetOf = (forward: ForwardOrder) => targets.find(({ id }) => id === forward.target);

  const switchOn = async (forward: ForwardOrder, enabled: boolean) => {
    try {
      await deliveriesApi.changeForward(bin.id, forward.id, { enabled });
      showDone(enabled ? "On: captures that arrive from now on are forwarded" : "Off: new captures are not forwarded");
    } catch (error) {
      showProblem(error instanceof Error ? error.message : "This did not work. Try again.");
    }
    await reload();
  };
  const tryNow = async (forward: ForwardOrder) => {
    try {
      await deliveriesApi.closeCircuit(bin.id, forward.target);
      showDone("What waits goes now");
    } catch (error) {
      showProblem(error instanceof Error ? error.message : "This did not work. Try again.");
    }
    await reload();
  };

  useOffer(() =>
    forwards.flatMap((forward, index) => {
      const name = `forward ${index + 1}, to ${targetOf(forward)?.name ?? "an unknown target"}`;
      const { enabled } = forward;
      return [
        { label: `Edit ${name}`, run: () => setEdited(forward) },
        { label: `Switch ${enabled ? "off" : "on"} ${name}`, run: () => void switchOn(forward, !enabled) },
        { label: `Deliveries of ${name}`, run: () => onShow({ ...NO_FILTER, forward: forward.id }) },
        { label: `Delete ${name}`, run: () => ask(forward) },
      ];
    }),
  );

  return (
    <>
      {forwards.length === 0 ? (
        <EmptyPart
          icon={<Forward aria-hidden />}
          title="Forward every capture to your machine"
          action={
            <Button
              look="primary"
              size="lg"
              data-add-to="forwards"
              onClick={() => onAdding(true)}
              icon={<Forward aria-hidden className="size-4" />}
            >
              Forward captures
            </Button>
          }
        >
          Each request that reaches this bin is sent on as it came, to one address or several. What is not taken is
          tried again, and nothing is lost in between.
        </EmptyPart>
      ) : (
        <>
          <div className="mb-3 flex items-center justify-between gap-3">
            <h2 className="text-base font-semibold">Forwards</h2>
            <Button
              data-add-to="forwards"
              onClick={() => onAdding(true)}
              icon={<Plus aria-hidden className="size-4" />}
            >
              New forward
            </Button>
          </div>
          <ul aria-label="Forwards" className="flex flex-col gap-3">
            {forwards.map((forward) => (
              <ForwardCard
                key={forward.id}
                forward={forward}
                target={targetOf(forward)}
                bin={bin}
                waiting={waiting.deliveries}
                dead={dead.deliveries}
                onSwitch={(on) => void switchOn(forward, on)}
                onTryNow={() => void tryNow(forward)}
                onEdit={() => setEdited(forward)}
                onDelete={() => ask(forward)}
                onShow={onShow}
              />
            ))}
          </ul>
        </>
      )}
      {edited === null && !adding ? null : (
        <ForwardWindow
          bin={bin.id}
          forward={edited}
          targets={targets}
          onClose={() => {
            setEdited(null);
            onAdding(false);
          }}
          onSaved={() => void reload()}
        />
      )}
      <ConfirmDialog
        open={removed !== null}
        onOpenChange={(open) => !open && setRemoved(null)}
        finalFocus={() => oneInPlace("forwards", place.current)}
        title="Delete this forward?"
        action="Delete forward"
        onConfirm={async () => {
          if (!removed) return;
          await deliveriesApi.deleteForward(bin.id, removed.id);
          showDone("The forward is deleted");
          await reload();
        }}
      >
        New captures are not sent to{" "}
        <strong className="font-medium break-words text-ink">
          {(removed && targetOf(removed)?.name) ?? "its target"}
        </strong>{" "}
        any more. Its target and what was sent stay.
      </ConfirmDialog>
    </>
  );
}
