import type { ClaimedReplay } from "#lib/store/replays.ts";
import { type ReplayUse, runReplay } from "./replay-runner.ts";

/** Runs the replays that this process can get hold of, each by itself. */
export type Replays = {
  wake: (id: string) => void;
  /** Looks for replays that nobody works on. */
  poll: () => Promise<void>;
  running: () => number;
  stop: (graceMs: number) => Promise<void>;
};

export type ReplaysUse = {
  idle: (now: Date) => Promise<string[]>;
  claim: (id: string, now: Date) => Promise<ClaimedReplay | null>;
  run: ReplayUse;
  onError: (error: unknown) => void;
};

const MAX_RUNNING = 20;

export function createReplays(use: ReplaysUse): Replays {
  const running = new Map<string, Promise<void>>();
  const stop = new AbortController();
  let stopping = false;

  function wake(id: string): void {
    if (stopping || running.has(id) || running.size >= MAX_RUNNING) return;
    const run = work(id)
      .catch(use.onError)
      .then(() => {
        running.delete(id);
      });
    running.set(id, run);
  }

  async function work(id: string): Promise<void> {
    const claimed = await use.claim(id, new Date(use.run.now()));
    if (claimed) await runReplay(claimed, use.run, stop.signal);
  }

  return {
    wake,
    poll: async () => {
      for (const id of await use.idle(new Date(use.run.now()))) wake(id);
    },
    running: () => running.size,
    stop: async (graceMs) => {
      stopping = true;
      const timer = setTimeout(() => stop.abort(), graceMs);
      await Promise.all(running.values());
      clearTimeout(timer);
    },
  };
}
