import type { Taken } from "#lib/store/take-captures.ts";

/**
 * Keeps every forward up with its bin: looks at those of a bin when it is told of a capture, and at all of them when polled, which is how
 * it finds captures that other processes stored or that came before it was started.
 */
export type Forwarder = {
  /** Something was captured in this bin. Costs one look-up when nothing is forwarded from it. */
  captured: (bin: string) => void;
  poll: () => Promise<void>;
  /** The forward of a bin that gives its target's answer to the sender. */
  answering: (bin: string) => { forwardId: string; withinMs: number } | undefined;
  stop: () => Promise<void>;
};

export type ForwarderUse = {
  active: () => Promise<{ id: string; binId: string; answerWithinMs: number | null; isBehind: boolean }[]>;
  /** Null when another process was first. */
  take: (forwardId: string) => Promise<Taken | null>;
  onTaken: (forwardId: string, taken: Taken) => void;
  onError: (error: unknown) => void;
  /** Milliseconds that have passed since some beginning. */
  passed: () => number;
};

/**
 * Counting what waits takes 10 to 20 ms of this thread where ten thousand do, and would be done for each capture: a forward that found no room
 * rests, so that its looks take a hundredth of the time.
 */
const REST_FOR_LOOK = 100;
const LONGEST_REST_MS = 10_000;

export function createForwarder(use: ForwarderUse): Forwarder {
  let byBin = new Map<string, string[]>();
  let answering = new Map<string, { forwardId: string; withinMs: number }>();
  /** Forwards being looked at; true: look again when that is done. */
  const looking = new Map<string, boolean>();
  /** Forwards that found no room, until they look again. */
  const resting = new Map<string, NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  let stopped = false;

  function wake(id: string): void {
    if (stopped || resting.has(id)) return;
    if (looking.has(id)) {
      looking.set(id, true);
      return;
    }
    const run = look(id).catch(use.onError);
    running.add(run);
    void run.then(() => running.delete(run));
  }

  async function look(id: string): Promise<void> {
    try {
      do {
        looking.set(id, false);
        for (let more = true; more && !stopped; ) {
          const began = use.passed();
          const taken = await use.take(id);
          if (taken) use.onTaken(id, taken);
          if (taken?.isFull) return rest(id, use.passed() - began);
          more = taken?.more ?? false;
        }
      } while (looking.get(id) && !stopped);
    } finally {
      looking.delete(id);
    }
  }

  function rest(id: string, lookedMs: number): void {
    if (stopped) return;
    const end = () => {
      resting.delete(id);
      wake(id);
    };
    const timer = setTimeout(end, Math.min(LONGEST_REST_MS, REST_FOR_LOOK * lookedMs));
    timer.unref();
    resting.set(id, timer);
  }

  return {
    captured: (bin) => {
      for (const id of byBin.get(bin) ?? []) wake(id);
    },
    poll: async () => {
      const forwards = await use.active();
      const bins = new Map<string, string[]>();
      const answers = new Map<string, { forwardId: string; withinMs: number }>();
      for (const { id, binId, answerWithinMs, isBehind } of forwards) {
        bins.set(binId, [...(bins.get(binId) ?? []), id]);
        if (answerWithinMs !== null) answers.set(binId, { forwardId: id, withinMs: answerWithinMs });
        if (isBehind) wake(id);
      }
      byBin = bins;
      answering = answers;
    },
    answering: (bin) => answering.get(bin),
    stop: async () => {
      stopped = true;
      for (const timer of resting.values()) clearTimeout(timer);
      await Promise.all(running);
    },
  };
}
