import { formatClock, formatCount, formatDay } from "#components/ui/format.ts";
import { between, type Slot, type Span, STATUS_GROUPS, type Strip } from "./strip.ts";

/** The strip in words, in the reader's time zone. */

export const SPAN_NAMES: Record<Span, string> = {
  everything: "Everything kept",
  day: "Last 24 hours",
  hour: "Last hour",
  minutes: "Last 10 minutes",
};

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** When a place begins: with seconds while slots are short, with the day when it is not today's. */
export function sayPlace(strip: Strip, place: number, now: number): string {
  const date = new Date(strip.from + place * strip.stepMs);
  const clock = formatClock(date).slice(0, strip.stepMs < 60_000 ? 8 : 5);
  return formatDay(date) === formatDay(new Date(now)) ? clock : `${DAY.format(date)}, ${clock}`;
}

/** The same in short: the day alone when it is not today's. */
export function sayBegin(strip: Strip, place: number, now: number): string {
  return sayPlace(strip, place, now).split(",")[0] ?? "";
}

/** 14:03–14:05: from the beginning of the one place to the end of the other. */
export function sayRange(strip: Strip, one: number, other: number, now: number): string {
  const [low, high] = [Math.min(one, other), Math.max(one, other)];
  return `${sayPlace(strip, low, now)}–${sayPlace(strip, high + 1, now)}`;
}

export function sayCount(count: number): string {
  return count === 1 ? "1 capture" : `${formatCount(count)} captures`;
}

/** 10 answered 2xx, 2 answered 4xx, 1 without a final reply */
export function sayGroups({ groups }: Slot): string {
  const parts = STATUS_GROUPS.filter((group) => groups[group] > 0).map((group) =>
    group === "other"
      ? `${formatCount(groups.other)} without a final reply`
      : `${formatCount(groups[group])} answered ${group}`,
  );
  return parts.join(", ");
}

/** The whole strip in two sentences; with a filter, what fits. */
export function saySummary(strip: Strip, places: { first: number; last: number }, now: number): string {
  const since = `since ${sayPlace(strip, places.first, now)}`;
  const came = between(strip, places.first, places.last);
  if (!came) return `Nothing came ${since}.`;
  const { slots } = strip.found ?? strip;
  const all = between({ slots }, places.first, places.last);
  const [busiest] = [...slots].sort(([, a], [, b]) => b.total - a.total);
  if (!all || !busiest) return `None of ${sayCount(came.total)} ${since} fits the filter.`;
  const counted = strip.found
    ? `Of ${sayCount(came.total)} ${since} ${formatCount(all.total)} ${all.total === 1 ? "fits" : "fit"} the filter`
    : `${sayCount(all.total)} ${since}`;
  const most = `${sayRange(strip, busiest[0], busiest[0], now)} with ${formatCount(busiest[1].total)}`;
  return `${counted}: ${sayGroups(all)}. The busiest time was ${most}.`;
}
