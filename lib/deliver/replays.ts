import type { ClaimedReplay } from "#lib/store/replay-steps.ts";
import { type ReplayUse, runReplay } from "./replay-runner.ts";

/** Runs the replays that this process can get hold of, each by itself. */
export type Replays = {
  wake: (id: string) => void;
  /** Looks for replays that nobody works on. */
  poll: () => Promise<void>;
  /** Their ids. */
  running: () => string[];
  stop: (graceMs: number) => Promise<void>;
};

export type ReplaysUse = {
  idle: (now: Date) => Promise<string[]>;
  claim: (id: string, now: Date) => Promise<ClaimedReplay | null>;
  run: ReplayUse;
  onError: (error: unknown) => void;
};

const MAX_RUNNING = 20;
/** How long a replay may send while others find no place. */
const TURN_MS = 5000;
/** After the store failed. */
const AGAIN_MS = 1000;

export function createReplays(use: ReplaysUse): Replays {
  const running = new Map<string, Promise<void>>();
  /** Found no place, those that came first before the others. */
  const turnedAway = new Set<string>();
  const stop = new AbortController();
  let stopping = false;

  function wake(id: string): void {
    if (stopping || running.has(id)) return;
    if (running.size >= MAX_RUNNING) {
      turnedAway.add(id);
      return;
    }
    turnedAway.delete(id);
    const run = work(id).then(() => {
      running.delete(id);
      const [next] = turnedAway;
      if (next !== undefined) wake(next);
    });
    running.set(id, run);
  }

  async function work(id: string): Promise<void> {
    try {
      const claimed = await use.claim(id, new Date(use.run.now()));
      const turnEnds = use.run.now() + TURN_MS;
      const isTurnOver = () => turnedAway.size > 0 && use.run.now() >= turnEnds;
      if (claimed) await runReplay(claimed, use.run, isTurnOver, stop.signal);
    } catch (error) {
      use.onError(error);
      await putDown(id);
    }
  }

  /** Gives the lease back once the store can be written, so that the replay goes on soon, from where the database says it is. */
  async function putDown(id: string): Promise<void> {
    while (!stop.signal.aborted) {
      const now = use.run.now();
      const nextAt = new Date(now + AGAIN_MS);
      try {
        return await use.run.leaveReplay(id, use.run.lease(now).by, { kind: "later", nextAt, paused: false });
      } catch (error) {
        use.onError(error);
        await use.run.pause(AGAIN_MS, stop.signal);
      }
    }
  }

  return {
    wake,
    poll: async () => {
      const idle = await use.idle(new Date(use.run.now()));
      for (const id of turnedAway) if (!idle.includes(id)) turnedAway.delete(id);
      for (const id of idle) wake(id);
    },
    running: () => [...running.keys()],
    stop: async (graceMs) => {
      stopping = true;
      const timer = setTimeout(() => stop.abort(), graceMs);
      await Promise.all(running.values());
      clearTimeout(timer);
    },
  };
}
