"use client";
import ListFilter from "lucide-react/icons/list-filter";
import { type ReactNode, useState } from "react";
import { shownTarget } from "#components/bin/address.ts";
import { Method, Status } from "#components/bin/marks.tsx";
import { statusText } from "#components/bin/status-text.ts";
import { formatBytes } from "#components/ui/format.ts";
import { Ago, Moment } from "#components/ui/time.tsx";
import type { Capture, Summary } from "#lib/model/capture.ts";
import type { Term } from "../filter/filter-text.ts";

export type OverviewProps = {
  bin: string;
  summary: Summary;
  capture: Capture | null;
  onFilter: (term: Term, value: string) => void;
};

/** The request line and the facts about one capture. Shown from the summary at once; what only the whole capture knows follows. */
export function Overview({ bin, summary, capture, onFilter }: OverviewProps) {
  const { seq, receivedAt, remoteIp, bodyBytes, replyStatus, method, target } = summary;
  const path = shownTarget(bin, target).replace(/\?.*$/s, "");
  return (
    <div className="group/overview flex flex-col gap-2">
      <h2 className="verbatim text-lg leading-6 font-medium">
        <Method name={method} whole /> <Target key={seq} bin={bin} target={target} />{" "}
        <FilterBy what={`method ${method}`} onClick={() => onFilter("method", method)}>
          {method.slice(0, 12)}
        </FilterBy>{" "}
        <FilterBy what="this path" onClick={() => onFilter("path", path)}>
          path
        </FilterBy>
      </h2>
      <dl className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-soft">
        <Fact name="Number">#{seq}</Fact>
        <Fact name="Received">
          <Moment iso={receivedAt} />
        </Fact>
        <Fact name="How long ago">
          <Ago iso={receivedAt} />
        </Fact>
        <Fact name="From">
          <span className="mono">{remoteIp}</span>
        </Fact>
        {capture ? <Fact name="Version">HTTP/{capture.httpVersion}</Fact> : null}
        <Fact name="Size of the body">{formatBytes(bodyBytes)}</Fact>
        <Fact name="Answered">
          <span className="text-faint">answered</span> <Status code={replyStatus} />{" "}
          <span className="text-faint">{statusText(replyStatus)}</span>{" "}
          <FilterBy what={`status ${replyStatus}`} onClick={() => onFilter("status", String(replyStatus))}>
            status
          </FilterBy>
        </Fact>
      </dl>
    </div>
  );
}

/** Longer targets are folded until asked for: one may carry 8 kB of query. */
const FOLD_AT = 320;

function Target({ bin, target }: { bin: string; target: string }) {
  const [whole, setWhole] = useState(false);
  const prefix = target.startsWith(`/${bin}`) ? bin.length + 1 : 0;
  const end = whole ? target.length : Math.min(target.length, prefix + FOLD_AT);
  return (
    <>
      <span className="text-faint">{target.slice(0, prefix)}</span>
      {target.slice(prefix, end)}
      {end < target.length ? (
        <button
          type="button"
          onClick={() => setWhole(true)}
          className="ml-1 rounded-sm bg-hover px-1 font-sans text-xs font-normal text-soft underline hover:text-ink"
        >
          and {target.length - end} more characters
        </button>
      ) : null}
    </>
  );
}

/** "Only captures like this one": quiet until the pointer or the focus is near. */
function FilterBy({ what, onClick, children }: { what: string; onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      aria-label={`Filter by ${what}`}
      title={`Filter by ${what}`}
      onClick={onClick}
      className="inline-flex h-5 items-center gap-1 rounded-sm bg-hover px-1.5 align-middle font-sans text-xs font-normal text-soft opacity-0 transition-opacity group-hover/overview:opacity-100 hover:text-ink focus-visible:opacity-100 pointer-coarse:hidden"
    >
      <ListFilter aria-hidden className="size-3" />
      {children}
    </button>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="whitespace-nowrap">
      <dt className="sr-only">{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
