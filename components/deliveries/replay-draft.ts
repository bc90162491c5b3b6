import type { FieldProblem } from "#lib/errors.ts";
import type { NewReplay, Pace } from "#lib/model/replay.ts";
import type { Destination } from "./destination-fields.tsx";
import { type RetryDraft, retryDraftOf, retryOf } from "./retry-draft.ts";

/** A replay as it is typed, and as it is asked for. */

export type ReplayDraft = Destination &
  RetryDraft & {
    times: string;
    pace: Pace["kind"];
    perSecond: string;
    speed: string;
  };

export const PACES: readonly { value: Pace["kind"]; label: string }[] = [
  { value: "at_once", label: "As fast as they are answered" },
  { value: "rate", label: "At a rate" },
  { value: "original", label: "With the gaps they came with" },
];

export function replayDraft(destination: Destination): ReplayDraft {
  return {
    ...destination,
    ...retryDraftOf({ kind: "none" }),
    ...{ times: "1", pace: "at_once", perSecond: "10", speed: "1" },
  };
}

/** Everything but the captures, or what cannot be read. Limits are the server's to judge. */
export function replayOf(
  draft: ReplayDraft,
): { wanted: Omit<NewReplay, "captures" | "range" | "edits"> } | { problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const { target, url } = draft;
  const times = numberAt("times", draft.times, "Write a whole number, such as 3", problems);
  if (!Number.isInteger(times)) problems.push({ path: "times", message: "Write a whole number, such as 3" });
  const wanted = {
    ...(target === "" ? { url: url.trim() } : { target }),
    times,
    pace: paceOf(draft, problems),
    retry: retryOf(draft, problems),
  };
  return problems.length > 0 ? { problems } : { wanted };
}

function paceOf({ pace, perSecond, speed }: ReplayDraft, problems: FieldProblem[]): Pace {
  switch (pace) {
    case "at_once":
      return { kind: pace };
    case "rate":
      return {
        kind: pace,
        perSecond: numberAt("pace.perSecond", perSecond, "Write how many a second, such as 10 or 0.5", problems),
      };
    case "original":
      return {
        kind: pace,
        speed: numberAt("pace.speed", speed, "Write how many times as fast, such as 10 or 0.5", problems),
      };
  }
}

function numberAt(path: string, text: string, message: string, problems: FieldProblem[]): number {
  const typed = text.trim().replace(/×$|x$/i, "");
  if (/^\d{1,9}(\.\d{1,4})?$/.test(typed)) return Number(typed);
  problems.push({ path, message });
  return 0;
}

/** "5", "3-9", or empty for all: the first and last number. Null when it cannot be read. */
export function rangeOf(from: string, to: string, lastSeq: number): { from: number; to: number } | null {
  const number = (text: string, otherwise: number) =>
    text.trim() === "" ? otherwise : /^#?\d{1,10}$/.test(text.trim()) ? Number(text.trim().replace("#", "")) : null;
  const first = number(from, 1);
  const last = number(to, Math.max(1, lastSeq));
  return first === null || last === null ? null : { from: first, to: last };
}
