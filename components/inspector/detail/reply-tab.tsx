"use client";
import Reply from "lucide-react/icons/reply";
import { coverHeader } from "#components/bin/cover-value.ts";
import { Status } from "#components/bin/marks.tsx";
import { statusText } from "#components/bin/status-text.ts";
import { SenderStory } from "#components/events/sender-story.tsx";
import { AnsweredBy } from "#components/rules/answered-by.tsx";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { formatBytes } from "#components/ui/format.ts";
import type { Capture } from "#lib/model/capture.ts";
import { AnswerBody } from "../body/answer-body.tsx";
import { heardBody, sayCut } from "./heard-body.ts";
import { PairsSection } from "./pairs-section.tsx";
import { Section } from "./section.tsx";
import { unlistedHeaders } from "./unlisted-headers.ts";

/** What the sender of this capture heard. */
export function ReplyTab({ bin, capture, onEditReply }: { bin: string; capture: Capture; onEditReply: () => void }) {
  const { status, headers } = capture.reply;
  const unlisted = unlistedHeaders(capture);
  return (
    <div className="@container h-full overflow-y-auto px-gutter pb-8">
      <Section
        title="Reply given"
        tools={
          <Button size="sm" look="ghost" onClick={onEditReply} icon={<Reply aria-hidden className="size-3.5" />}>
            Edit the bin's reply
          </Button>
        }
      >
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5 rounded-lg border bg-surface px-3 py-2.5 text-sm">
          <Status code={status} />
          <span className="text-soft">{statusText(status)}</span>
          <AnsweredBy bin={bin} reply={capture.reply} />
        </div>
      </Section>
      <PairsSection
        title="Headers"
        label="Headers of the reply"
        pairs={headers}
        {...(headers.length > 0 && { copy: { label: "Copy all headers", separator: ": " } })}
        cover={coverHeader}
        none={unlisted ? null : <p className="text-sm text-faint">None.</p>}
      />
      {unlisted ? <p className={cx("text-sm text-faint", headers.length > 0 && "mt-2")}>{unlisted}</p> : null}
      <ReplyBody capture={capture} />
      <Section title="How did the sender behave">
        <SenderStory bin={bin} seq={capture.seq} />
      </Section>
    </div>
  );
}

/** The body that the sender heard, as far as it is kept; nothing where that is not known. */
function ReplyBody({ capture }: { capture: Capture }) {
  const { body, headers } = capture.reply;
  const heard = heardBody(capture);
  if (heard.kind === "unknown") return null;
  return (
    <Section title="Body" {...(body && { count: formatBytes(body.bytes) })}>
      {body ? (
        <AnswerBody body={body} headers={headers} cut={sayCut(heard)} />
      ) : (
        <p className="text-sm text-faint">No body.</p>
      )}
    </Section>
  );
}
