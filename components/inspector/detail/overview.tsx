"use client";
import { type ReactNode, use } from "react";
import { sentUrl } from "#components/bin/address.ts";
import { withSecrets } from "#components/bin/cover-value.ts";
import { Status } from "#components/bin/marks.tsx";
import { coverTarget } from "#components/bin/secret-names.ts";
import { SecretsButton, SecretsContext } from "#components/bin/secrets-shown.tsx";
import { shortType } from "#components/bin/short-type.ts";
import { sayStatus, statusText } from "#components/bin/status-text.ts";
import { AnsweredBy } from "#components/rules/answered-by.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { cutText } from "#components/ui/cut-text.ts";
import { cx } from "#components/ui/cx.ts";
import { formatBytes } from "#components/ui/format.ts";
import { Ago, Moment } from "#components/ui/time.tsx";
import { mediaType } from "#lib/http/media-type.ts";
import type { Bin } from "#lib/model/bin.ts";
import type { Capture, Summary } from "#lib/model/capture.ts";
import type { FilterBy } from "../filter/filter-text.ts";
import { contentTypeTerm } from "../filter/terms-of.ts";
import { FilterByValue } from "./filter-by-value.tsx";
import { headBytes } from "./sizes.ts";

type OverviewProps = {
  summary: Summary;
  /** Shows only captures with this value. */
  onFilter: FilterBy;
  className?: string;
};

/** What is known about one capture besides what it says. Shown from the summary at once; what only the whole capture knows follows. */
export function CaptureFacts(props: OverviewProps & { bin: Bin; capture: Capture | null }) {
  const { bin, summary, capture, onFilter, className } = props;
  const { seq, receivedAt, remoteIp, contentType, bodyBytes, replyStatus, target } = summary;
  const url = sentUrl(bin.url, { host: capture?.host ?? null, target });
  const { areShown } = use(SecretsContext);
  const covered = coverTarget(url);
  const shownUrl = cutText(areShown ? url : covered, 1000);
  return (
    <dl className={cx("flex flex-wrap items-center gap-x-3 gap-y-0.5 text-sm text-soft", className)}>
      <div className="w-full min-w-0">
        <dt className="sr-only">URL</dt>
        <dd className="flex items-center gap-1">
          <span className="clipped min-w-0 text-xs text-faint" title={shownUrl}>
            {shownUrl}
          </span>
          {covered === url ? null : <SecretsButton />}
          <CopyButton size="sm" text={url} label={withSecrets("Copy the URL as it was sent", covered !== url)} />
        </dd>
      </div>
      <Fact name="Number">#{seq}</Fact>
      <Fact name="Received">
        <Moment iso={receivedAt} />
        <CopyFact text={receivedAt} label="Copy the time, as ISO 8601" />
      </Fact>
      <Fact name="How long ago">
        <Ago iso={receivedAt} />
      </Fact>
      <Fact name="From">
        <FilterByValue what={`sender ${remoteIp}`} onClick={() => onFilter("from", remoteIp)}>
          <span className="mono">{remoteIp}</span>
        </FilterByValue>
        <CopyFact text={remoteIp} label="Copy the sender's address" />
      </Fact>
      {capture ? <Fact name="Version">HTTP/{capture.httpVersion}</Fact> : null}
      {contentType?.trim() ? (
        <Fact name="Content type" isSpare>
          <ContentType value={contentType} onFilter={onFilter} />
        </Fact>
      ) : null}
      <Fact name="Size of the body">
        <span className="text-faint">body</span> {formatBytes(bodyBytes)}
      </Fact>
      {capture && capture.kind !== "malformed" ? <Sizes capture={capture} /> : null}
      <Fact name="Answered" wraps>
        <FilterByValue what={sayStatus(replyStatus)} onClick={() => onFilter("status", String(replyStatus))}>
          {replyStatus === 0 ? null : <span className="text-faint">answered </span>}
          <Status code={replyStatus} /> <span className="text-faint">{statusText(replyStatus)}</span>
        </FilterByValue>{" "}
        {capture ? (
          <span className="inline-flex flex-wrap items-baseline gap-1.5">
            <AnsweredBy bin={bin.id} reply={capture.reply} />
          </span>
        ) : null}
      </Fact>
    </dl>
  );
}

/** The type alone, by which those with other parameters (a charset, a boundary) are found too; what cannot be read as one, as it came. */
function ContentType({ value, onFilter }: { value: string; onFilter: FilterBy }) {
  const type = mediaType(value) || value;
  return (
    <FilterByValue what={`content type ${cutText(type, 100)}`} onClick={() => onFilter(...contentTypeTerm(value))}>
      {shortType(value)}
    </FilterByValue>
  );
}

/** What is in front of the body, and all together. Of what was refused, no body was kept to be counted. */
function Sizes({ capture }: { capture: Capture }) {
  const head = headBytes(capture);
  return (
    <>
      <Fact name="Size of the request line and the headers" isSpare>
        <span className="text-faint">headers</span> {formatBytes(head)}
      </Fact>
      {capture.kind === "message" ? (
        <Fact name="Size of the whole message" isSpare>
          <span className="text-faint">in all</span> {formatBytes(head + capture.bodyBytes)}
        </Fact>
      ) : null}
    </>
  );
}

/** Seen when the fact is looked at, over what stands behind it: it takes no room, so that the facts stand evenly. On a phone, which has no such room, the palette has it. */
function CopyFact(props: { text: string; label: string }) {
  return (
    <CopyButton
      {...props}
      size="sm"
      className="relative z-1 -mr-6 bg-canvas align-middle opacity-0 group-hover/fact:opacity-100 focus-visible:opacity-100 max-md:hidden pointer-coarse:mr-0 pointer-coarse:opacity-100"
    />
  );
}

type FactProps = {
  name: string;
  /** Left out where room is scarce, since the others tell it too. */
  isSpare?: boolean;
  /** May take several lines, since somebody named what is in it. */
  wraps?: boolean;
  children: ReactNode;
};

function Fact({ name, isSpare = false, wraps = false, children }: FactProps) {
  return (
    <div className={cx("group/fact min-h-6", !wraps && "whitespace-nowrap", isSpare && "max-md:hidden")}>
      <dt className="sr-only">{name}</dt>
      <dd className="figures leading-6">{children}</dd>
    </div>
  );
}
