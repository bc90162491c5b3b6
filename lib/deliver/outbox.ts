import type { Finished } from "#lib/store/finish-attempts.ts";
import type { Claimed, Gate, Lease } from "#lib/store/outbox.ts";

/**
 * The worker that empties the outbox: claims what is due, sends it, writes down what came of it, and looks again. It is woken for a target that
 * something new waits for, and looks at all of them once a second, which is how it finds what other processes left.
 */
export type OutboxUse = {
  dueTargets: (now: Date) => Promise<string[]>;
  claimDue: (
    targetId: string,
    ask: { now: Date; lease: Lease; maxCount: number; maxBytes: number; gate: Gate },
  ) => Promise<{ claimed: Claimed[]; nextAt: number | null }>;
  gate: Gate;
  /** Null: stopped before it ended. */
  attempt: (claimed: Claimed, signal: AbortSignal) => Promise<Finished | null>;
  record: (finished: Finished) => Promise<boolean>;
  lease: (now: number) => Lease;
  now: () => number;
  onError: (error: unknown) => void;
};

export type Outbox = {
  /** Something waits for this target. */
  wake: (targetId: string) => void;
  /** Looks at every target that something is due for. */
  poll: () => Promise<void>;
  /** Claims no more, gives what is under way `graceMs`, then ends it. */
  stop: (graceMs: number) => Promise<void>;
};

const MAX_FLYING = 64;
const MAX_CLAIM = 20;
const MAX_CLAIM_BYTES = 32 * 1024 * 1024;
/** Later retries are found by polling. */
const LONGEST_TIMER_MS = 60_000;

export function createOutbox(use: OutboxUse): Outbox {
  const flights = new Set<Promise<void>>();
  const stop = new AbortController();
  let stopping = false;
  /** Targets being looked at; true: look again when that is done. */
  const looking = new Map<string, boolean>();
  /** Targets that found no free place. */
  const starved = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();

  function wake(targetId: string): void {
    if (stopping) return;
    if (looking.has(targetId)) {
      looking.set(targetId, true);
      return;
    }
    look(targetId).catch(use.onError);
  }

  async function look(targetId: string): Promise<void> {
    try {
      do {
        looking.set(targetId, false);
        while (await claim(targetId));
      } while (looking.get(targetId) && !stopping);
    } finally {
      looking.delete(targetId);
    }
  }

  /** True when there may be more to claim. */
  async function claim(targetId: string): Promise<boolean> {
    const room = MAX_FLYING - flights.size;
    if (stopping) return false;
    if (room <= 0) {
      starved.add(targetId);
      return false;
    }
    const now = use.now();
    const { claimed, nextAt } = await use.claimDue(targetId, {
      now: new Date(now),
      lease: use.lease(now),
      maxCount: Math.min(room, MAX_CLAIM),
      maxBytes: MAX_CLAIM_BYTES,
      gate: use.gate,
    });
    for (const one of claimed) launch(one);
    if (nextAt !== null) wakeAt(targetId, nextAt);
    return claimed.length > 0;
  }

  function launch(claimed: Claimed): void {
    const flight = fly(claimed).catch(use.onError);
    flights.add(flight);
    void flight.then(() => {
      flights.delete(flight);
      const [next] = starved;
      if (next !== undefined) {
        starved.delete(next);
        wake(next);
      }
    });
  }

  async function fly(claimed: Claimed): Promise<void> {
    const finished = await use.attempt(claimed, stop.signal);
    if (!finished) return;
    await use.record(finished);
    if (finished.outcome.kind === "retry") wakeAt(claimed.target.id, finished.outcome.at);
    wake(claimed.target.id);
  }

  function wakeAt(targetId: string, at: number): void {
    const ms = at - use.now();
    if (ms > LONGEST_TIMER_MS || stopping) return;
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        wake(targetId);
      },
      Math.max(0, ms),
    );
    timer.unref();
    timers.add(timer);
  }

  return {
    wake,
    poll: async () => {
      for (const id of await use.dueTargets(new Date(use.now()))) wake(id);
    },
    stop: async (graceMs) => {
      stopping = true;
      for (const timer of timers) clearTimeout(timer);
      const timer = setTimeout(() => stop.abort(), graceMs);
      await Promise.all(flights);
      clearTimeout(timer);
    },
  };
}
