import { AppError, isAppError } from "#lib/errors.ts";
import type { Summary } from "#lib/model/capture.ts";
import { withTook } from "#lib/model/reply-facts.ts";
import { ownReply } from "#lib/reply/choose.ts";
import type { PreparedReply } from "#lib/reply/prepare.ts";
import type { Chosen, Rules } from "#lib/reply/rules.ts";
import type { Entry } from "#lib/store/batch.ts";
import type { Arrival, ArrivedBody, Outcome, Refusal } from "./arrival.ts";
import { makeEntry, summaryOf } from "./entry.ts";
import { loopReply } from "./loop.ts";

/** A bin as the hot path needs it. */
export type CaptureBin = { no: number; id: string; reply: PreparedReply; rules: Rules | null };

/** Seconds until the next one is welcome, or 0 when this one is. */
type Admit<T> = (subject: T) => number | Promise<number>;

export type Collaborators = {
  findBin: (id: string) => CaptureBin | null | Promise<CaptureBin | null>;
  /** Null when there is no such limit; then nothing is asked. */
  admitSender: Admit<Arrival> | null;
  admitToBin: Admit<CaptureBin> | null;
  append: (entry: Entry) => Promise<number | null>;
  publish: (bin: string, seq: number, summary: () => Summary) => void;
  /** Called with what went wrong on our side; nothing about an arrival's content. */
  onError: (error: unknown) => void;
  /** The number of this message in a run through a rule's sequence, from 1. */
  takeTurn: (binNo: number, ruleId: string, scope: string) => Promise<number>;
  /** Replaces what is stored of a reply's headers and facts, and tells those who watch. */
  amendReply: (bin: CaptureBin, seq: number, reply: Pick<PreparedReply, "status" | "headersJson">) => Promise<void>;
  newId: (now: number) => string;
  /** From 0 up to, not including, 1. */
  random: () => number;
  now: () => number;
  maxBodyBytes: number;
};

export type Receive = (arrival: Arrival, done: (outcome: Outcome) => void) => void;

const RETRY_AFTER_SECONDS = 2;
const UNAVAILABLE: Outcome = { kind: "unavailable", retryAfterSeconds: RETRY_AFTER_SECONDS };
const EMPTY = new Uint8Array(0);

/**
 * The way of a request: limits, bin, body, reply, journal, bus. Calls `done` once and never throws. The outcome is `stored` only after
 * the commit, and the capture is published after the commit and before the sender is answered.
 */
export function createReceive(use: Collaborators): Receive {
  const tooLarge: Refusal = {
    kind: "rejected",
    status: 413,
    reason: `The body is larger than ${use.maxBodyBytes} bytes`,
    bytes: EMPTY,
  };

  function ask(
    rules: Rules,
    arrival: Arrival,
    { bin, body, id, now }: { bin: CaptureBin; body: Uint8Array; id: string; now: number },
  ): Promise<Chosen | null> {
    const { method, target, rest, headers, remoteIp } = arrival;
    const take = (ruleId: string, scope: string) => use.takeTurn(bin.no, ruleId, scope);
    return rules.choose(
      { bin: bin.id, id, method, target, rest, headers, remoteIp, body },
      { take, now, random: use.random },
    );
  }

  /** A reply that shows the capture's number is made again now that there is one, and what is stored of it too. */
  async function finish(
    bin: CaptureBin,
    seq: number,
    { beganAt, first, late }: { beganAt: number; first: PreparedReply; late: (seq: number) => PreparedReply },
  ): Promise<PreparedReply> {
    const reply = late(seq);
    if (reply.headersJson !== first.headersJson) {
      const headersJson = withTook(reply.headersJson, performance.now() - beganAt);
      await use.amendReply(bin, seq, { status: reply.status, headersJson }).catch(use.onError);
    }
    return reply;
  }

  return (arrival, done) => {
    const fail = (error: unknown) => {
      use.onError(isAppError(error) ? error : new AppError("internal", "receive failed", { cause: error }));
      done(UNAVAILABLE);
    };

    const lookUp = (wait: number) => {
      if (wait > 0) done({ kind: "over_limit", retryAfterSeconds: wait });
      else whenKnown(use.findBin(arrival.bin), enter, fail);
    };

    const enter = (bin: CaptureBin | null) => {
      if (!bin) done({ kind: "unknown_bin" });
      else if (use.admitToBin) whenKnown(use.admitToBin(bin), (wait) => read(bin, wait), fail);
      else read(bin, 0);
    };

    const read = (bin: CaptureBin, wait: number) => {
      if (wait > 0) {
        done({ kind: "over_limit", retryAfterSeconds: wait });
        return;
      }
      // A promise of too much is refused before a byte of it is read (RFC 9110 section 10.1.1).
      if ((arrival.contentLength ?? 0) > use.maxBodyBytes) keep(bin, { kind: "too_large", seen: 0, trailers: [] });
      else arrival.readBody(use.maxBodyBytes, (body) => keep(bin, body));
    };

    const keep = (bin: CaptureBin, body: ArrivedBody) => {
      if (body.kind === "aborted") done({ kind: "aborted" });
      else if (body.kind === "no_room") done(UNAVAILABLE);
      else {
        try {
          choose(bin, body, body.kind === "refused" ? body.refusal : body.kind === "too_large" ? tooLarge : null);
        } catch (error) {
          fail(error);
        }
      }
    };

    const choose = (bin: CaptureBin, body: ArrivedBody, refusal: Refusal | null) => {
      const receivedAt = use.now();
      const id = use.newId(receivedAt);
      const looped = loopReply(arrival.headers);
      const own = () => looped ?? ownReply(bin.reply, arrival.rest);
      if (body.kind !== "whole" || !bin.rules || looped) store(bin, body, refusal, { id, receivedAt, chosen: own() });
      else {
        ask(bin.rules, arrival, { bin, body: body.bytes, id, now: receivedAt })
          .then((chosen) => store(bin, body, null, { id, receivedAt, chosen: chosen ?? own() }))
          .catch(fail);
      }
    };

    const store = (
      bin: CaptureBin,
      body: ArrivedBody,
      refusal: Refusal | null,
      { id, receivedAt, chosen }: { id: string; receivedAt: number; chosen: Chosen },
    ) => {
      const { reply, ruleId, fault, late } = chosen;
      const entry = makeEntry(arrival, body, { binNo: bin.no, id, receivedAt, reply, ruleId, refusal });
      use.append(entry).then((seq) => {
        if (seq === null) {
          done({ kind: "unknown_bin" });
          return;
        }
        announce(bin, seq, entry);
        if (refusal) done({ kind: "refused", id, seq, status: refusal.status, reason: refusal.reason });
        else if (!late) done({ kind: "stored", id, seq, reply, fault });
        else {
          finish(bin, seq, { beganAt: arrival.beganAt, first: reply, late }).then(
            (made) => done({ kind: "stored", id, seq, reply: made, fault }),
            fail,
          );
        }
      }, fail);
    };

    /** The capture is stored: whoever fails to hear of it must not make its sender hear otherwise. */
    const announce = (bin: CaptureBin, seq: number, entry: Entry) => {
      try {
        use.publish(bin.id, seq, () => summaryOf(entry, seq));
      } catch (error) {
        use.onError(error);
      }
    };

    try {
      if (use.admitSender) whenKnown(use.admitSender(arrival), lookUp, fail);
      else lookUp(0);
    } catch (error) {
      fail(error);
    }
  };
}

/** Goes on at once when there is nothing to wait for, as on the hot path there is not. */
function whenKnown<T>(value: T | Promise<T>, next: (value: T) => void, fail: (error: unknown) => void): void {
  if (value instanceof Promise) value.then(next).catch(fail);
  else next(value);
}
