"use client";
import ChevronRight from "lucide-react/icons/chevron-right";
import Link from "next/link";
import { useEffect, useState } from "react";
import { Status } from "#components/bin/marks.tsx";
import { api } from "#components/inspector/session/api.ts";
import { sentenceOf } from "#components/inspector/session/use-session.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { formatCount } from "#components/ui/format.ts";
import { Problem } from "#components/ui/problem.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Ago } from "#components/ui/time.tsx";
import type { OwnedBin } from "#lib/model/bin.ts";

type State = { kind: "loading" } | { kind: "ready"; bins: readonly OwnedBin[] } | { kind: "failed"; problem: string };

/** The bins this browser owns, newest activity first. */
export function MyBins({ initial }: { initial?: readonly OwnedBin[] | undefined }) {
  const [state, setState] = useState<State>(initial ? { kind: "ready", bins: initial } : { kind: "loading" });
  const [tries, setTries] = useState(0);
  const given = initial !== undefined;

  useEffect(() => {
    if (given && tries === 0) return;
    const stop = new AbortController();
    api.listBins(stop.signal).then(
      (bins) => setState({ kind: "ready", bins }),
      (error) => {
        if (!stop.signal.aborted) setState({ kind: "failed", problem: sentenceOf(error) });
      },
    );
    return () => stop.abort();
  }, [given, tries]);

  return (
    <section aria-labelledby="my-bins" className="overflow-hidden rounded-xl border bg-surface shadow-low">
      <div className="flex items-center justify-between border-b px-5 py-3">
        <h2 id="my-bins" className="text-base font-semibold">
          Your bins
        </h2>
        {state.kind === "ready" && state.bins.length > 0 ? (
          <span className="figures text-sm text-faint">{formatCount(state.bins.length)}</span>
        ) : null}
      </div>
      <Shown
        state={state}
        onRetry={() => {
          setState({ kind: "loading" });
          setTries(tries + 1);
        }}
      />
    </section>
  );
}

function Shown({ state, onRetry }: { state: State; onRetry: () => void }) {
  switch (state.kind) {
    case "loading":
      return (
        <div role="status" aria-label="Loading your bins" className="flex flex-col gap-4 p-5">
          <Skeleton className="h-4 w-2/3" />
          <Skeleton className="h-4 w-1/2" />
          <Skeleton className="h-4 w-3/5" />
        </div>
      );
    case "failed":
      return (
        <Problem title="Your bins could not be loaded" onRetry={onRetry}>
          {state.problem}
        </Problem>
      );
    case "ready":
      if (state.bins.length === 0) {
        return (
          <p className="px-5 py-10 text-center text-sm text-pretty text-faint">
            Bins you make in this browser are listed here.
            <br />
            No account needed: the browser keeps what opens them.
          </p>
        );
      }
      return (
        <ul className="max-h-[28rem] divide-y overflow-y-auto">
          {state.bins.map((bin) => (
            <BinRow key={bin.id} bin={bin} />
          ))}
        </ul>
      );
  }
}

function BinRow({ bin }: { bin: OwnedBin }) {
  return (
    <li className="group relative flex items-center gap-3 py-3 pr-3 pl-5 hover:bg-hover">
      <div className="min-w-0 flex-1">
        <Link
          href={`/bins/${bin.id}`}
          prefetch={false}
          className="inset-focus block truncate font-medium after:absolute after:inset-0"
        >
          {bin.title || bin.id}
        </Link>
        <p className="mt-0.5 flex items-center gap-2 text-sm text-faint">
          <span className="clipped min-w-0">{bin.url.replace(/^https?:\/\//, "")}</span>
        </p>
      </div>
      <div className="flex shrink-0 flex-col items-end gap-1 text-sm">
        <span className="figures text-soft">
          {bin.total === 1 ? "1 capture" : `${formatCount(bin.total)} captures`}
        </span>
        <span className="flex items-center gap-2 text-xs text-faint">
          <Ago iso={bin.usedAt} />
          <Status code={bin.reply.status} />
        </span>
      </div>
      <CopyButton text={bin.url} label={`Copy the address of ${bin.title || bin.id}`} className="z-1" />
      <ChevronRight aria-hidden className="size-4 shrink-0 text-faint max-sm:hidden" />
    </li>
  );
}
