"use client";
import Reply from "lucide-react/icons/reply";
import { Status } from "#components/bin/marks.tsx";
import { statusText } from "#components/bin/status-text.ts";
import { Button } from "#components/ui/button.tsx";
import type { Capture } from "#lib/model/capture.ts";
import { PairsTable } from "./pairs-table.tsx";
import { Section } from "./section.tsx";

/** What the sender of this capture heard. */
export function ReplyTab({ capture, onEditReply }: { capture: Capture; onEditReply: () => void }) {
  const { status, headers } = capture.reply;
  return (
    <div className="@container h-full overflow-y-auto px-4 pb-8 max-sm:px-3">
      <Section
        title="Reply given"
        tools={
          <Button size="sm" look="ghost" onClick={onEditReply} icon={<Reply aria-hidden className="size-3.5" />}>
            Edit the bin's reply
          </Button>
        }
      >
        <p className="flex items-center gap-2 rounded-lg border bg-surface px-3 py-2.5 text-sm">
          <Status code={status} />
          <span className="text-soft">{statusText(status)}</span>
        </p>
      </Section>
      <Section title="Headers" count={headers.length}>
        {headers.length > 0 ? (
          <PairsTable label="Headers of the reply" pairs={headers} />
        ) : (
          <p className="text-sm text-faint">None.</p>
        )}
      </Section>
    </div>
  );
}
