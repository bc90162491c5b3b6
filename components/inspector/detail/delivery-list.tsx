"use client";
import Columns2 from "lucide-react/icons/columns-2";
import { useState } from "react";
import { sayDelivery } from "#components/deliveries/delivery-state.tsx";
import { useOffer } from "#components/palette/on-screen.ts";
import { Button } from "#components/ui/button.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Capture } from "#lib/model/capture.ts";
import { DeliveryCard } from "./delivery-card.tsx";
import type { Deliveries } from "./use-deliveries.ts";

const AnswersWindow = lazyPart(async () => (await import("../answers/answers-window.tsx")).AnswersWindow, {
  name: "This window",
  floating: true,
});

/**
 * The deliveries of one capture. The one made here last is open, or else the one that was the newest when the list was first shown: what is
 * being read stays open when newer ones arrive. Two of their
 * answers can be laid side by side, or one and the bin's reply.
 */
export function DeliveryList({
  bin,
  capture,
  deliveries: { list, more, problem, retry },
  made = null,
  onCompare,
}: {
  bin: string;
  /** Null while it loads. */
  capture: Capture | null;
  deliveries: Deliveries;
  /** The delivery that was made here last. */
  made?: string | null;
  onCompare?: () => void;
}) {
  const [comparing, setComparing] = useState(false);
  const newest = list?.[0];
  const [first, setFirst] = useState(newest?.id);
  if (first === undefined && newest) setFirst(newest.id);
  const canCompare = list !== null && list.length > 0 && capture !== null;
  const compare = () => {
    onCompare?.();
    setComparing(true);
  };
  useOffer(() => (canCompare ? [{ label: "Compare answers", run: compare }] : []));
  return (
    <section aria-label="Deliveries of this capture" className="flex flex-col gap-3">
      {canCompare ? (
        <Button size="sm" className="self-end" onClick={compare} icon={<Columns2 aria-hidden className="size-3.5" />}>
          Compare answers
        </Button>
      ) : null}
      <p role="status" className="sr-only">
        {newest ? sayDelivery(newest) : ""}
      </p>
      <div className="flex flex-col gap-3">
        {list?.map((delivery) => (
          <DeliveryCard key={delivery.id} bin={bin} delivery={delivery} open={delivery.id === (made ?? first)} />
        ))}
        {more && list && capture ? (
          <p className="text-sm text-faint">
            The newest {list.length} are shown.{" "}
            <a
              href={`/bins/${bin}/deliveries?capture=${capture.seq}`}
              className="rounded-sm text-accent underline underline-offset-2"
            >
              All deliveries of this capture
            </a>
          </p>
        ) : null}
        {list === null && !problem ? (
          <div role="status" aria-label="Loading deliveries" className="flex flex-col gap-3">
            <Skeleton className="h-11 w-full" />
            <Skeleton className="h-11 w-full" />
          </div>
        ) : null}
        {list?.length === 0 ? <p className="text-sm text-faint">Not sent anywhere yet.</p> : null}
        {problem ? (
          <Notice
            tone="bad"
            action={
              <Button size="sm" onClick={retry}>
                Try again
              </Button>
            }
          >
            Not all deliveries could be loaded. {problem}
          </Notice>
        ) : null}
      </div>
      {comparing && list && capture ? (
        <AnswersWindow bin={bin} capture={capture} deliveries={list} open onOpenChange={setComparing} />
      ) : null}
    </section>
  );
}
