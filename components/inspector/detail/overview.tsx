"use client";
import type { ReactNode } from "react";
import { Method, Status } from "#components/bin/marks.tsx";
import { statusText } from "#components/bin/status-text.ts";
import { formatBytes } from "#components/ui/format.ts";
import { Ago, Moment } from "#components/ui/time.tsx";
import type { Capture, Summary } from "#lib/model/capture.ts";

/** The request line and the facts about one capture. Shown from the summary at once; what only the whole capture knows follows. */
export function Overview({ summary, capture }: { summary: Summary; capture: Capture | null }) {
  const { seq, receivedAt, remoteIp, bodyBytes, replyStatus, method, target } = summary;
  return (
    <div className="flex flex-col gap-2.5">
      <h2 className="verbatim max-h-28 overflow-y-auto text-lg leading-6 font-medium">
        <Method name={method} className="mr-2.5 align-baseline" />
        <span>{target}</span>
      </h2>
      <dl className="flex flex-wrap gap-x-5 gap-y-1.5 text-sm">
        <Fact name="Number">#{seq}</Fact>
        <Fact name="Received">
          <Moment iso={receivedAt} />{" "}
          <span className="text-faint">
            · <Ago iso={receivedAt} />
          </span>
        </Fact>
        <Fact name="From">
          <span className="mono">{remoteIp}</span>
        </Fact>
        <Fact name="Body">{formatBytes(bodyBytes)}</Fact>
        {capture ? <Fact name="Version">HTTP/{capture.httpVersion}</Fact> : null}
        <Fact name="Answered">
          <Status code={replyStatus} /> <span className="text-faint">{statusText(replyStatus)}</span>
        </Fact>
      </dl>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex items-baseline gap-1.5 whitespace-nowrap">
      <dt className="text-faint">{name}</dt>
      <dd className="figures text-soft">{children}</dd>
    </div>
  );
}
