import { formatCount } from "#components/ui/format.ts";
import type { Pace, Replay } from "#lib/model/replay.ts";

/** A replay in sentences. */

export type ReplayStanding = "running" | "paused" | "waiting" | "done" | "cancelled";

/** waiting: its next send is further off than a moment. */
export function standingOf({ state, paused, nextAt }: Replay): ReplayStanding {
  if (state !== "running") return state;
  return paused ? "paused" : nextAt === null ? "running" : "waiting";
}

/** "3 captures, twice over" */
export function extentWords({ captures, times }: Pick<Replay, "captures" | "times">): string {
  const what = captures === 1 ? "1 capture" : `${formatCount(captures)} captures`;
  return times === 1 ? what : times === 2 ? `${what}, twice over` : `${what}, ${formatCount(times)} times over`;
}

export function paceWords(pace: Pace): string {
  switch (pace.kind) {
    case "at_once":
      return "each when the one before was answered";
    case "rate":
      return `${formatCount(pace.perSecond)} a second`;
    case "original":
      return pace.speed === 1
        ? "with the gaps they came with"
        : pace.speed > 1
          ? `with their gaps, ${formatCount(pace.speed)} times as fast`
          : `with their gaps, at ${formatCount(pace.speed)} of the speed`;
  }
}

/** "40 of 100 sent, 2 failed, 1 passed over" */
export function progressWords({ sent, total, failed, skipped }: Replay): string {
  return [
    `${formatCount(sent)} of ${formatCount(total)} sent`,
    failed > 0 ? `${formatCount(failed)} failed` : "",
    skipped > 0 ? `${formatCount(skipped)} passed over` : "",
  ]
    .filter((part) => part !== "")
    .join(", ");
}
