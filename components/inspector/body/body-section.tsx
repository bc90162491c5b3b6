"use client";
import Download from "lucide-react/icons/download";
import ScanEye from "lucide-react/icons/scan-eye";
import WrapText from "lucide-react/icons/wrap-text";
import { memo, useMemo, useState } from "react";
import { useOffer } from "#components/palette/on-screen.ts";
import { Button } from "#components/ui/button.tsx";
import { copyAnd } from "#components/ui/copy-and.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { formatBytes } from "#components/ui/format.ts";
import { IconButton, IconLink } from "#components/ui/icon-button.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { showProblem } from "#components/ui/notify.ts";
import { Select } from "#components/ui/select.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { isForm, mediaType } from "#lib/http/media-type.ts";
import { firstValue } from "#lib/http/pairs.ts";
import type { Capture } from "#lib/model/capture.ts";
import { CHARSETS } from "#lib/views/decode-text.ts";
import { Section } from "../detail/section.tsx";
import { bodyHref, decodedHref } from "../session/api.ts";
import { setPreferences, usePreferences } from "../use-preferences.ts";
import { askWorker } from "./ask-worker.ts";
import { FailedView } from "./failed-view.tsx";
import { type RenderState, useRendered } from "./use-rendered.ts";
import { ViewResultPart } from "./view-result.tsx";
import type { BodySource, ViewAnswer, ViewJob } from "./views-job.ts";

const LoadWhole = lazyPart(async () => (await import("./load-whole.tsx")).LoadWhole, { name: "Loading all of it" });

const CoveredText = lazyPart(async () => (await import("./covered-text.tsx")).CoveredText, { name: "The text" });

/** The body, made readable by the best view or the one chosen; the bytes stay one click away. Drawn once, however many captures arrive. */
export const BodySection = memo(function BodySection({ bin, capture }: { bin: string; capture: Capture }) {
  const [view, setView] = useState<string>();
  const [charset, setCharset] = useState<string | null>(null);
  const [decode, setDecode] = useState(true);
  const [reveal, setReveal] = useState(false);
  const [whole, setWhole] = useState<Uint8Array<ArrayBuffer> | null>(null);
  const contentEncoding = firstValue(capture.headers, "content-encoding") ?? null;
  const { wrapLines } = usePreferences();
  const source = useMemo(
    (): BodySource =>
      whole ? { encoding: "bytes", data: whole } : { encoding: capture.body.encoding, data: capture.body.data },
    [whole, capture],
  );
  const isCut = capture.body.shown < capture.bodyBytes && whole === null;
  const what = isCut ? `the first ${formatBytes(capture.body.shown)} of the body` : "the body";
  const job = useMemo(
    (): ViewJob => ({
      ...{ source, contentType: capture.contentType, contentEncoding, decode, view, charset, isCut },
      decodedHref: decodedHref(bin, capture.seq),
    }),
    [source, capture, bin, contentEncoding, decode, view, charset, isCut],
  );
  const { state, again } = useRendered(job);
  const answer = state.kind === "done" ? state.answer : null;
  const result = answer?.rendered.result;
  const views = (answer ?? (state.kind === "failed" ? state.before : null))?.rendered;
  const canDecode = contentEncoding !== null && ((answer?.layers.length ?? 0) > 0 || !decode);
  const decodeWords = decode ? `Show the ${contentEncoding} bytes as sent` : "Show decoded";
  useOffer(() => [
    ...(answer ? [{ label: `Copy ${what}`, run: () => void copyBody(job, what) }] : []),
    ...(answer && answer.layers.length > 0
      ? [{ label: `Copy ${what} as sent`, run: () => void copyBody({ ...job, decode: false }, what) }]
      : []),
    ...(views?.choices ?? [])
      .filter(({ name }) => name !== (view ?? views?.view))
      .map(({ name, label }) => ({ label: `View the body as ${label}`, run: () => setView(name) })),
    ...(canDecode ? [{ label: decodeWords, run: () => setDecode(!decode) }] : []),
    ...(result?.kind === "text"
      ? [
          {
            label: wrapLines ? "Do not wrap lines" : "Wrap lines",
            run: () => setPreferences({ wrapLines: !wrapLines }),
          },
          ...(result.invisible > 0
            ? [{ label: revealWords(reveal, result.invisible), run: () => setReveal(!reveal) }]
            : []),
          ...(charset === null ? [] : [{ label: "Read the body as it says itself", run: () => setCharset(null) }]),
          ...CHARSETS.map((name) => ({ label: `Read the body as ${name}`, run: () => setCharset(name) })),
        ]
      : []),
  ]);

  return (
    <Section
      title="Body"
      tools={
        <>
          {views && views.choices.length > 1 ? (
            <Select
              label="View"
              labelHidden
              value={view ?? views.view}
              choices={views.choices.map(({ name, label }) => ({ value: name, label }))}
              onChange={setView}
              quiet
              className="min-w-0"
            />
          ) : null}
          {result?.kind === "text" ? (
            <>
              <IconButton
                label={wrapLines ? "Do not wrap lines" : "Wrap lines"}
                aria-pressed={wrapLines}
                icon={<WrapText aria-hidden className="size-4" />}
                onClick={() => setPreferences({ wrapLines: !wrapLines })}
              />
              {result.invisible > 0 ? (
                <IconButton
                  label={revealWords(reveal, result.invisible)}
                  aria-pressed={reveal}
                  icon={<ScanEye aria-hidden className="size-4" />}
                  onClick={() => setReveal(!reveal)}
                />
              ) : null}
            </>
          ) : null}
          {answer ? (
            <CopyButton label={`Copy ${what}`} text={() => askWorker("copy", job, new AbortController().signal)} />
          ) : null}
          <IconLink
            label="Download body"
            href={bodyHref(bin, capture.seq)}
            download
            icon={<Download aria-hidden className="size-4" />}
          />
        </>
      }
    >
      <div className="flex flex-col gap-2">
        {answer?.decodeProblem ? (
          <Notice tone="warn">
            Sent as {contentEncoding}, which could not be undone. {answer.decodeProblem}.
          </Notice>
        ) : null}
        {answer?.isCut && !isCut ? (
          <Notice tone="warn">
            The {contentEncoding} data ends early: the sender broke off, or part of it was lost. This is what it says up
            to there.
          </Notice>
        ) : null}
        {answer?.rendered.problem ? <Notice tone="warn">{answer.rendered.problem}</Notice> : null}
        {isCut ? <LoadWhole bin={bin} capture={capture} onLoaded={setWhole} /> : null}
        <div className="min-h-24 overflow-clip rounded-lg border bg-surface [--find-top:2.5rem]">
          <Shown state={state} source={source} capture={capture} onRetry={again} wrap={wrapLines} reveal={reveal} />
        </div>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-faint">
          {answer ? <Facts answer={answer} capture={capture} /> : null}
          {canDecode ? (
            <Button size="sm" look="ghost" onClick={() => setDecode(!decode)}>
              {decodeWords}
            </Button>
          ) : null}
          {result?.kind === "text" ? (
            <Select
              label="Character set"
              labelHidden
              value={charset ?? "auto"}
              choices={[
                { value: "auto", label: `${result.charset} (${CHARSET_FROM[result.charsetFrom]})` },
                ...CHARSETS.map((name) => ({ value: name, label: name })),
              ]}
              onChange={(name) => setCharset(name === "auto" ? null : name)}
              quiet
              className="ml-auto min-w-0"
            />
          ) : null}
        </div>
      </div>
    </Section>
  );
});

function revealWords(isRevealed: boolean, count: number): string {
  return `${isRevealed ? "Hide" : "Show"} ${count} invisible characters`;
}

async function copyBody(job: ViewJob, what: string): Promise<void> {
  try {
    await copyAnd(askWorker("copy", job, new AbortController().signal), `Copied ${what}`);
  } catch (error) {
    showProblem(error instanceof Error ? error.message : "This could not be copied.");
  }
}

const CHARSET_FROM = {
  chosen: "chosen",
  bom: "from its byte order mark",
  declared: "as declared",
  assumed: "assumed",
} as const;

type ShownProps = {
  state: RenderState;
  source: BodySource;
  capture: Capture;
  onRetry: () => void;
  wrap: boolean;
  reveal: boolean;
};

function Shown({ state, source, capture, onRetry, wrap, reveal }: ShownProps) {
  switch (state.kind) {
    case "working":
      return (
        <div role="status" aria-label="Rendering the body" className="flex flex-col gap-2 p-4">
          <Skeleton className="h-3 w-1/2" />
          <Skeleton className="h-3 w-2/3" />
          <Skeleton className="h-3 w-1/3" />
        </div>
      );
    case "failed":
      return <FailedView source={source} problem={state.problem} isTrying={state.isTrying} onRetry={onRetry} />;
    case "done": {
      const { result } = state.answer.rendered;
      const drawn = { wrap, reveal };
      return result.kind === "text" && mayHoldFields(capture) ? (
        <CoveredText result={result} bytes={state.answer.bytes} capture={capture} {...drawn} />
      ) : (
        <ViewResultPart result={result} bytes={state.answer.bytes} {...drawn} />
      );
    }
  }
}

/** Text that has secrets by their names in it, as a table would. */
function mayHoldFields({ kind, contentType }: Capture): boolean {
  return kind === "malformed" || isForm(contentType) || mediaType(contentType).startsWith("multipart/");
}

function Facts({ answer, capture }: { answer: ViewAnswer; capture: Capture }) {
  const facts = [
    capture.contentType ?? "no Content-Type",
    answer.layers.length > 0
      ? `${formatBytes(capture.body.shown)} ${answer.layers.join(", ")}, decoded ${formatBytes(answer.bytes.length)}`
      : formatBytes(capture.bodyBytes),
  ];
  return (
    <>
      {facts.map((fact) => (
        <span key={fact} className="clipped max-w-full">
          {fact}
        </span>
      ))}
      <span className="group/sum flex min-w-0 items-center gap-1">
        <span className="clipped" title="SHA-256 of the whole body as sent">
          sha256 {capture.body.sha256.slice(0, 12)}…
        </span>
        <CopyButton
          size="sm"
          text={capture.body.sha256}
          label="Copy the SHA-256"
          className="-my-1 opacity-0 group-hover/sum:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
        />
      </span>
    </>
  );
}
