import { isAppError } from "#lib/errors.ts";
import type { Pace } from "#lib/model/replay.ts";
import type { Finished } from "#lib/store/finish-attempts.ts";
import type { Claimed, Gate, Lease } from "#lib/store/outbox.ts";
import type { ClaimedReplay, Replayed, Step } from "#lib/store/replay-steps.ts";
import { type Outgoing, prepare } from "./prepare.ts";

/**
 * Sends a replay's captures one after the other, each after the one before it was answered and written down. Holds one capture at a time.
 * A long wait is put down in the database, so that nothing but a timer stays behind.
 */
export type ReplayUse = {
  readReplayed: (binNo: number, seq: number) => Promise<Replayed | null>;
  beginSend: (
    replay: ClaimedReplay,
    outgoing: Outgoing & { id: string; captureSeq: number },
    lease: Lease,
    gate: Gate,
    now: Date,
  ) => Promise<Step>;
  /** Whether one more may come to wait in the bin. Takes long where much waits. */
  hasRoom: (replay: ClaimedReplay) => Promise<boolean>;
  skipSend: (replay: ClaimedReplay, by: string) => Promise<boolean>;
  leaveReplay: (
    id: string,
    by: string,
    how: { kind: "done"; now: Date } | { kind: "later"; nextAt: Date | null; paused: boolean },
  ) => Promise<void>;
  gate: Gate;
  attempt: (claimed: Claimed, signal: AbortSignal) => Promise<Finished | null>;
  record: (finished: Finished) => Promise<boolean>;
  lease: (now: number) => Lease;
  /** A replay moved on. */
  onProgress: (replay: ClaimedReplay) => void;
  newId: () => string;
  now: () => number;
  pause: (ms: number, signal: AbortSignal) => Promise<void>;
};

/** Shorter waits are sat out. */
const SHORT_MS = 2000;
/** Between two looks at a target that is busy with others. */
const BUSY_MS = 20;
/** When to look again after as much waits in the bin as may, and how long a look that found room is good for. */
const NO_ROOM_MS = 5000;
const ROOM_MS = 1000;
/** How far a fast pace may catch up after a slow answer. */
const CATCH_UP_MS = 250;

/**
 * Runs until the replay ends, is taken away, has to wait long, has had its turn, or `signal` stops it. Returns when to go on, if it is to.
 */
export async function runReplay(
  replay: ClaimedReplay,
  use: ReplayUse,
  isTurnOver: () => boolean,
  signal: AbortSignal,
): Promise<number | null> {
  let position = replay.position;
  let before: { receivedAt: number; due: number } | null = null;
  let roomSeenAt = Number.NEGATIVE_INFINITY;
  while (position < replay.total && !signal.aborted) {
    const current = { ...replay, position };
    const seq = replay.seqs[position % replay.seqs.length] ?? 0;
    const capture = await use.readReplayed(replay.binNo, seq);
    const outgoing = capture && outgoingOf(capture, replay);
    if (!capture || !outgoing) {
      if (!(await use.skipSend(current, use.lease(use.now()).by))) return null;
      position += 1;
      use.onProgress(replay);
      continue;
    }
    const { receivedAt } = capture;
    const isFirstOfRound = position % replay.seqs.length === 0;
    const due: number = before
      ? dueAfter(before, isFirstOfRound ? before.receivedAt : receivedAt, replay.pace, use.now())
      : use.now();
    const wait = due - use.now();
    if (wait > SHORT_MS || isTurnOver()) return later(replay, Math.max(due, use.now()), false, use);
    if (wait > 0) await use.pause(wait, signal);
    // Apart in either direction: the clock may have been set back.
    if (Math.abs(use.now() - roomSeenAt) >= ROOM_MS) {
      if (!(await use.hasRoom(current))) return later(replay, use.now() + NO_ROOM_MS, false, use);
      roomSeenAt = use.now();
    }
    const step = await begin({ ...outgoing, id: use.newId(), captureSeq: seq }, current, use, signal);
    if (step.kind === "lost") return null;
    if (step.kind === "wait") return later(replay, step.until, step.isCircuit, use);
    position += 1;
    // The gaps are counted from when the first send began, however long it took until it could.
    before = { receivedAt, due: before ? due : use.now() };
    const finished = await use.attempt(step.claimed, signal);
    if (!finished || !(await use.record(finished))) return null;
    use.onProgress(replay);
  }
  if (position >= replay.total) {
    await use.leaveReplay(replay.id, use.lease(use.now()).by, { kind: "done", now: new Date(use.now()) });
    use.onProgress(replay);
  }
  return null;
}

/** Null when the capture was not kept whole and the edits do not make up for it. */
function outgoingOf(capture: Replayed, replay: ClaimedReplay): Outgoing | null {
  try {
    return prepare(capture, replay.edits ?? {});
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

function dueAfter(before: { receivedAt: number; due: number }, receivedAt: number, pace: Pace, now: number): number {
  const gap =
    pace.kind === "rate"
      ? 1000 / pace.perSecond
      : pace.kind === "original"
        ? Math.max(0, receivedAt - before.receivedAt) / pace.speed
        : 0;
  // Nobody waits longer than the gap, though the clock was set back since.
  return Math.min(Math.max(before.due + gap, now - CATCH_UP_MS), now + gap);
}

/** Begins a send, sitting out short waits of the target. */
async function begin(
  outgoing: Outgoing & { id: string; captureSeq: number },
  replay: ClaimedReplay,
  use: ReplayUse,
  signal: AbortSignal,
): Promise<Step> {
  for (;;) {
    const now = use.now();
    const step = await use.beginSend(replay, outgoing, use.lease(now), use.gate, new Date(now));
    if (step.kind !== "wait") return step;
    const ms = step.until === null ? BUSY_MS : step.until - use.now();
    if (ms > SHORT_MS) return step;
    await use.pause(Math.max(1, ms), signal);
    if (signal.aborted) return { kind: "lost" };
  }
}

async function later(
  replay: ClaimedReplay,
  at: number | null,
  paused: boolean,
  use: ReplayUse,
): Promise<number | null> {
  const nextAt = at === null ? null : new Date(at);
  await use.leaveReplay(replay.id, use.lease(use.now()).by, { kind: "later", nextAt, paused });
  use.onProgress(replay);
  return at;
}
