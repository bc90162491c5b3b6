"use client";
import { useMemo } from "react";
import { Button } from "#components/ui/button.tsx";
import { lazyPart } from "#components/ui/lazy-part.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { type BodySource, bytesOf } from "./views-job.ts";

const HexView = lazyPart(async () => (await import("./hex-view.tsx")).HexView, { name: "The bytes" });

export type FailedViewProps = {
  source: BodySource;
  problem: string;
  /** It is being tried again: the button that was pressed stays, and keeps the focus. */
  isTrying: boolean;
  onRetry: () => void;
};

/** A body that could not be read into any view: why, and its bytes as they were sent. */
export function FailedView({ source, problem, isTrying, onRetry }: FailedViewProps) {
  const bytes = useMemo(() => bytesOf(source), [source]);
  return (
    <>
      <div className="p-2">
        <Notice
          tone="bad"
          action={
            <Button size="sm" busy={isTrying} onClick={onRetry}>
              Try again
            </Button>
          }
        >
          {problem} The bytes as they were sent are below.
        </Notice>
      </div>
      <HexView bytes={bytes} />
    </>
  );
}
