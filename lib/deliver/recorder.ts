import type { Finished } from "#lib/store/finish-attempts.ts";

/** Writes down ended attempts, those that end while a write is under way together in the next one. */
export type Recorder = {
  /** Resolves when it is on disk: true when it counts, false when the lease was lost. Tries until the store takes it or `stop` is called. */
  record: (finished: Finished) => Promise<boolean>;
  stop: () => void;
};

export type RecorderUse = {
  /** Returns the ids of those that were not taken. */
  write: (batch: Finished[]) => Promise<{ lost: string[] }>;
  onError: (error: unknown) => void;
  pause: (ms: number) => Promise<void>;
};

const MAX_BATCH = 50;
const RETRY_MS = 500;

export function createRecorder(use: RecorderUse): Recorder {
  let queue: { finished: Finished; resolve: (counts: boolean) => void }[] = [];
  let running = false;
  let stopped = false;

  async function run(): Promise<void> {
    running = true;
    while (queue.length > 0 && !stopped) {
      const batch = queue.slice(0, MAX_BATCH);
      try {
        const { lost } = await use.write(batch.map(({ finished }) => finished));
        queue = queue.slice(batch.length);
        const gone = new Set(lost);
        for (const { finished, resolve } of batch) resolve(!gone.has(finished.claimed.id));
      } catch (error) {
        // What a target has taken must not be forgotten: its lease is renewed until the store can be written again.
        use.onError(error);
        await use.pause(RETRY_MS);
      }
    }
    running = false;
    if (stopped) for (const { resolve } of queue.splice(0)) resolve(false);
  }

  return {
    record: (finished) =>
      new Promise((resolve) => {
        if (stopped) return resolve(false);
        queue.push({ finished, resolve });
        if (!running) void run();
      }),
    stop: () => {
      stopped = true;
      if (!running) for (const { resolve } of queue.splice(0)) resolve(false);
    },
  };
}
