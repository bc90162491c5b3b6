"use client";
import { useState } from "react";
import { SecretsContext, useSecretsShown } from "#components/bin/secrets-shown.tsx";
import { useOffer } from "#components/palette/on-screen.ts";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { Problem } from "#components/ui/problem.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { Bin } from "#lib/model/bin.ts";
import type { Capture, Summary } from "#lib/model/capture.ts";
import type { MarkChanges } from "#lib/model/mark.ts";
import type { FilterBy } from "../filter/filter-text.ts";
import type { Heard } from "../session/use-session.ts";
import type { NoteWriting } from "../use-note-drafts.ts";
import { CaptureActions } from "./capture-actions.tsx";
import { MessageTab } from "./message-tab.tsx";
import { CaptureFacts } from "./overview.tsx";
import { RequestLine } from "./request-line.tsx";
import type { LoadedCapture } from "./use-capture.ts";
import { type Deliveries, useDeliveries } from "./use-deliveries.ts";

const RawTab = lazyPart(async () => (await import("./raw-tab.tsx")).RawTab, {
  name: "The raw message",
  waiting: <Loading />,
});

const NotePart = lazyPart(async () => (await import("./note-part.tsx")).NotePart, { name: "The note" });
const ReplyTab = lazyPart(async () => (await import("./reply-tab.tsx")).ReplyTab, {
  name: "The reply",
  waiting: <Loading />,
});
const DeliveriesTab = lazyPart(async () => (await import("./deliveries-tab.tsx")).DeliveriesTab, {
  name: "The deliveries",
  waiting: <Loading />,
});

const TABS = { message: "Message", raw: "Raw", reply: "Reply", deliveries: "Deliveries" } as const;
export type DetailTab = keyof typeof TABS;
const TAB_NAMES = ["message", "raw", "reply", "deliveries"] as const;

export type CaptureDetailProps = {
  bin: Bin;
  /** What the list knows already; shown while the rest loads. */
  summary: Summary;
  loaded: LoadedCapture;
  onRetry: () => void;
  heard: Heard;
  onResend: () => void;
  /** The reader begins something with this capture that others should not interrupt. */
  onStay: () => void;
  onDelete: () => void;
  onEditReply: () => void;
  onMark: (changes: MarkChanges) => Promise<boolean>;
  noting: NoteWriting;
  onCompare: () => void;
  onTypes: () => void;
  /** Shows only captures with this value. */
  onFilter: FilterBy;
};

/** One capture in full. */
export function CaptureDetail(props: CaptureDetailProps) {
  const { bin, summary, loaded, onRetry, heard, onResend, onDelete, onEditReply, onMark } = props;
  const secrets = useSecretsShown(summary.seq);
  const [tab, setTab] = useState<DetailTab>("message");
  const deliveries = useDeliveries(bin.id, summary.seq, heard);
  const capture = loaded.kind === "ready" ? loaded.capture : null;
  useOffer(() => TAB_NAMES.map((name) => ({ label: `Tab: ${TABS[name]}`, run: () => setTab(name) })));
  const waitFor = (draw: (capture: Capture) => React.ReactNode) =>
    capture ? draw(capture) : <Waiting loaded={loaded} onRetry={onRetry} />;
  return (
    <SecretsContext value={secrets}>
      <article aria-label={`Capture ${summary.seq}`} className="flex min-h-0 flex-1 flex-col">
        {/* On a phone its pieces stand in the column by themselves, and the actions below everything, where the thumb is. */}
        <header className="shrink-0 gap-x-4 gap-y-1 px-4 pt-3.5 pb-2.5 max-md:contents md:grid md:grid-cols-[minmax(0,1fr)] xl:grid-cols-[minmax(0,1fr)_auto]">
          <RequestLine
            key={summary.seq}
            bin={bin.id}
            summary={summary}
            onFilter={props.onFilter}
            className="max-md:shrink-0 max-md:px-3 max-md:pt-3"
          />
          <CaptureActions
            bin={bin}
            summary={summary}
            onResend={onResend}
            onDelete={onDelete}
            onPin={() => void onMark({ pinned: !summary.pinned })}
            onNote={props.noting.begin}
            onCompare={props.onCompare}
            onTypes={props.onTypes}
            className="max-md:z-1 max-md:order-1 md:self-start max-md:border-t max-md:bg-surface max-md:px-3 max-md:pt-2 max-md:pb-[max(0.5rem,env(safe-area-inset-bottom))]"
          />
          <CaptureFacts
            bin={bin}
            summary={summary}
            capture={capture}
            onFilter={props.onFilter}
            className="max-md:shrink-0 max-md:px-3 max-md:pt-1.5 max-md:pb-2 xl:col-span-2"
          />
        </header>
        {props.noting.text !== null || summary.note ? (
          <div className="shrink-0 px-gutter pb-3">
            <NotePart
              key={summary.seq}
              note={summary.note ?? ""}
              writing={props.noting}
              onSave={(note) => onMark({ note })}
            />
          </div>
        ) : null}
        <Tabs
          label="Parts of this capture"
          value={tab}
          onChange={setTab}
          className="flex-1"
          tabs={[
            {
              value: "message",
              label: TABS.message,
              content: waitFor((whole) => (
                <MessageTab key={whole.seq} bin={bin.id} capture={whole} onFilter={props.onFilter} />
              )),
            },
            {
              value: "raw",
              label: TABS.raw,
              content: waitFor((whole) => <RawTab bin={bin.id} capture={whole} />),
            },
            {
              value: "reply",
              label: TABS.reply,
              content: waitFor((whole) => (
                <ReplyTab key={whole.seq} bin={bin.id} capture={whole} onEditReply={onEditReply} />
              )),
            },
            {
              value: "deliveries",
              label: TABS.deliveries,
              count: countOf(deliveries),
              content: (
                <DeliveriesTab
                  bin={bin.id}
                  capture={capture}
                  deliveries={deliveries}
                  onResend={onResend}
                  onCompare={props.onStay}
                />
              ),
            },
          ]}
        />
      </article>
    </SecretsContext>
  );
}

function countOf({ list, more }: Deliveries): string | undefined {
  return list && list.length > 0 ? `${list.length}${more ? "+" : ""}` : undefined;
}

function Waiting({ loaded, onRetry }: { loaded: LoadedCapture; onRetry: () => void }) {
  switch (loaded.kind) {
    case "failed":
      return (
        <Problem title="This capture could not be loaded" onRetry={onRetry}>
          {loaded.problem}
        </Problem>
      );
    case "missing":
      return (
        <Problem title="This capture is no longer here">
          It was deleted, or made room for newer ones. Choose another one from the list.
        </Problem>
      );
    case "loading":
    case "ready":
      return <Loading />;
  }
}

function Loading() {
  return (
    <div role="status" aria-label="Loading the capture" className="flex flex-col gap-3 p-4">
      <Skeleton className="h-4 w-24" />
      <Skeleton className="h-28 w-full" />
      <Skeleton className="h-40 w-full" />
    </div>
  );
}
