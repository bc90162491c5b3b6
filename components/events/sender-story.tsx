"use client";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { Status } from "#components/bin/marks.tsx";
import { sentenceOf } from "#components/inspector/session/use-session.ts";
import { rulesApi } from "#components/rules/rules-api.ts";
import { Problem } from "#components/ui/problem.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Tag } from "#components/ui/tag.tsx";
import { Clock } from "#components/ui/time.tsx";
import type { Attempt } from "#lib/model/sender-attempts.ts";
import { spell } from "#lib/model/sender-attempts.ts";
import type { SenderEvent } from "#lib/model/sender-event.ts";

type Loaded = { kind: "loading" } | { kind: "ready"; event: SenderEvent } | { kind: "failed"; problem: string };

/** The same event again: when the sender came back, whether it kept Retry-After, and whether our reply was in its time. */
export function SenderStory({ bin, seq }: { bin: string; seq: number }) {
  const [loaded, setLoaded] = useState<Loaded>({ kind: "loading" });
  const load = useCallback(
    (signal: AbortSignal) => {
      setLoaded({ kind: "loading" });
      rulesApi.sameEvent(bin, seq, signal).then(
        (event) => setLoaded({ kind: "ready", event }),
        (error) => {
          if (!signal.aborted) setLoaded({ kind: "failed", problem: sentenceOf(error) });
        },
      );
    },
    [bin, seq],
  );
  useEffect(() => {
    const stop = new AbortController();
    load(stop.signal);
    return () => stop.abort();
  }, [load]);
  switch (loaded.kind) {
    case "loading":
      return <Skeleton className="h-20 w-full" />;
    case "failed":
      return (
        <Problem title="This could not be loaded" onRetry={() => load(new AbortController().signal)}>
          {loaded.problem}
        </Problem>
      );
    case "ready":
      return <Story bin={bin} seq={seq} event={loaded.event} />;
  }
}

function Story({ bin, seq, event }: { bin: string; seq: number; event: SenderEvent }) {
  const { attempts, backOff, keptRetryAfter, sender, succeeded } = event;
  return (
    <div className="flex flex-col gap-3 rounded-lg border bg-surface px-3 py-3 text-sm">
      <p className="text-soft">
        {attempts.length === 1 ? "This event came once." : `This event came ${attempts.length} times.`}{" "}
        <span className="text-faint wrap-anywhere">{sayHow(event)}</span>
      </p>
      {attempts.length === 1 && !sender ? null : (
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
          {backOff ? <Tag>{backOff.says}</Tag> : null}
          {keptRetryAfter === null ? null : (
            <Tag tone={keptRetryAfter ? "good" : "bad"}>
              {keptRetryAfter ? "Kept Retry-After" : "Came back before Retry-After"}
            </Tag>
          )}
          {attempts.length > 1 ? (
            <Tag tone={succeeded ? "good" : "warn"}>{succeeded ? "Succeeded in the end" : "Not succeeded yet"}</Tag>
          ) : null}
          {sender ? (
            <a href={sender.docs} target="_blank" rel="noreferrer" className="rounded-sm text-accent underline">
              {sender.name}
              {sender.limitMs === null ? "" : ` waits ${spell(sender.limitMs)}`}
            </a>
          ) : null}
        </div>
      )}
      {attempts.length > 1 ? <TimeLine attempts={attempts} seq={seq} /> : null}
      <ol aria-label="Attempts" className="flex flex-col">
        {attempts.map((attempt, index) => (
          <li
            key={attempt.seq}
            className="grid grid-cols-[1rem_minmax(0,1fr)] gap-2"
            aria-current={attempt.seq === seq ? "true" : undefined}
          >
            <Rail isFirst={index === 0} isLast={index === attempts.length - 1} isHere={attempt.seq === seq} />
            <AttemptLine bin={bin} attempt={attempt} isHere={attempt.seq === seq} />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** To scale: how the waits between attempts compare. */
function TimeLine({ attempts, seq }: { attempts: readonly Attempt[]; seq: number }) {
  const times = attempts.map(({ receivedAt }) => Date.parse(receivedAt));
  const first = times[0] ?? 0;
  const whole = Math.max(1, (times.at(-1) ?? first) - first);
  return (
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" className="h-3 w-full overflow-visible px-1">
      <line x1="0" x2="100" y1="3" y2="3" className="stroke-line-strong" vectorEffect="non-scaling-stroke" />
      {attempts.map((attempt, index) => {
        const x = (((times[index] ?? first) - first) / whole) * 100;
        const look = attempt.seq === seq ? "stroke-accent" : "stroke-soft";
        return (
          <line
            key={attempt.seq}
            x1={x}
            x2={x}
            y1="0"
            y2="6"
            strokeWidth={attempt.seq === seq ? 3 : 2}
            className={look}
            vectorEffect="non-scaling-stroke"
          />
        );
      })}
    </svg>
  );
}

function Rail({ isFirst, isLast, isHere }: { isFirst: boolean; isLast: boolean; isHere: boolean }) {
  return (
    <span aria-hidden className="relative">
      <span
        className={`absolute left-1/2 w-px -translate-x-1/2 bg-line-strong ${isFirst ? "top-4" : "top-0"} ${isLast ? "h-4" : "bottom-0"} ${isFirst && isLast ? "hidden" : ""}`}
      />
      <span
        className={`absolute top-3 left-1/2 size-2 -translate-x-1/2 rounded-full ${isHere ? "bg-accent" : "bg-edge"}`}
      />
    </span>
  );
}

function AttemptLine({ bin, attempt, isHere }: { bin: string; attempt: Attempt; isHere: boolean }) {
  const { seq, receivedAt, gapMs, status, replyMs, fault, isOverLimit, retryAfterMs, keptRetryAfter } = attempt;
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 py-1.5">
      {isHere ? (
        <Said>#{seq}, this one</Said>
      ) : (
        <a href={`/bins/${bin}/${seq}`} className="figures rounded-sm text-accent underline">
          #{seq}
        </a>
      )}
      <Clock iso={receivedAt} withMs />
      {gapMs === null ? null : <Said>{spell(gapMs)} later</Said>}
      {status === 0 ? null : <Status code={status} />}
      {fault === null ? null : <Tag tone="bad">{fault}</Tag>}
      {replyMs > 0 ? <Said>answered after {spell(replyMs)}</Said> : null}
      {isOverLimit ? <Tag tone="bad">longer than it waits</Tag> : null}
      {retryAfterMs === null ? null : (
        <Said>
          asked to wait {spell(retryAfterMs)}
          {keptRetryAfter === null ? "" : keptRetryAfter ? ", kept" : ", not kept"}
        </Said>
      )}
    </p>
  );
}

function Said({ children }: { children: ReactNode }) {
  return <span className="figures text-faint">{children}</span>;
}

function sayHow({ same }: SenderEvent): string {
  switch (same.kind) {
    case "header":
      return `Told by ${same.name}: ${same.value}`;
    case "body":
      return `Told by ${same.path} in the body: ${same.value}`;
    case "content":
      return "Told by the same method, path and bytes.";
  }
}
