"use client";
import { useMemo } from "react";
import { isSecretHeader } from "#components/bin/secret-headers.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ReadonlyPairs } from "#lib/http/pairs.ts";
import type { Capture } from "#lib/model/capture.ts";
import { cookiesOf } from "#lib/views/cookies.ts";
import { FindSameContext, findSame } from "../body/find-same.ts";
import type { FilterBy } from "../filter/filter-text.ts";
import { cookieTerm, headerFilter, queryTerm } from "../filter/terms-of.ts";
import { HeaderName, useHeaderNotes } from "./header-name.tsx";
import { PairsTable } from "./pairs-table.tsx";
import { Section } from "./section.tsx";

const BodySection = lazyPart(async () => (await import("../body/body-section.tsx")).BodySection, {
  name: "The body",
  waiting: <Skeleton className="mt-10 h-40 w-full" />,
});

export type MessageTabProps = {
  bin: string;
  capture: Capture;
  /** Shows only captures with this value. */
  onFilter: FilterBy;
};

/** The whole message for reading: beside each other where there is room, below each other where there is not. */
export function MessageTab({ bin, capture, onFilter }: MessageTabProps) {
  const { target, headers, query, trailers } = capture;
  const cookies = cookiesOf(headers);
  const noteOf = useHeaderNotes();
  const findWords = useMemo(() => findSame(capture, (words) => onFilter("words", words)), [capture, onFilter]);
  return (
    <div className="@container h-full overflow-y-auto [scrollbar-gutter:stable]">
      <div className="grid gap-x-6 gap-y-3 px-4 pb-8 @4xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] max-sm:px-3">
        <div className="flex min-w-0 flex-col gap-3">
          <Facts capture={capture} />
          {query.length > 0 ? (
            <Section
              title="Query"
              count={query.length}
              tools={<CopyPairs pairs={query} label="Copy the query" separator="=" />}
            >
              <PairsTable
                label="Query"
                pairs={query}
                filterFor={(name, value) => () => onFilter(...queryTerm(target, name, value))}
              />
            </Section>
          ) : null}
          <Section
            title="Headers"
            count={headers.length}
            tools={<CopyPairs pairs={headers} label="Copy all headers" separator=": " />}
          >
            {headers.length > 0 ? (
              <PairsTable
                label="Headers"
                pairs={headers}
                isSecret={isSecretHeader}
                name={(name) => <HeaderName name={name} note={noteOf(name)} />}
                filterFor={(name, value) => () => onFilter(...headerFilter(name, value))}
              />
            ) : (
              <p className="text-sm text-faint">No headers came.</p>
            )}
          </Section>
          {cookies.length > 0 ? (
            <Section title="Cookies" count={cookies.length}>
              <PairsTable
                label="Cookies"
                pairs={cookies}
                isSecret={() => true}
                filterFor={(name, value) => () => onFilter(...cookieTerm(headers, name, value))}
              />
            </Section>
          ) : null}
          {trailers.length > 0 ? (
            <Section title="Trailers" count={trailers.length}>
              <PairsTable label="Trailers" pairs={trailers} isSecret={isSecretHeader} />
            </Section>
          ) : null}
        </div>
        <FindSameContext value={findWords}>
          <BodySection bin={bin} capture={capture} />
        </FindSameContext>
      </div>
    </div>
  );
}

function Facts({ capture }: { capture: Capture }) {
  const { kind, reason, exact } = capture;
  return (
    <>
      {kind === "rejected" ? (
        <Notice tone="warn" className="mt-3">
          <strong className="font-semibold">Refused, not kept whole.</strong> {sentence(reason)}
        </Notice>
      ) : null}
      {kind === "malformed" ? (
        <Notice tone="bad" className="mt-3">
          <strong className="font-semibold">Not a readable HTTP message.</strong> {sentence(reason)} The bytes that came
          are below.
        </Notice>
      ) : null}
      {exact ? null : (
        <Notice tone="info" className="mt-3">
          Something between the sender and Wirebin may have rewritten this message: header order, case and repeats are
          not certain.
        </Notice>
      )}
    </>
  );
}

function sentence(reason: string | null): string {
  return reason ? reason.replace(/[^.!?]$/, "$&.") : "";
}

function CopyPairs({ pairs, label, separator }: { pairs: ReadonlyPairs; label: string; separator: string }) {
  return (
    <CopyButton
      size="sm"
      label={label}
      text={() => pairs.map(([name, value]) => `${name}${separator}${value}`).join("\n")}
    />
  );
}
