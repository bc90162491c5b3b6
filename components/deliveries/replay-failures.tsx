"use client";
import ChevronRight from "lucide-react/icons/chevron-right";
import { useEffect, useId, useState } from "react";
import { Status } from "#components/bin/marks.tsx";
import { sentenceOf } from "#components/inspector/session/use-session.ts";
import { cx } from "#components/ui/cx.ts";
import { formatCount } from "#components/ui/format.ts";
import { Spinner } from "#components/ui/spinner.tsx";
import type { DeliveryPage } from "#lib/model/delivery.ts";
import { MAX_DELIVERY_PAGE } from "#lib/model/delivery-limits.ts";
import type { Replay } from "#lib/model/replay.ts";
import { deliveriesApi } from "./deliveries-api.ts";
import { failureReasons } from "./failure-reasons.ts";

/** Why deliveries of a replay failed, each reason once; nothing while none has. Looked up when it is opened. */
export function ReplayFailures({ bin, replay }: { bin: string; replay: Replay }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  if (replay.failed === 0) return null;
  return (
    <div className="mt-2">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className="-mx-1 inline-flex items-center gap-1 rounded-sm px-1 text-sm text-soft hover:bg-hover hover:text-ink pointer-coarse:min-h-8"
      >
        <ChevronRight aria-hidden className={cx("size-3.5 transition-transform", open && "rotate-90")} />
        Why they failed
      </button>
      <div id={id}>{open ? <Reasons bin={bin} replay={replay.id} failed={replay.failed} /> : null}</div>
    </div>
  );
}

function Reasons({ bin, replay, failed }: { bin: string; replay: string; failed: number }) {
  const [page, setPage] = useState<DeliveryPage | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies(failed): when more have failed, it is read again
  useEffect(() => {
    const leaving = new AbortController();
    deliveriesApi.listDeliveries(bin, `replay=${replay}&state=dead&limit=${MAX_DELIVERY_PAGE}`, leaving.signal).then(
      (found) => {
        setPage(found);
        setProblem(null);
      },
      (error: unknown) => leaving.signal.aborted || setProblem(sentenceOf(error)),
    );
    return () => leaving.abort();
  }, [bin, replay, failed]);
  if (problem !== null) return <p className="mt-1.5 text-sm text-bad">{problem}</p>;
  if (page === null) {
    return (
      <p className="mt-1.5 flex items-center gap-2 text-sm text-faint">
        <Spinner /> Looking
      </p>
    );
  }
  if (page.deliveries.length === 0) return <p className="mt-1.5 text-sm text-faint">None of them is kept any more.</p>;
  return (
    <>
      <ul aria-label="Reasons" className="mt-1.5 flex flex-col gap-1 text-sm">
        {failureReasons(page.deliveries).map(({ words, status, count }) => (
          <li key={`${status} ${words}`} className="flex min-w-0 items-baseline gap-2">
            <span className="figures min-w-8 text-right font-medium">{formatCount(count)}</span>
            {status === null ? null : <Status code={status} />}
            <span className="min-w-0 wrap-anywhere text-soft">{words}</span>
          </li>
        ))}
      </ul>
      {page.next === null ? null : (
        <p className="mt-1.5 text-sm text-faint">Of the newest {formatCount(page.deliveries.length)}.</p>
      )}
    </>
  );
}
