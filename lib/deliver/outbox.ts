import type { Finished } from "#lib/store/finish-attempts.ts";
import type { Claimed, Gate, Lease } from "#lib/store/outbox.ts";

/**
 * The worker that empties the outbox: claims what is due, sends it, writes down what came of it, and looks again. It is woken for a target that
 * something new waits for, and looks at all of them once a second, which is how it finds what other processes left.
 */
export type OutboxUse = {
  dueTargets: (now: Date) => Promise<{ id: string; binNo: number }[]>;
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
  /** Something waits for this target of this bin. */
  wake: (targetId: string, binNo: number) => void;
  /** Looks at every target that something is due for. */
  poll: () => Promise<void>;
  /** Claims no more, gives what is under way `graceMs`, then ends it. */
  stop: (graceMs: number) => Promise<void>;
};

const MAX_FLYING = 100;
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
  /** Targets that found no free place, with their bins. */
  const starved = new Map<string, number>();
  /** Places that the flights of each bin have taken, or may take once it is known what there is to claim. */
  const taken = new Map<number, number>();
  /** By target and time: however often a closed target says when it opens, one of them is enough. */
  const alarms = new Map<string, NodeJS.Timeout>();

  function wake(targetId: string, binNo: number): void {
    if (stopping) return;
    if (looking.has(targetId)) {
      looking.set(targetId, true);
      return;
    }
    look(targetId, binNo).catch(use.onError);
  }

  async function look(targetId: string, binNo: number): Promise<void> {
    try {
      do {
        looking.set(targetId, false);
        while (await claim(targetId, binNo));
      } while (looking.get(targetId) && !stopping);
    } finally {
      looking.delete(targetId);
    }
  }

  /** True when there may be more to claim. */
  async function claim(targetId: string, binNo: number): Promise<boolean> {
    if (stopping) return false;
    const maxCount = Math.min(roomFor(binNo), MAX_CLAIM);
    if (maxCount <= 0) {
      starved.set(targetId, binNo);
      return false;
    }
    take(binNo, maxCount);
    const now = use.now();
    let unused = maxCount;
    try {
      const { claimed, nextAt } = await use.claimDue(targetId, {
        now: new Date(now),
        lease: use.lease(now),
        maxCount,
        maxBytes: MAX_CLAIM_BYTES,
        gate: use.gate,
      });
      unused -= claimed.length;
      for (const one of claimed) launch(one);
      if (nextAt !== null) wakeAt(targetId, binNo, nextAt);
      return claimed.length > 0;
    } finally {
      give(binNo, unused);
    }
  }

  /**
   * A bin takes half of what the others leave at most: however long its targets let it wait, the next bin finds places, and a bin that is alone
   * has as many as a target's concurrency may be.
   */
  function roomFor(binNo: number): number {
    const own = taken.get(binNo) ?? 0;
    let others = -own;
    for (const places of taken.values()) others += places;
    return Math.ceil((MAX_FLYING - others) / 2) - own;
  }

  function take(binNo: number, places: number): void {
    taken.set(binNo, (taken.get(binNo) ?? 0) + places);
  }

  function give(binNo: number, places: number): void {
    const left = (taken.get(binNo) ?? 0) - places;
    if (left > 0) taken.set(binNo, left);
    else taken.delete(binNo);
    if (places === 0) return;
    const waiting = [...starved];
    starved.clear();
    for (const [targetId, bin] of waiting) wake(targetId, bin);
  }

  function launch(claimed: Claimed): void {
    const flight = fly(claimed).catch(use.onError);
    flights.add(flight);
    void flight.then(() => {
      flights.delete(flight);
      give(claimed.binNo, 1);
    });
  }

  async function fly(claimed: Claimed): Promise<void> {
    const finished = await use.attempt(claimed, stop.signal);
    if (!finished) return;
    await use.record(finished);
    if (finished.outcome.kind === "retry") wakeAt(claimed.target.id, claimed.binNo, finished.outcome.at);
    wake(claimed.target.id, claimed.binNo);
  }

  function wakeAt(targetId: string, binNo: number, at: number): void {
    const ms = at - use.now();
    const name = `${targetId} ${at}`;
    if (ms > LONGEST_TIMER_MS || stopping || alarms.has(name)) return;
    const ring = () => {
      alarms.delete(name);
      wake(targetId, binNo);
    };
    const timer = setTimeout(ring, Math.max(0, ms));
    timer.unref();
    alarms.set(name, timer);
  }

  return {
    wake,
    poll: async () => {
      for (const { id, binNo } of await use.dueTargets(new Date(use.now()))) wake(id, binNo);
    },
    stop: async (graceMs) => {
      stopping = true;
      for (const timer of alarms.values()) clearTimeout(timer);
      const timer = setTimeout(() => stop.abort(), graceMs);
      await Promise.all(flights);
      clearTimeout(timer);
    },
  };
}
