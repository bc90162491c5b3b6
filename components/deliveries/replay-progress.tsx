"use client";
import { OutcomeBar } from "#components/ui/outcome-bar.tsx";
import { Tag, type Tone } from "#components/ui/tag.tsx";
import { Clock } from "#components/ui/time.tsx";
import type { Replay } from "#lib/model/replay.ts";
import { progressWords, type ReplayStanding, standingOf } from "./replay-words.ts";

const STANDINGS: Record<ReplayStanding, { word: string; tone: Tone }> = {
  running: { word: "Running", tone: "info" },
  waiting: { word: "Waiting", tone: "info" },
  paused: { word: "Paused", tone: "warn" },
  done: { word: "Done", tone: "good" },
  cancelled: { word: "Cancelled", tone: "plain" },
};

/** How a replay stands, in a word. */
export function ReplayMark({ replay }: { replay: Replay }) {
  const { word, tone } = STANDINGS[standingOf(replay)];
  return <Tag tone={tone}>{word}</Tag>;
}

/** How far a replay has come. */
export function ReplayProgress({ replay }: { replay: Replay }) {
  const { succeeded, failed, skipped, total, nextAt } = replay;
  const standing = standingOf(replay);
  return (
    <div className="flex flex-col gap-1.5">
      <OutcomeBar total={total} good={succeeded} bad={failed + skipped} />
      <p role="status" className="figures text-sm text-soft">
        {progressWords(replay)}
        {standing === "paused" ? ". The target keeps failing and is left alone" : ""}
        {(standing === "paused" || standing === "waiting") && nextAt !== null ? (
          <>
            {standing === "waiting" ? ". The next goes at " : " until "}
            <Clock iso={nextAt} />
          </>
        ) : null}
      </p>
    </div>
  );
}
