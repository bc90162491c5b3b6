"use client";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleX from "lucide-react/icons/circle-x";
import Clock3 from "lucide-react/icons/clock-3";
import { useState } from "react";
import { Method, Status } from "#components/bin/marks.tsx";
import { statusText } from "#components/bin/status-text.ts";
import { formatDuration } from "#components/ui/format.ts";
import { Notice } from "#components/ui/notice.tsx";
import { Ago, Clock } from "#components/ui/time.tsx";
import type { Attempt, Delivery } from "#lib/model/delivery.ts";
import { AnswerBody } from "../body/answer-body.tsx";
import { PairsTable } from "./pairs-table.tsx";

const STATES = {
  succeeded: { word: "Succeeded", Icon: CircleCheck, look: "text-good" },
  failed: { word: "Failed", Icon: CircleX, look: "text-bad" },
  dead: { word: "Given up", Icon: CircleX, look: "text-bad" },
  waiting: { word: "Waiting", Icon: Clock3, look: "text-warn" },
} as const;

/** One delivery and what each of its attempts met. */
export function DeliveryCard({ delivery, open }: { delivery: Delivery; open: boolean }) {
  const { word, Icon, look } = STATES[delivery.state];
  return (
    <details open={open} className="group rounded-lg border bg-surface">
      <summary className="flex list-none flex-wrap items-center gap-x-3 gap-y-1 rounded-lg px-3 py-2.5 text-sm hover:bg-hover [&::-webkit-details-marker]:hidden">
        <span className={`inline-flex items-center gap-1.5 font-medium ${look}`}>
          <Icon aria-hidden className="size-4" />
          {word}
        </span>
        <span className="clipped min-w-0 flex-1">
          <Method name={delivery.method} className="mr-2 align-bottom text-xs" />
          {delivery.url}
        </span>
        <span className="text-xs text-faint">
          <Ago iso={delivery.createdAt} />
        </span>
      </summary>
      <ol className="border-t">
        {delivery.attempts.toReversed().map((attempt, index) => (
          <li key={attempt.number} className="border-b p-3 last:border-b-0">
            <AttemptPart attempt={attempt} isLatest={index === 0} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function AttemptPart({ attempt, isLatest }: { attempt: Attempt; isLatest: boolean }) {
  const { status, headers, body, error, durationMs } = attempt;
  const [shown, setShown] = useState(isLatest);
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
            {shown ? "Hide the answer" : "Show the answer"}
          </button>
        )}
      </p>
      {error ? <Notice tone="bad">{error.message}</Notice> : null}
      {shown && headers && headers.length > 0 ? (
        <details>
          <summary className="mb-2 text-sm text-faint hover:text-ink">
            {headers.length === 1 ? "1 header" : `${headers.length} headers`}
          </summary>
          <PairsTable label="Headers of the answer" pairs={headers} />
        </details>
      ) : null}
      {shown && body ? <AnswerBody body={body} headers={headers ?? []} /> : null}
    </div>
  );
}
