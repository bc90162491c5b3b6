"use client";
import { useMemo } from "react";
import { coverCookie, coverField, coverHeader } from "#components/bin/cover-value.ts";
import { cx } from "#components/ui/cx.ts";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Capture } from "#lib/model/capture.ts";
import { cookiesOf } from "#lib/views/cookies.ts";
import { FindSameContext, findSame } from "../body/find-same.ts";
import type { FilterBy } from "../filter/filter-text.ts";
import { cookieTerm, headerFilter, queryTerm } from "../filter/terms-of.ts";
import { HeaderName, useHeaderNotes } from "./header-name.tsx";
import { PairsSection } from "./pairs-section.tsx";
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
  const hasBody = hasKeptBody(capture);
  return (
    <div className="@container h-full overflow-y-auto [scrollbar-gutter:stable]">
      <div
        className={cx("grid gap-x-6 gap-y-3 px-gutter pb-8", hasBody && "@4xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]")}
      >
        <div className="flex min-w-0 flex-col gap-3">
          <Facts capture={capture} />
          {query.length > 0 ? (
            <PairsSection
              title="Query"
              label="Query"
              pairs={query}
              copy={{ label: "Copy the query", separator: "=" }}
              cover={coverField}
              filterFor={(name, value) => () => onFilter(...queryTerm(target, name, value))}
            />
          ) : null}
          <PairsSection
            title="Headers"
            label="Headers"
            pairs={headers}
            copy={{ label: "Copy all headers", separator: ": " }}
            cover={coverHeader}
            name={(name) => <HeaderName name={name} note={noteOf(name)} />}
            filterFor={(name, value) => () => onFilter(...headerFilter(name, value))}
            none={<p className="text-sm text-faint">No headers came.</p>}
          />
          {cookies.length > 0 ? (
            <PairsSection
              title="Cookies"
              label="Cookies"
              pairs={cookies}
              copy={{ label: "Copy all cookies", separator: "=", between: "; " }}
              cover={coverCookie}
              filterFor={(name, value) => () => onFilter(...cookieTerm(headers, name, value))}
            />
          ) : null}
          {trailers.length > 0 ? (
            <PairsSection
              title="Trailers"
              label="Trailers"
              pairs={trailers}
              copy={{ label: "Copy all trailers", separator: ": " }}
              cover={coverHeader}
            />
          ) : null}
        </div>
        {hasBody ? (
          <FindSameContext value={findWords}>
            <BodySection bin={bin} capture={capture} />
          </FindSameContext>
        ) : (
          <Section title="Body">
            <p className="text-sm text-faint">
              {capture.kind === "rejected" ? "The body was not kept." : "No body came with this request."}
            </p>
          </Section>
        )}
      </div>
    </div>
  );
}

/** A refused body was announced, maybe with a size, and never kept. */
function hasKeptBody({ body, bodyBytes, kind }: Capture): boolean {
  return body.shown > 0 || (bodyBytes > 0 && kind !== "rejected");
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
