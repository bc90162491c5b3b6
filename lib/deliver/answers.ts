import type { Arrival, Outcome } from "#lib/capture/arrival.ts";
import { bytesToHold, type Held } from "#lib/capture/held.ts";
import type { Receive } from "#lib/capture/receive.ts";
import { endToEndFields } from "#lib/egress/fields.ts";
import { withMoreDelay, withTook } from "#lib/model/reply-facts.ts";
import { type PreparedReply, prepareDraft } from "#lib/reply/prepare.ts";
import type { FirstAttempt } from "#lib/store/first-attempt.ts";
import type { FinishedAttempt } from "./attempt.ts";

/**
 * Gives a target's answer to the sender. The capture is stored first, as always; then its sender waits, for a bounded time, for the first attempt of
 * the forward that answers. Where no whole answer comes, the bin's own reply is given.
 */
export type Answers = {
  /** Wraps the way of a request. */
  around: (receive: Receive) => Receive;
  /** The first attempt at this capture has ended; null: there will be none. */
  settle: (forwardId: string, seq: number, attempt: AnswerPart | null) => void;
  /** Keeps nobody waiting from now on; who waits already does so until `work` has ended. */
  stop: (work: Promise<unknown>) => Promise<void>;
};

export type AnswersUse = {
  /** The forward of a bin that answers, if one does. */
  answering: (bin: string) => { forwardId: string; withinMs: number } | undefined;
  /** What was written down of it, by whichever process: also that there will be none, since somebody switched off, deleted or cancelled. */
  firstAttempt: (forwardId: string, seq: number) => Promise<FirstAttempt>;
  /** How seldom it is looked for in the end. */
  lastLookMs: number;
  /** Notes the reply that was given: of the bin's own, that it went out later than was stored with the capture. */
  given: (bin: string, seq: number, reply: GivenReply) => Promise<void>;
  /** Places for senders that wait; without one the bin's own reply is given at once. */
  held: Held;
  ownHost: boolean;
  onError: (error: unknown) => void;
};

/** What is kept of a reply that was waited for; `headersJson` says how long, too (lib/model/reply-facts.ts). */
export type GivenReply = { from: "target" | "bin"; status: number; headersJson: string };

/** What of an attempt a sender can be given. */
export type AnswerPart = Pick<FinishedAttempt, "status" | "headers" | "body" | "truncated" | "error">;

/** A shorter wait for nothing is not worth writing down. */
const LEAST_WAIT_MS = 50;
/** When what was written down is looked for first. */
const FIRST_LOOK_MS = 150;

export function createAnswers(use: AnswersUse): Answers {
  const waiters = new Map<string, (attempt: AnswerPart | null) => void>();
  let stopping = false;

  function wait(forwardId: string, seq: number, withinMs: number): Promise<AnswerPart | null> {
    const key = `${forwardId}/${seq}`;
    return new Promise((resolve) => {
      const done = (attempt: AnswerPart | null) => {
        waiters.delete(key);
        clearTimeout(deadline);
        clearTimeout(looking);
        resolve(attempt);
      };
      const deadline = setTimeout(() => done(null), withinMs);
      let looking: NodeJS.Timeout | undefined;
      const lookIn = (ms: number) => {
        looking = setTimeout(async () => {
          const found = await use.firstAttempt(forwardId, seq).catch(use.onError);
          if (waiters.get(key) !== done) return;
          if (found?.kind === "ended") done(found.attempt);
          else if (found?.kind === "none") done(null);
          else lookIn(Math.min(2 * ms, use.lastLookMs));
        }, ms);
      };
      lookIn(FIRST_LOOK_MS);
      waiters.set(key, done);
    });
  }

  async function answered({ bin, beganAt }: Arrival, outcome: Outcome & { kind: "stored" }): Promise<Outcome> {
    const forward = use.answering(bin);
    const leave = forward && use.held.enter(bin, bytesToHold(outcome.reply));
    if (!forward || !leave) return outcome;
    try {
      const began = performance.now();
      const attempt = await wait(forward.forwardId, outcome.seq, forward.withinMs);
      const waitedMs = Math.round(performance.now() - began);
      const reply = attempt && replyOf(attempt, use.ownHost);
      if (!reply && waitedMs < LEAST_WAIT_MS) return outcome;
      const { status, headersJson } = reply ?? outcome.reply;
      const tookMs = performance.now() - beganAt - waitedMs;
      const given = { status, headersJson: withTook(withMoreDelay(headersJson, waitedMs), tookMs) };
      await use.given(bin, outcome.seq, { from: reply ? "target" : "bin", ...given }).catch(use.onError);
      return reply ? { ...outcome, reply, fault: null } : outcome;
    } finally {
      leave();
    }
  }

  return {
    around: (receive) => (arrival, done) =>
      receive(arrival, (outcome) => {
        if (stopping || outcome.kind !== "stored" || !use.answering(arrival.bin)) return done(outcome);
        answered(arrival, outcome).then(done, (error: unknown) => {
          use.onError(error);
          done(outcome);
        });
      }),
    settle: (forwardId, seq, attempt) => waiters.get(`${forwardId}/${seq}`)?.(attempt),
    stop: async (work) => {
      stopping = true;
      try {
        await work;
      } finally {
        for (const done of [...waiters.values()]) done(null);
      }
    },
  };
}

/** A target's answer as a reply, made safe like every other; null when it did not come whole. */
export function replyOf(attempt: AnswerPart, ownHost: boolean): PreparedReply | null {
  const { status, headers, body, truncated, error } = attempt;
  if (error || truncated || status === undefined || status < 200 || status > 599) return null;
  const bytes = body ?? new Uint8Array(0);
  const draft = { status, headers: endToEndFields(headers ?? []), body: bytes, ownBytes: bytes.length, delayMs: 0 };
  return prepareDraft(draft, { ownHost });
}
