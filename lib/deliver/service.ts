import { setTimeout as delay } from "node:timers/promises";
import { held } from "#lib/capture/shared.ts";
import { egress } from "#lib/egress/open-egress.ts";
import { env, hasCaptureHost } from "#lib/env.ts";
import { bus } from "#lib/live/bus.ts";
import { log } from "#lib/log.ts";
import { newUuid } from "#lib/model/ids.ts";
import { compileFilter } from "#lib/reply/conditions.ts";
import { singleton } from "#lib/singleton.ts";
import { noteReply } from "#lib/store/captures.ts";
import { trimDeliveries } from "#lib/store/delivery-retention.ts";
import { type Finished, finishAttempts } from "#lib/store/finish-attempts.ts";
import { firstAttempt } from "#lib/store/first-attempt.ts";
import { activeForwards } from "#lib/store/forwards.ts";
import { endInterrupted, renewLeases } from "#lib/store/leases.ts";
import { type Claimed, claimDue, dueTargets } from "#lib/store/outbox.ts";
import {
  beginSend,
  claimReplay,
  hasRoom,
  idleReplays,
  leaveReplay,
  readReplayed,
  skipSend,
} from "#lib/store/replay-steps.ts";
import { shortenWaits } from "#lib/store/shorten-waits.ts";
import { createSetBackWatch, createSteadyClock } from "#lib/store/steady-clock.ts";
import { type TakeLimits, type Taken, takeNew } from "#lib/store/take-captures.ts";
import { type Announcer, createAnnouncer } from "./announcer.ts";
import { type Answers, createAnswers } from "./answers.ts";
import { withBinRate } from "./bin-rate.ts";
import { pauseAfter } from "./circuit.ts";
import { createFilters } from "./filters.ts";
import { createForwarder, type Forwarder } from "./forwarder.ts";
import { forwarded } from "./forwarding.ts";
import { instanceName, isGone } from "./instance.ts";
import { enter, leave } from "./lane.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { createRecorder } from "./recorder.ts";
import { createReplays, type Replays } from "./replays.ts";
import { interruptedAttempt, tryOnce } from "./try.ts";

/** This process's background work on deliveries, put together once: outbox, forwards, replays, and the answers senders wait for. */
export type Service = {
  /** Begins; resolves when what is already there has been looked at. */
  start: () => Promise<void>;
  /** Ends what is under way within `graceMs`; what does not end is taken up by the next process. */
  stop: (graceMs: number) => Promise<void>;
  /** Something new waits for this target of this bin. */
  wakeTarget: (targetId: string, binNo: number) => void;
  wakeReplay: (replayId: string) => void;
  /** A bin's forwards were changed. */
  forwardsChanged: () => Promise<void>;
  announce: Announcer["changed"];
  answersAround: Answers["around"];
};

const POLL_MS = 1000;
const LEASE_MS = 20_000;
const RENEW_MS = 5000;
const TRIM_MS = 60_000;
/** For senders that wait: others on PostgreSQL answer as often as we do; on a file they seldom do, and looking takes the senders' own thread. */
const LAST_LOOK_MS = 1200;
const LAST_LOOK_IN_FILE_MS = 5000;

const TAKE_LIMITS: TakeLimits = {
  step: 100,
  stepBytes: 16 * 1024 * 1024,
  maxWaiting: 10_000,
  maxWaitingBytes: 256 * 1024 * 1024,
};

export function deliveries(): Service {
  return singleton("deliveries", createService);
}

type Parts = { announcer: Announcer; answers: Answers; outbox: Outbox; forwarder: Forwarder; replays: Replays };

function createService(): Service {
  const by = instanceName();
  const gone = (other: string) => isGone(other, by);
  const onError = (error: unknown) => log().error({ err: error }, "background work on deliveries met an error");
  const lease = (now: number) => ({ by, until: new Date(now + LEASE_MS) });
  const announcer = createAnnouncer(bus().publish);
  const announce = announcer.changed;
  const gate = withBinRate(enter, env().RATE_DELIVERIES);

  const answers = createAnswers({
    answering: (bin) => forwarder.answering(bin),
    firstAttempt,
    lastLookMs: env().DATABASE_URL.startsWith("file:") ? LAST_LOOK_IN_FILE_MS : LAST_LOOK_MS,
    given: async (bin, seq, reply) => {
      await noteReply(bin, seq, reply);
      bus().publish({ kind: "replied", bin, seq, status: reply.status });
    },
    held: held(),
    ownHost: hasCaptureHost(env()),
    onError,
  });

  const recorder = createRecorder({
    write: async (batch) => {
      const { lost, circuits } = await finishAttempts(batch, by, new Date(), leave);
      for (const { claimed } of batch) announce(claimed.binId, { delivery: claimed.id });
      for (const target of circuits) {
        const binId = batch.find(({ claimed }) => claimed.target.id === target)?.claimed.binId;
        if (binId !== undefined) announce(binId, { target });
      }
      return { lost };
    },
    onError,
    pause: (ms) => delay(ms),
  });

  /** Deliveries between their claim and the note of what came of it. */
  const inHand = new Set<string>();
  const record = (finished: Finished) => recorder.record(finished).finally(() => inHand.delete(finished.claimed.id));

  const attempt = async (claimed: Claimed, signal: AbortSignal): Promise<Finished | null> => {
    const use = { send: egress().send, now: Date.now, random: Math.random };
    inHand.add(claimed.id);
    const finished = await tryOnce(claimed, use, signal);
    if (!finished) inHand.delete(claimed.id);
    if (claimed.forwardId !== null && claimed.attempt === 1) {
      answers.settle(claimed.forwardId, claimed.captureSeq, finished?.attempt ?? null);
    }
    return finished;
  };

  const outbox = createOutbox({
    ...{ dueTargets, claimDue, gate, attempt, record, lease, now: Date.now, onError },
  });

  const filters = createFilters(compileFilter);
  const forwarder = createForwarder({
    active: activeForwards,
    take: (id) => takeNew(id, TAKE_LIMITS, (...given) => forwarded(filters, ...given), newUuid),
    onTaken: (id, taken) => onTaken(id, taken, { answers, announcer, outbox }),
    onError,
    passed: () => performance.now(),
  });

  const replays = createReplays({
    idle: (now) => idleReplays(now, gone),
    claim: (id, now) => claimReplay(id, lease(now.getTime()), now, gone),
    run: {
      ...{ readReplayed, beginSend, skipSend, leaveReplay, gate, attempt, record, lease },
      hasRoom: (replay) => hasRoom(replay, TAKE_LIMITS),
      onProgress: ({ id, binId }) => announce(binId, { replay: id }),
      newId: newUuid,
      now: Date.now,
      pause: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
    },
    onError,
  });

  const parts: Parts = { announcer, answers, outbox, forwarder, replays };
  const recover = async () => {
    const ended = await endInterrupted(new Date(), gone, interruptedAttempt);
    for (const { binId, id } of ended) announce(binId, { delivery: id });
  };
  const chores = createChores(onError);

  return {
    start: async () => {
      const unsubscribe = bus().subscribe((event) => {
        if (event.kind === "captured") forwarder.captured(event.bin);
      });
      const wasSetBack = createSetBackWatch();
      // At the start nobody knows what became of the clock meanwhile.
      let mayWaitTooLong = true;
      const poll = async () => {
        mayWaitTooLong ||= wasSetBack();
        if (mayWaitTooLong) await shortenWaits(new Date(), { leaseMs: LEASE_MS, pauseAfter });
        mayWaitTooLong = false;
        await recover();
        await forwarder.poll();
        await outbox.poll();
        await replays.poll();
      };
      await poll();
      chores.every(POLL_MS, poll);
      chores.every(RENEW_MS, () =>
        renewLeases(lease(Date.now()), { deliveries: [...inHand], replays: replays.running() }),
      );
      const isSteady = createSteadyClock();
      chores.every(TRIM_MS, async () => {
        await trimDeliveries(isSteady() ? new Date() : null);
      });
      chores.onStop(unsubscribe);
    },
    stop: async (graceMs) => {
      const ended = (async () => {
        await chores.stop();
        await parts.forwarder.stop();
        await Promise.all([parts.outbox.stop(graceMs), parts.replays.stop(graceMs)]);
      })();
      await parts.answers.stop(ended);
      recorder.stop();
      parts.announcer.stop();
    },
    wakeTarget: outbox.wake,
    wakeReplay: replays.wake,
    forwardsChanged: forwarder.poll,
    announce,
    answersAround: answers.around,
  };
}

function onTaken(forwardId: string, taken: Taken, use: Pick<Parts, "answers" | "announcer" | "outbox">): void {
  for (const seq of taken.leftOut) use.answers.settle(forwardId, seq, null);
  for (const { id } of taken.deliveries) use.announcer.changed(taken.binId, { delivery: id });
  if (taken.deliveries.length > 0) use.outbox.wake(taken.targetId, taken.binNo);
}

/** Work at intervals, each kind never beside itself; an error is reported and does not end it. */
function createChores(onError: (error: unknown) => void) {
  const stops: (() => void)[] = [];
  const running = new Set<Promise<void>>();
  return {
    every: (ms: number, work: () => Promise<void>) => {
      let busy = false;
      const timer = setInterval(() => {
        if (busy) return;
        busy = true;
        const run = work()
          .catch(onError)
          .finally(() => {
            busy = false;
            running.delete(run);
          });
        running.add(run);
      }, ms);
      stops.push(() => clearInterval(timer));
    },
    onStop: (stop: () => void) => void stops.push(stop),
    stop: async () => {
      for (const stop of stops.splice(0)) stop();
      await Promise.all(running);
    },
  };
}
