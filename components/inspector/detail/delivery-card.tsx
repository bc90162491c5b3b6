"use client";
import { use, useState } from "react";
import { coverHeader } from "#components/bin/cover-value.ts";
import { Method, Status } from "#components/bin/marks.tsx";
import { coverTarget } from "#components/bin/secret-names.ts";
import { SecretsContext } from "#components/bin/secrets-shown.tsx";
import { statusText } from "#components/bin/status-text.ts";
import { useCover } from "#components/bin/use-cover.tsx";
import { DeliveryStateMark } from "#components/deliveries/delivery-state.tsx";
import { formatBytes, formatDuration } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import { Ago, Clock } from "#components/ui/time.tsx";
import type { Attempt, Delivery } from "#lib/model/delivery.ts";
import { AnswerBody } from "../body/answer-body.tsx";
import { PairsTable } from "./pairs-table.tsx";
import { useWholeAttempt } from "./use-whole-attempt.ts";
import { useWholeDelivery } from "./use-whole-delivery.ts";

/** One delivery and what each of its attempts met. Once it was opened or closed by hand, `open` has no say. */
export function DeliveryCard({ bin, delivery: known, open }: { bin: string; delivery: Delivery; open: boolean }) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const isOpen = chosen ?? open;
  const { areShown } = use(SecretsContext);
  const delivery = useWholeDelivery(bin, known, isOpen);
  return (
    <details
      open={isOpen}
      onToggle={(event) => {
        if (event.currentTarget.open !== isOpen) setChosen(event.currentTarget.open);
      }}
      className="group rounded-lg border bg-surface"
    >
      <summary className="flex list-none flex-wrap items-center gap-x-3 gap-y-1 rounded-lg px-3 py-2.5 text-sm hover:bg-hover [&::-webkit-details-marker]:hidden">
        <DeliveryStateMark delivery={delivery} />
        <span className="clipped min-w-0 flex-1">
          <Method name={delivery.method} className="mr-2 align-bottom text-xs" />
          {areShown ? delivery.url : coverTarget(delivery.url)}
          {delivery.via === "browser" ? <span className="ml-2 text-faint">from a browser</span> : null}
        </span>
        <span className="text-xs text-faint">
          <Ago iso={delivery.createdAt} />
        </span>
      </summary>
      <ol className="border-t">
        {delivery.attempts.toReversed().map((attempt, index) => (
          <li key={attempt.number} className="border-b p-3 last:border-b-0">
            <AttemptPart bin={bin} delivery={delivery.id} attempt={attempt} isLatest={index === 0} />
          </li>
        ))}
      </ol>
    </details>
  );
}

type AttemptPartProps = { bin: string; delivery: string; attempt: Attempt; isLatest: boolean };

function AttemptPart({ bin, delivery, attempt: known, isLatest }: AttemptPartProps) {
  const [shown, setShown] = useState(isLatest);
  const attempt = useWholeAttempt(bin, delivery, known, shown && !isLatest);
  const { status, headers, body, error, durationMs, request } = attempt;
  return (
    <div className="flex flex-col gap-2.5">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <span className="text-faint">Attempt {attempt.number}</span>
        {status === undefined ? null : (
          <span className="inline-flex items-center gap-1.5">
            <Status code={status} /> <span className="text-soft">{statusText(status)}</span>
          </span>
        )}
        <span className="figures text-soft">{formatDuration(durationMs)}</span>
        <span className="figures text-faint">
          <Clock iso={attempt.startedAt} withMs />
        </span>
        {isLatest ? null : (
          <button type="button" onClick={() => setShown(!shown)} className="text-sm text-soft underline hover:text-ink">
            {shown ? "Hide" : "Show"} {status === undefined ? "what was sent" : "the answer"}
          </button>
        )}
      </p>
      <TimingsLine timings={attempt.timings} />
      {error ? <Notice tone="bad">{error.message}</Notice> : null}
      {shown && request ? (
        <details>
          <summary className="text-sm text-faint hover:text-ink">
            As sent: {request.headers.length === 1 ? "1 header" : `${request.headers.length} headers`}, a body of{" "}
            {formatBytes(request.bodyBytes)}
          </summary>
          <SentLine method={request.method} url={request.url} />
          <PairsTable label="Headers as sent" pairs={request.headers} cover={coverHeader} />
        </details>
      ) : null}
      {shown && headers && headers.length > 0 ? (
        <details>
          <summary className="mb-2 text-sm text-faint hover:text-ink">
            {headers.length === 1 ? "1 header" : `${headers.length} headers`}
          </summary>
          <PairsTable label="Headers of the answer" pairs={headers} cover={coverHeader} />
        </details>
      ) : null}
      {shown && body ? (
        <AnswerBody body={body} headers={headers ?? []} cut={body.truncated ? "Cut after 1 MiB." : null} />
      ) : null}
    </div>
  );
}

function SentLine({ method, url }: { method: string; url: string }) {
  const { shown, eye } = useCover("the URL", coverTarget(url) !== url, coverTarget);
  return (
    <p className="my-2 flex items-start gap-1 text-sm">
      <span className="verbatim min-w-0">
        <Method name={method} whole /> {shown(url)}
      </span>
      {eye}
    </p>
  );
}

const STEPS = [
  ["dnsMs", "name"],
  ["connectMs", "connect"],
  ["tlsMs", "TLS"],
  ["firstByteMs", "first byte"],
] as const;

/** Where the time of an attempt went, as far as it got. */
function TimingsLine({ timings }: Pick<Attempt, "timings">) {
  const known = STEPS.flatMap(([step, word]) => {
    const ms = timings?.[step];
    return ms === undefined ? [] : [`${word} ${formatDuration(ms)}`];
  });
  return known.length === 0 ? null : <p className="figures text-xs text-faint">{known.join(" · ")}</p>;
}
