import { AppError, isAppError } from "#lib/errors.ts";
import type { Summary } from "#lib/model/capture.ts";
import { ownReply } from "#lib/reply/choose.ts";
import type { PreparedReply } from "#lib/reply/prepare.ts";
import type { Chosen, Rules } from "#lib/reply/rules.ts";
import type { Entry } from "#lib/store/batch.ts";
import type { Arrival, ArrivedBody, Outcome } from "./arrival.ts";
import { makeEntry, summaryOf } from "./entry.ts";

/** A bin as the hot path needs it. */
export type CaptureBin = { no: number; id: string; reply: PreparedReply; rules: Rules | null };

export type Collaborators = {
  findBin: (id: string) => CaptureBin | null | Promise<CaptureBin | null>;
  /** Seconds until the next one is welcome, or 0 when this one is. */
  admit: (arrival: Arrival) => number | Promise<number>;
  append: (entry: Entry) => Promise<number | null>;
  publish: (bin: string, seq: number, summary: () => Summary) => void;
  /** Called when the store could not take an arrival; nothing about its content. */
  onUnavailable: (error: unknown) => void;
  /** The number of this message in a run through a rule's sequence, from 1. */
  takeTurn: (binNo: number, ruleId: string, scope: string) => Promise<number>;
  /** Replaces what is stored of a reply's headers. */
  amendReply: (binNo: number, seq: number, headersJson: string) => Promise<void>;
  newId: (now: number) => string;
  /** From 0 up to, not including, 1. */
  random: () => number;
  now: () => number;
  maxBodyBytes: number;
};

const RETRY_AFTER_SECONDS = 2;

/** The reply to a refused size, as it is kept with the rejected capture. */
const TOO_LARGE = { status: 413, headersJson: "[]" };

/**
 * The way of a request: bin, limits, body, reply, journal, bus. The outcome says `stored` only after the commit, and the capture is
 * published after the commit and before the sender is answered.
 */
export function createReceive(use: Collaborators): (arrival: Arrival) => Promise<Outcome> {
  async function store(arrival: Arrival, bin: CaptureBin, body: ArrivedBody): Promise<Outcome> {
    const receivedAt = use.now();
    const id = use.newId(receivedAt);
    const whole = body.kind === "whole";
    const asked =
      whole && bin.rules ? await ask(bin.rules, arrival, { bin, body: body.bytes, id, now: receivedAt }) : null;
    const chosen = whole ? (asked ?? ownReply(bin.reply, arrival.rest)) : null;
    const entry = makeEntry(arrival, body, {
      binNo: bin.no,
      id,
      receivedAt,
      reply: chosen?.reply ?? TOO_LARGE,
      ruleId: chosen?.ruleId ?? null,
      kind: whole ? "message" : "rejected",
      reason: whole ? null : `The body is larger than ${use.maxBodyBytes} bytes`,
    });
    const seq = await use.append(entry);
    if (seq === null) return { kind: "unknown_bin" };
    use.publish(bin.id, seq, () => summaryOf(entry, seq));
    if (!chosen) return { kind: "too_large", id, limit: use.maxBodyBytes };
    const { fault } = chosen;
    const reply = chosen.late ? await finish(bin, seq, chosen.reply, chosen.late) : chosen.reply;
    return { kind: "stored", id, seq, reply, fault };
  }

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

  /** A reply that shows the capture's number is made again now that there is one. What is stored of it is its headers alone. */
  async function finish(
    bin: CaptureBin,
    seq: number,
    first: PreparedReply,
    late: (seq: number) => PreparedReply,
  ): Promise<PreparedReply> {
    const reply = late(seq);
    if (reply.headersJson !== first.headersJson) {
      await use.amendReply(bin.no, seq, reply.headersJson).catch(use.onUnavailable);
    }
    return reply;
  }

  return async (arrival) => {
    try {
      const found = use.findBin(arrival.bin);
      const bin = found instanceof Promise ? await found : found;
      if (!bin) return { kind: "unknown_bin" };
      const wait = await use.admit(arrival);
      if (wait > 0) return { kind: "over_limit", retryAfterSeconds: wait };
      // A promise of too much is refused before a byte of it is read (RFC 9110 section 10.1.1).
      const promised = arrival.contentLength ?? 0;
      const body: ArrivedBody =
        promised > use.maxBodyBytes
          ? { kind: "too_large", seen: 0, trailers: [] }
          : await arrival.readBody(use.maxBodyBytes);
      if (body.kind === "aborted") return { kind: "aborted" };
      return await store(arrival, bin, body);
    } catch (error) {
      use.onUnavailable(isAppError(error) ? error : new AppError("internal", "receive failed", { cause: error }));
      return { kind: "unavailable", retryAfterSeconds: RETRY_AFTER_SECONDS };
    }
  };
}
