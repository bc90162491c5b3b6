"use client";
import Columns2 from "lucide-react/icons/columns-2";
import { useState } from "react";
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

/** The deliveries of one capture, the newest open; two of their answers can be laid side by side, or one and the bin's reply. */
export function DeliveryList({
  bin,
  capture,
  deliveries: { list, problem },
}: {
  bin: string;
  /** Null while it loads. */
  capture: Capture | null;
  deliveries: Deliveries;
}) {
  const [comparing, setComparing] = useState(false);
  return (
    <section aria-label="Deliveries of this capture" className="flex flex-col gap-3">
      {list && list.length > 0 && capture ? (
        <Button
          size="sm"
          className="self-end"
          onClick={() => setComparing(true)}
          icon={<Columns2 aria-hidden className="size-3.5" />}
        >
          Compare answers
        </Button>
      ) : null}
      <div aria-live="polite" className="flex flex-col gap-3">
        {list?.map((delivery, index) => (
          <DeliveryCard key={delivery.id} bin={bin} delivery={delivery} open={index === 0} />
        ))}
        {list === null && !problem ? (
          <div role="status" aria-label="Loading deliveries" className="flex flex-col gap-3">
            <Skeleton className="h-11 w-full" />
            <Skeleton className="h-11 w-full" />
          </div>
        ) : null}
        {list?.length === 0 ? <p className="text-sm text-faint">Not sent anywhere yet.</p> : null}
        {problem ? <Notice tone="bad">Earlier deliveries could not be loaded. {problem}</Notice> : null}
      </div>
      {comparing && list && capture ? (
        <AnswersWindow bin={bin} capture={capture} deliveries={list} open onOpenChange={setComparing} />
      ) : null}
    </section>
  );
}
