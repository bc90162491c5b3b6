import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "#lib/errors.ts";
import { type Entry, entrySize, packBatch } from "./batch.ts";
import { isBusy, isRefused, type Writer } from "./writer.ts";

/**
 * The group commit. Arrivals queue in memory, bounded in count and bytes; one writer takes what has gathered, commits it in one
 * transaction and resolves every waiting arrival. No timer: the first arrival is written at once, the next batch is whatever came
 * while the last commit ran.
 */
export type Journal = {
  /**
   * Resolves with the capture's `seq` once it is on disk, or null when its bin no longer exists. Rejects with `unavailable` when the
   * queue is full, or when the store could not take it within the deadline; then it is not stored, unless the connection was cut
   * at the moment of commit.
   */
  append: (entry: Entry) => Promise<number | null>;
  /** Waits for what is queued, then closes the writer. Appends after this reject. */
  close: () => Promise<void>;
};

export type JournalLimits = {
  maxQueued: number;
  maxQueuedBytes: number;
  maxBatch: number;
  maxBatchBytes: number;
  /** How long an arrival waits for a busy or failing store before its sender hears 503. */
  deadlineMs: number;
  /** The first pause before a locked store is asked again; each further one is twice as long, up to 0.2 s. */
  retryMs: number;
};

const MAX_RETRY_MS = 200;

export const JOURNAL_LIMITS: JournalLimits = {
  maxQueued: 20_000,
  maxQueuedBytes: 268_435_456,
  maxBatch: 512,
  maxBatchBytes: 16_777_216,
  deadlineMs: 5000,
  retryMs: 20,
};

type Waiting = {
  entry: Entry;
  size: number;
  since: number;
  resolve: (seq: number | null) => void;
  reject: (error: unknown) => void;
};

export function createJournal(writer: Writer, limits: JournalLimits = JOURNAL_LIMITS): Journal {
  let queue: Waiting[] = [];
  let queuedBytes = 0;
  let running: Promise<void> | null = null;
  let closed = false;
  /** How long the last commit took, which is what the next one is expected to. */
  let lastCommitMs = 0;
  // While the writer hangs nothing else would notice that they wait too long.
  const watch = setInterval(refuseLate, limits.deadlineMs / 5);
  watch.unref();

  function append(entry: Entry): Promise<number | null> {
    // What it takes in memory, of which the reply's part is not its bin's.
    const size = entrySize(entry) + entry.replyHeaders.length;
    if (closed) return Promise.reject(new AppError("unavailable", "Wirebin is stopping; try again shortly"));
    if (queue.length >= limits.maxQueued || queuedBytes + size > limits.maxQueuedBytes) {
      return Promise.reject(
        new AppError("unavailable", "Too many captures are waiting to be stored; try again shortly"),
      );
    }
    return new Promise((resolve, reject) => {
      queue.push({ entry, size, since: performance.now(), resolve, reject });
      queuedBytes += size;
      running ??= run();
    });
  }

  /**
   * Starts after the current turn of the event loop, so that arrivals read in one turn share the first batch. The writer has its next
   * batch before the senders of the last one are answered, so that both work at once.
   */
  async function run(): Promise<void> {
    await new Promise(setImmediate);
    const nobody = () => {};
    let answer = nobody;
    while (queue.length > 0) {
      const committing = commit(take());
      answer();
      // Its captures need not stay in memory while the next ones are written.
      answer = nobody;
      answer = await committing;
    }
    running = null;
    answer();
  }

  /** The writer has not seen them: nothing of them is stored. */
  function refuseLate(): void {
    const now = performance.now();
    const firstInTime = queue.findIndex(({ since }) => now - since <= limits.deadlineMs);
    const late = queue.splice(0, firstInTime === -1 ? queue.length : firstInTime);
    if (late.length === 0) return;
    for (const { size } of late) queuedBytes -= size;
    refuse(late, new Error(`The store did not take it within ${limits.deadlineMs} ms`));
  }

  function take(): Waiting[] {
    let count = 0;
    let bytes = 0;
    for (const waiting of queue) {
      if (count > 0 && (count >= limits.maxBatch || bytes + waiting.size > limits.maxBatchBytes)) break;
      count += 1;
      bytes += waiting.size;
    }
    const batch = queue.slice(0, count);
    queue = queue.slice(count);
    return batch;
  }

  /** Resolves with what tells the waiting arrivals how it went. */
  async function commit(batch: Waiting[]): Promise<() => void> {
    const answers = await store(batch);
    for (const waiting of batch) queuedBytes -= waiting.size;
    return answers;
  }

  async function store(batch: Waiting[]): Promise<() => void> {
    const oldest = batch[0]?.since ?? 0;
    for (let pause = limits.retryMs; ; pause = Math.min(2 * pause, MAX_RETRY_MS)) {
      try {
        // Packed anew on each try: the writer's thread took the last one's bytes with it.
        const began = performance.now();
        const packed = packBatch(
          batch.map(({ entry }) => entry),
          began + lastCommitMs,
        );
        const { bins } = await writer.commit(packed);
        lastCommitMs = performance.now() - began;
        return () => settle(batch, bins);
      } catch (cause) {
        // Only a lock is tried again: then nothing was written. Anything else may have reached the disk.
        if (isBusy(cause) && performance.now() - oldest <= limits.deadlineMs) await delay(pause);
        else if (isRefused(cause) && batch.length > 1) return storeHalves(batch);
        else return () => refuse(batch, cause);
      }
    }
  }

  /** One arrival that the store cannot hold must not fail those that came with it. */
  async function storeHalves(batch: Waiting[]): Promise<() => void> {
    const middle = batch.length >> 1;
    const first = await store(batch.slice(0, middle));
    const second = await store(batch.slice(middle));
    return () => {
      first();
      second();
    };
  }

  return {
    append,
    close: async () => {
      closed = true;
      await running;
      clearInterval(watch);
      await writer.close();
    },
  };
}

function refuse(batch: Waiting[], cause: unknown): void {
  const error = new AppError("unavailable", "The capture could not be stored; try again shortly", { cause });
  for (const waiting of batch) waiting.reject(error);
}

/** Gives each waiting arrival its number: the last of a bin in this batch has the bin's `lastSeq`, those before it count down. */
function settle(batch: Waiting[], bins: { no: number; lastSeq: number }[]): void {
  const next = new Map<number, number>();
  for (const { no, lastSeq } of bins) next.set(no, lastSeq + 1);
  for (const { entry } of batch) {
    const seq = next.get(entry.binNo);
    if (seq !== undefined) next.set(entry.binNo, seq - 1);
  }
  for (const { entry, resolve } of batch) {
    const seq = next.get(entry.binNo);
    if (seq === undefined) resolve(null);
    else {
      next.set(entry.binNo, seq + 1);
      resolve(seq);
    }
  }
}
