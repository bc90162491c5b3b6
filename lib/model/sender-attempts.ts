import { firstValue } from "#lib/http/pairs.ts";
import type { Seen } from "./sender-event.ts";

/** One time that a sender brought an event, and what followed. */
export type Attempt = {
  seq: number;
  receivedAt: string;
  /** Since the attempt before. */
  gapMs: number | null;
  /** 0 when no reply was sent. */
  status: number;
  /** How long the reply was held back, or waited for a target. The time to store the capture, some milliseconds, comes on top. */
  replyMs: number;
  fault: string | null;
  /** True when our reply took longer than the sender says it waits; null when that is not known. */
  isOverLimit: boolean | null;
  /** The wait that our reply asked for. */
  retryAfterMs: number | null;
  /** Whether the next attempt waited that long; null without a next attempt or a wished wait. */
  keptRetryAfter: boolean | null;
};

/** Clocks differ and dates have whole seconds: a wait that is a fifth short, by a second at most, was kept. */
const toleranceMs = (waitMs: number) => Math.min(1000, waitMs / 5);
/** These leave the sender without an answer, however long it waits. */
const SILENT: ReadonlySet<string> = new Set(["hold"]);

export function attemptsOf(ordered: Seen[], limitMs: number | null): Attempt[] {
  return ordered.map((one, index): Attempt => {
    const before = ordered[index - 1];
    const next = ordered[index + 1];
    const at = Date.parse(one.receivedAt);
    const replyMs = one.reply.delayMs ?? 0;
    const fault = one.reply.fault ?? null;
    const retryAfterMs = retryAfterOf(one, at + replyMs);
    const waited = next ? Date.parse(next.receivedAt) - at - replyMs : null;
    return {
      seq: one.seq,
      receivedAt: one.receivedAt,
      gapMs: before ? at - Date.parse(before.receivedAt) : null,
      status: one.reply.status,
      replyMs,
      fault,
      isOverLimit: limitMs === null ? null : replyMs > limitMs || (fault !== null && SILENT.has(fault)),
      retryAfterMs,
      keptRetryAfter:
        retryAfterMs === null || waited === null ? null : waited >= retryAfterMs - toleranceMs(retryAfterMs),
    };
  });
}

/** RFC 9110 section 10.2.3: seconds, or a date. */
function retryAfterOf({ reply }: Seen, repliedAt: number): number | null {
  const value = firstValue(reply.headers, "retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = value.endsWith("GMT") ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - repliedAt);
}

/** The shape that the gaps between attempts suggest. `says` is a sentence for people. */
export type BackOff = {
  shape: "once" | "fixed" | "linear" | "exponential" | "growing" | "irregular";
  /** exponential: what each gap is multiplied by; linear: what is added, in milliseconds; else null. */
  by: number | null;
  says: string;
};

/** How far a gap may lie from what a shape expects: senders add jitter and time passes on the way. */
const JITTER = 0.35;

export function backOffOf(gaps: number[]): BackOff | null {
  const [first] = gaps;
  if (first === undefined) return null;
  if (gaps.length === 1) return { shape: "once", by: null, says: `Tried again after ${spell(first)}` };
  const mean = average(gaps);
  if (gaps.every((gap) => isNear(gap, mean))) {
    return { shape: "fixed", by: null, says: `About every ${spell(mean)}` };
  }
  if (gaps.length >= 3) {
    const ratios = gaps.slice(1).map((gap, index) => gap / Math.max(1, gaps[index] ?? 1));
    const ratio = Math.exp(average(ratios.map((one) => Math.log(Math.max(one, Number.MIN_VALUE)))));
    const isExponential = ratio > 1.2 && ratios.every((one) => Math.abs(one - ratio) <= ratio * JITTER);
    const steps = gaps.slice(1).map((gap, index) => gap - (gaps[index] ?? 0));
    const step = average(steps);
    const isLinear = step > 0 && steps.every((one) => isNear(one, step));
    if (isLinear && !(isExponential && spread(ratios) < spread(steps))) {
      return {
        shape: "linear",
        by: Math.round(step),
        says: `Each wait is about ${spell(step)} longer, from ${spell(first)}`,
      };
    }
    if (isExponential) {
      const factor = Math.round(ratio * 10) / 10;
      return {
        shape: "exponential",
        by: factor,
        says: `Each wait is about ${factor} times the one before, from ${spell(first)}`,
      };
    }
  }
  if (gaps.every((gap, index) => index === 0 || gap > (gaps[index - 1] ?? 0))) {
    return { shape: "growing", by: null, says: `Waits grow from ${spell(first)} to ${spell(gaps.at(-1) ?? first)}` };
  }
  return { shape: "irregular", by: null, says: `Between ${spell(Math.min(...gaps))} and ${spell(Math.max(...gaps))}` };
}

function isNear(value: number, wanted: number): boolean {
  return Math.abs(value - wanted) <= Math.max(wanted * JITTER, 50);
}

function average(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** How much values differ, in parts of their mean. */
function spread(values: number[]): number {
  const mean = average(values);
  return Math.max(...values.map((value) => Math.abs(value - mean))) / mean;
}

/** A duration as one says it: "40 ms", "1.5 s", "5 min", "2 h". */
export function spell(ms: number): string {
  const units: [number, string][] = [
    [86_400_000, "d"],
    [3_600_000, "h"],
    [60_000, "min"],
    [1000, "s"],
  ];
  const [size, unit] = units.find(([least]) => ms >= least * 0.95) ?? [1, "ms"];
  const count = ms / size;
  return `${count >= 10 ? Math.round(count) : Math.round(count * 10) / 10} ${unit}`;
}
