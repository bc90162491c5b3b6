"use client";
import Send from "lucide-react/icons/send";
import { Button } from "#components/ui/button.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Capture } from "#lib/model/capture.ts";
import { DeliveryList } from "./delivery-list.tsx";
import type { Deliveries } from "./use-deliveries.ts";

/** Where this capture has been sent on, and what it met there. */
export function DeliveriesTab({
  bin,
  capture,
  deliveries,
  onResend,
  onCompare,
}: {
  bin: string;
  capture: Capture | null;
  deliveries: Deliveries;
  onResend: () => void;
  /** Answers are about to be laid side by side. */
  onCompare: () => void;
}) {
  const { list, problem, retry } = deliveries;
  if (problem !== null && !list?.length) {
    return (
      <Problem title="The deliveries could not be loaded" onRetry={retry}>
        {problem}
      </Problem>
    );
  }
  if (list === null) {
    return (
      <div role="status" aria-label="Loading deliveries" className="flex flex-col gap-3 p-4">
        <Skeleton className="h-11 w-full" />
        <Skeleton className="h-11 w-full" />
      </div>
    );
  }
  if (list.length === 0) {
    return (
      <div className="flex flex-col items-center gap-3 px-6 py-14 text-center">
        <p className="text-base font-medium">Not sent anywhere yet</p>
        <p className="max-w-sm text-sm text-soft">
          Resend this capture to any address, as it was or edited, and see what the target answers.
        </p>
        <Button look="primary" onClick={onResend} icon={<Send aria-hidden className="size-4" />}>
          Resend
        </Button>
      </div>
    );
  }
  return (
    <div className="h-full overflow-y-auto p-4 max-sm:p-3">
      <DeliveryList bin={bin} capture={capture} deliveries={deliveries} onCompare={onCompare} />
    </div>
  );
}
