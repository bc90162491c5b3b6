"use client";
import RotateCw from "lucide-react/icons/rotate-cw";
import X from "lucide-react/icons/x";
import Link from "next/link";
import { Method, Status } from "#components/bin/marks.tsx";
import { coverTarget } from "#components/bin/secret-names.ts";
import { statusText } from "#components/bin/status-text.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Ago } from "#components/ui/time.tsx";
import type { Delivery } from "#lib/model/delivery.ts";
import { DeliveryStateMark } from "./delivery-state.tsx";
import { NextTry } from "./next-try.tsx";

export type DeliveryRowProps = {
  bin: string;
  delivery: Delivery;
  /** The name of its saved target, when it has one. */
  target: string | null;
  onOpen: () => void;
  onResend: () => void;
  onCancel: () => void;
};

/** One delivery on a line: which capture, where to, what came of it, what comes next. */
export function DeliveryRow({ bin, delivery, target, onOpen, onResend, onCancel }: DeliveryRowProps) {
  const { captureSeq, method, state, attempts, createdAt, via } = delivery;
  const url = coverTarget(delivery.url);
  const last = attempts.at(-1);
  const canResend = via !== "browser" && (state === "dead" || state === "failed");
  return (
    <li className="group relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 py-2.5 pr-2 pl-4 hover:bg-hover md:grid-cols-[7.5rem_minmax(0,5fr)_minmax(0,4fr)_5.5rem_2.5rem]">
      <DeliveryStateMark delivery={delivery} />
      <div className="min-w-0 max-md:col-span-2 max-md:row-start-2">
        <p className="flex min-w-0 items-center gap-2 text-sm">
          <Link
            href={`/bins/${bin}/${captureSeq}`}
            prefetch={false}
            aria-label={`Capture ${captureSeq}`}
            className="figures relative z-1 rounded-sm font-medium text-accent underline-offset-2 hover:underline"
          >
            #{captureSeq}
          </Link>
          <Method name={method} className="text-xs" />
          <button
            type="button"
            onClick={onOpen}
            aria-label={`Open the delivery of #${captureSeq} to ${target ?? url}`}
            className="inset-focus min-w-0 flex-1 truncate rounded-sm text-left font-medium after:absolute after:inset-0"
          >
            {target ?? <span className="mono font-normal">{url}</span>}
          </button>
        </p>
        {target === null ? null : <p className="clipped text-sm text-faint">{url}</p>}
      </div>
      <div className="min-w-0 text-sm max-md:col-span-2 max-md:row-start-3">
        <p className="flex min-w-0 items-center gap-2">
          {last?.status === undefined ? null : <Status code={last.status} />}
          <span className="line-clamp-2 min-w-0 text-soft" title={last?.error?.message}>
            {last?.error?.message ?? (last?.status === undefined ? "Not sent yet" : statusText(last.status))}
          </span>
        </p>
        <p className="figures truncate text-faint">
          {attempts.length === 1 ? "1 attempt" : `${attempts.length} attempts`}
          <NextTry delivery={delivery} />
        </p>
      </div>
      <span className="text-right text-xs text-faint max-md:col-start-1 max-md:row-start-4 max-md:text-left">
        <Ago iso={createdAt} />
      </span>
      <span className="relative z-1 flex justify-end max-md:col-start-2 max-md:row-start-1">
        {canResend ? (
          <IconButton
            label={`Resend the delivery of #${captureSeq}`}
            icon={<RotateCw aria-hidden className="size-4" />}
            onClick={onResend}
          />
        ) : state === "waiting" ? (
          <IconButton
            label={`Cancel the delivery of #${captureSeq}`}
            icon={<X aria-hidden className="size-4" />}
            onClick={onCancel}
          />
        ) : null}
      </span>
    </li>
  );
}
