import type { Summary } from "#lib/model/capture.ts";
import type { StatusClass, Traffic, TrafficBucket } from "#lib/model/traffic.ts";

/**
 * Captures over time in equal steps ("slots"), as the strip above the list draws them: taken from the server once, then counted on as
 * captures arrive. Whatever makes the count doubtful (a gap, a deletion, a full ring) marks it stale, and the server is asked again.
 */
export type Strip = {
  span: Span;
  /** Where slot 0 begins, in ms since 1970, and how long each slot is. */
  from: number;
  stepMs: number;
  /** By place; empty ones are left out. */
  slots: Slots;
  /** The newest number counted; null while none is known. */
  newest: number | null;
  /** How many were counted on since the server was asked. */
  since: number;
  /** False when the bin holds older ones than the server looked at. */
  complete: boolean;
  isStale: boolean;
  /** Those of them that fit the filter; null while nothing is known of that. */
  found: Found | null;
};

/** Counted among the numbers from `downTo` to `upTo`. */
export type Found = { slots: Slots; downTo: number; upTo: number };
type Slots = ReadonlyMap<number, Slot>;

export type Slot = { total: number; firstSeq: number; lastSeq: number; groups: Record<StatusGroup, number> };

export const SPANS = ["everything", "day", "hour", "minutes"] as const;
export type Span = (typeof SPANS)[number];
/** "other": no reply was sent, or an informational one. */
export const STATUS_GROUPS = ["2xx", "3xx", "4xx", "5xx", "other"] as const;
export type StatusGroup = (typeof STATUS_GROUPS)[number];

export const SLOTS = 60;
/** With everything shown, slots grow in number up to here; then each two become one. */
const MAX_SLOTS = 2 * SLOTS;
const STEP_MS = { day: 24 * 60_000, hour: 60_000, minutes: 10_000 } as const;
const MIN_STEP_MS = 1000;
/** A full ring drops one for each that arrives and tells nobody: when a tenth of what is counted is new, it is time to ask again. */
const TRUSTED_ARRIVALS = 500;

/** The query with which the server is asked. Fixed spans end with the slot that `now` is in. */
export function trafficQuery(span: Span, now: number): string {
  if (span === "everything") return `buckets=${SLOTS}`;
  const step = STEP_MS[span];
  const to = (Math.floor(now / step) + 1) * step;
  const iso = (time: number) => encodeURIComponent(new Date(time).toISOString());
  return `buckets=${SLOTS}&from=${iso(to - SLOTS * step)}&to=${iso(to)}`;
}

export function stripFrom(span: Span, { from, bucketMs, complete, buckets }: Traffic): Strip {
  // A bin that has just begun: slots of milliseconds would show noise.
  const factor = span === "everything" ? Math.max(1, Math.ceil(MIN_STEP_MS / bucketMs)) : 1;
  const slots = movedTo(slotsOf(buckets), (index) => Math.floor(index / factor));
  const newest = buckets.reduce((most, { lastSeq }) => Math.max(most, lastSeq), 0) || null;
  const stepMs = bucketMs * factor;
  return { span, from: Date.parse(from), stepMs, slots, newest, since: 0, complete, isStale: false, found: null };
}

/**
 * Counts captures, oldest first, that were not counted yet. A jump in their numbers makes the strip stale. `fits` judges what the filter
 * finds among them; without it that is asked of the server.
 */
export function withArrivals(strip: Strip, captures: readonly Summary[], fits?: Judge): Strip {
  const fresh = captures.filter(({ seq }) => seq > (strip.newest ?? 0));
  const last = fresh.at(-1);
  if (!last) return strip;
  const roomy = settled(strip, Math.max(...fresh.map(({ receivedAt }) => Date.parse(receivedAt))));
  const slots = new Map(roomy.slots);
  const isJudged = fits !== undefined && roomy.found?.upTo === roomy.newest;
  const fitting = new Map(roomy.found?.slots);
  let { newest } = roomy;
  let jumped = false;
  for (const one of fresh) {
    jumped ||= newest !== null && one.seq !== newest + 1;
    newest = one.seq;
    // Numbers follow commits and times arrivals: one that was long under way may be older than the first slot.
    const place = Math.max(0, placeOf(roomy, Date.parse(one.receivedAt)));
    slots.set(place, joined(slots.get(place), slotOfOne(one)));
    if (isJudged && fits(one)) fitting.set(place, joined(fitting.get(place), slotOfOne(one)));
  }
  const found = roomy.found && isJudged ? { ...roomy.found, slots: fitting, upTo: last.seq } : roomy.found;
  const since = roomy.since + fresh.length;
  const total = sum(slots.values())?.total ?? 0;
  const isStale = roomy.isStale || jumped || since > Math.max(TRUSTED_ARRIVALS, total / 10);
  return { ...roomy, slots, newest, since, isStale, found };
}

export type Judge = (capture: Summary) => boolean;

/** The same with room up to `now`: what has left a fixed span is dropped, everything else is drawn closer together. */
export function settled(strip: Strip, now: number): Strip {
  if (strip.span !== "everything") {
    const first = placeOf(strip, now) - SLOTS + 1;
    if (![...strip.slots.keys()].some((place) => place < first)) return strip;
    return withSlots(strip, (slots) => new Map([...slots].filter(([place]) => place >= first)));
  }
  let closer = strip;
  while (placeOf(closer, now) >= MAX_SLOTS) closer = halved(closer);
  return closer;
}

function halved(strip: Strip): Strip {
  const closer = withSlots(strip, (slots) => movedTo(slots, (place) => Math.floor(place / 2)));
  return { ...closer, stepMs: strip.stepMs * 2 };
}

function withSlots(strip: Strip, change: (slots: Slots) => Slots): Strip {
  const { slots, found } = strip;
  return { ...strip, slots: change(slots), found: found && { ...found, slots: change(found.slots) } };
}

/** Each slot at another place; those that meet become one. */
export function movedTo(
  slots: Iterable<readonly [number, Slot]>,
  place: (before: number) => number,
): Map<number, Slot> {
  const moved = new Map<number, Slot>();
  for (const [before, slot] of slots) moved.set(place(before), joined(moved.get(place(before)), slot));
  return moved;
}

export function placeOf({ from, stepMs }: Pick<Strip, "from" | "stepMs">, time: number): number {
  return Math.floor((time - from) / stepMs);
}

/** Which places are on screen at `now`, both included: SLOTS of them, or more while everything is shown. */
export function shownPlaces(strip: Strip, now: number): { first: number; last: number } {
  // The server's clock may be ahead of the reader's.
  const last = Math.max(placeOf(strip, now), ...strip.slots.keys());
  return { first: Math.min(last - SLOTS + 1, strip.span === "everything" ? 0 : last), last };
}

/** Everything between two places as one slot; null when nothing came. */
export function between({ slots }: Pick<Strip, "slots">, one: number, other: number): Slot | null {
  const [low, high] = [Math.min(one, other), Math.max(one, other)];
  return sum([...slots].filter(([place]) => place >= low && place <= high).map(([, slot]) => slot));
}

function sum(slots: Iterable<Slot>): Slot | null {
  let all: Slot | undefined;
  for (const slot of slots) all = joined(all, slot);
  return all ?? null;
}

function joined(one: Slot | undefined, other: Slot): Slot {
  if (!one) return other;
  const groups = { ...one.groups };
  for (const group of STATUS_GROUPS) groups[group] += other.groups[group];
  return {
    total: one.total + other.total,
    firstSeq: Math.min(one.firstSeq, other.firstSeq),
    lastSeq: Math.max(one.lastSeq, other.lastSeq),
    groups,
  };
}

/** As the server told them, by their index. */
export function slotsOf(buckets: readonly TrafficBucket[]): (readonly [number, Slot])[] {
  return buckets.map((bucket) => [bucket.index, slotOf(bucket)]);
}

function slotOf({ total, firstSeq, lastSeq, statuses }: TrafficBucket): Slot {
  const groups = none();
  for (const [status, count] of Object.entries(statuses)) groups[groupOf(status as StatusClass)] += count;
  return { total, firstSeq, lastSeq, groups };
}

function slotOfOne({ seq, replyStatus }: Summary): Slot {
  const groups = none();
  groups[groupOf(`${Math.floor(replyStatus / 100)}xx` as StatusClass)] = 1;
  return { total: 1, firstSeq: seq, lastSeq: seq, groups };
}

function none(): Record<StatusGroup, number> {
  return { "2xx": 0, "3xx": 0, "4xx": 0, "5xx": 0, other: 0 };
}

function groupOf(status: StatusClass): StatusGroup {
  return STATUS_GROUPS.find((group) => group === status) ?? "other";
}
