"use client";
import RotateCw from "lucide-react/icons/rotate-cw";
import Link from "next/link";
import { useEffect, useState } from "react";
import { SecretsContext, useSecretsShown } from "#components/bin/secrets-shown.tsx";
import { DeliveryCard } from "#components/inspector/detail/delivery-card.tsx";
import { sentenceOf } from "#components/inspector/session/use-session.ts";
import { Button } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Delivery } from "#lib/model/delivery.ts";
import { deliveriesApi } from "./deliveries-api.ts";
import { reasonSentence, retrySentence } from "./forward-words.ts";
import { NextTry } from "./next-try.tsx";

export type DeliveryWindowProps = {
  bin: string;
  id: string;
  /** What the list knows of it: when this changes, the whole is read again. */
  known: Delivery | null;
  nameOf: (target: string | null) => string | null;
  onClose: () => void;
  onResend: (delivery: Delivery) => void;
  onCancel: (delivery: Delivery) => void;
};

/** One delivery with each of its attempts, what was sent and what came back. */
export function DeliveryWindow({ bin, id, known, nameOf, onClose, onResend, onCancel }: DeliveryWindowProps) {
  const [delivery, setDelivery] = useState<Delivery | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const secrets = useSecretsShown(id);
  const stand = known && `${known.state} ${known.attempts.length} ${known.nextAt}`;

  useEffect(() => {
    void stand;
    void tries;
    const stop = new AbortController();
    deliveriesApi.getDelivery(bin, id, stop.signal).then(
      (whole) => {
        setDelivery(whole);
        setProblem(null);
      },
      (error) => {
        if (!stop.signal.aborted) setProblem(sentenceOf(error));
      },
    );
    return () => stop.abort();
  }, [bin, id, stand, tries]);

  const shown = delivery ?? known;
  const canResend =
    delivery && delivery.via !== "browser" && (delivery.state === "dead" || delivery.state === "failed");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      shape="sheet"
      title={shown ? `Delivery of #${shown.captureSeq}` : "Delivery"}
      description={shown ? (nameOf(shown.target) ?? "To an address without a name") : undefined}
      footer={
        shown ? (
          <>
            <Link
              href={`/bins/${bin}/${shown.captureSeq}`}
              prefetch={false}
              className={`${buttonClass("ghost")} mr-auto -ml-3`}
            >
              Open capture #{shown.captureSeq}
            </Link>
            {delivery?.state === "waiting" ? <Button onClick={() => onCancel(delivery)}>Cancel delivery</Button> : null}
            {canResend ? (
              <Button
                look="primary"
                onClick={() => onResend(delivery)}
                icon={<RotateCw aria-hidden className="size-3.5" />}
              >
                Resend
              </Button>
            ) : null}
          </>
        ) : undefined
      }
    >
      {delivery ? (
        <div className="flex flex-col gap-4">
          <Standing delivery={delivery} />
          <SecretsContext value={secrets}>
            <DeliveryCard key={delivery.attempts.length} bin={bin} delivery={delivery} open />
          </SecretsContext>
          {delivery.via === "forward" || delivery.via === "replay" ? (
            <p className="text-sm text-faint">
              Each attempt carries <code className="break-all">X-Wirebin-Delivery: {delivery.id}</code>, so that a
              receiver can tell a second attempt from a second event.
            </p>
          ) : null}
        </div>
      ) : problem === null ? (
        <div role="status" aria-label="Loading the delivery" className="flex flex-col gap-3">
          <Skeleton className="h-11 w-full" />
          <Skeleton className="h-32 w-full" />
        </div>
      ) : (
        <Problem title="This delivery could not be loaded" onRetry={() => setTries(tries + 1)}>
          {problem}
        </Problem>
      )}
    </Dialog>
  );
}

/** Why it stands where it stands. */
function Standing({ delivery }: { delivery: Delivery }) {
  const { state, reason, retry, attempts } = delivery;
  const why = reasonSentence(reason);
  if (state === "dead") return <Notice tone="warn">Given up. {why} It can be resent.</Notice>;
  if (state !== "waiting") return null;
  return (
    <p className="text-sm text-soft">
      <span className="figures">
        {attempts.length === 1 ? "1 attempt so far" : `${attempts.length} attempts so far`}
        <NextTry delivery={delivery} />.
      </span>{" "}
      {retry ? retrySentence(retry) : ""}
    </p>
  );
}
